"""The outbox in memory: for tests, demos, and a portal's first hour."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock

from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IOutbox


@implementer(IOutbox)
class MemoryOutbox:
    """Waiting and undelivered messages in two dictionaries, usable from many threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._waiting: dict[str, OutboxMessage] = {}
        self._undelivered: dict[str, OutboxMessage] = {}

    @contextmanager
    def unit(self) -> Iterator["MemoryOutbox"]:
        """Begin a unit of work, as `desks.courier.Courier` asks for: all of it is kept, or nothing of it when
        an error leaves it. Units of other threads wait, so that none conflicts."""
        with self._lock:
            before = dict(self._waiting), dict(self._undelivered)
            try:
                yield self
            except BaseException:
                self._waiting, self._undelivered = before
                raise

    def add(self, message: OutboxMessage) -> None:
        """Put a message in."""
        with self._lock:
            if message.id in self._waiting or message.id in self._undelivered:
                raise AlreadyThere(message.id)
            self._waiting[message.id] = message

    def due(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Answer at most `limit` messages that may go, earliest first."""
        with self._lock:
            due = [message for message in self._waiting.values() if message.not_before <= now]
        return sorted(due, key=_turn)[:limit]

    def get(self, message: str) -> OutboxMessage | None:
        """Answer a waiting message by id."""
        with self._lock:
            return self._waiting.get(message)

    def replace(self, message: OutboxMessage) -> None:
        """Keep a new version."""
        with self._lock:
            if message.id not in self._waiting:
                raise KeyError(message.id)
            self._waiting[message.id] = message

    def remove(self, message: str) -> None:
        """Forget a message that was sent."""
        with self._lock:
            self._waiting.pop(message, None)

    def bury(self, message: OutboxMessage) -> None:
        """Move a message to the undelivered ones, without text and parameters."""
        with self._lock:
            self._waiting.pop(message.id, None)
            self._undelivered[message.id] = message.buried(message.failure)

    def undelivered(self, limit: int) -> list[OutboxMessage]:
        """Answer at most `limit` messages that were given up, the latest first."""
        with self._lock:
            return list(reversed(self._undelivered.values()))[:limit]

    def waiting(self) -> int:
        """Answer how many messages wait."""
        with self._lock:
            return len(self._waiting)


def _turn(message: OutboxMessage) -> tuple[datetime, datetime, str]:
    return message.not_before, message.created_at, message.id
