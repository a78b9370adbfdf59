"""Messages that wait for a moment from which the clock has gone back."""

from datetime import UTC, datetime
from typing import Final

from complaints_core.domain.moments import LEEWAY
from complaints_core.domain.outbox import LEASE
from complaints_core.interfaces.ports import IOutbox

ALWAYS: Final = datetime.max.replace(tzinfo=UTC)
MANY: Final = 1000


def hasten(outbox: IOutbox, now: datetime, *, put_back: bool) -> int:
    """Let the messages that would wait for too long, `MANY` at most, be due when nobody can be sending them
    any more; answers how many. After the clock was `put_back` these are all that wait; else, as at a start,
    those that a clock ahead of this one has written."""
    soon = now + LEASE
    late = [
        one
        for one in outbox.due(ALWAYS, MANY)
        if one.not_before > soon and (put_back or one.created_at > now + LEEWAY)
    ]
    for message in late:
        outbox.replace(message.due_at(soon))
    return len(late)
