"""For development only: messages appear on the terminal, in full, and go nowhere."""

import sys
from datetime import UTC, datetime
from typing import TextIO

from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.ports import ISmsGateway


@implementer(ISmsGateway)
class ConsoleGateway:
    """Writes each message in a box. It shows number and text, which no log of a real system may."""

    name = "console"

    def __init__(self, stream: TextIO | None = None) -> None:
        """Take where to write; the standard error stream of the moment when nothing is given."""
        self._stream = stream

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Write the message; it never fails."""
        stream = self._stream or sys.stderr
        stream.write(_boxed(message))  # one write, so that boxes of several threads do not mix
        stream.flush()
        return SmsReceipt(message.id, datetime.now(UTC))


def _boxed(message: OutboxMessage) -> str:
    # No right edge: nobody can tell how wide a terminal draws Persian.
    lines = [f"┌─ SMS to {message.to} ─ {message.template} ─ {message.id}"]
    lines += [f"│ {line}" for line in message.text.splitlines()]
    return "\n".join([*lines, "└─", ""])
