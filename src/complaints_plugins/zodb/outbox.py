"""The outbox in the ZODB."""

from collections.abc import Iterator
from datetime import datetime
from heapq import nsmallest
from itertools import islice

from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IOutbox
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site


@implementer(IOutbox)
class ZodbOutbox:
    """Keeps waiting messages with the hour at which they are due, and the undelivered ones apart."""

    def __init__(self, site: Site) -> None:
        self._waiting = site.outbox
        self._undelivered = site.undelivered

    def add(self, message: OutboxMessage) -> None:
        """Put a message in; raises AlreadyThere for an id that waits or was given up."""
        if self._undelivered.get(message.id) is not None:
            raise AlreadyThere
        self._waiting.add(message.id, message.not_before, message)

    def due(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Answer at most `limit` messages whose hour has come, earliest first; loads no others."""
        ids = [message for _, message in nsmallest(limit, self._waiting.before(now))]
        return list(self._found(ids))

    def get(self, message: str) -> OutboxMessage | None:
        """Answer a waiting message by id."""
        return self._waiting.get(message)

    def replace(self, message: OutboxMessage) -> None:
        """Keep a new version; raises KeyError. Two at once conflict."""
        self._waiting.replace(message.id, message.not_before, message)

    def remove(self, message: str) -> None:
        """Forget a message that was sent."""
        self._waiting.remove(message)

    def bury(self, message: OutboxMessage) -> None:
        """Move a message to the undelivered ones, without its text and parameters."""
        self._waiting.remove(message.id)
        self._undelivered.put(message.id, Record(message.buried(message.failure)))

    def undelivered(self, limit: int) -> list[OutboxMessage]:
        """Answer at most `limit` messages that were given up."""
        return [record.kept for record in islice(self._undelivered.values(), limit)]

    def waiting(self) -> int:
        """Answer how many messages wait."""
        return len(self._waiting)

    def _found(self, ids: list[str]) -> Iterator[OutboxMessage]:
        return (message for one in ids if (message := self._waiting.get(one)) is not None)
