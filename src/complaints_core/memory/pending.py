"""Things that wait and expire, in memory: for tests, demos, and a portal's first hour."""

from datetime import datetime
from itertools import islice
from threading import RLock
from typing import TypeVar, cast

from zope.interface import implementer

from complaints_core.domain.pending import Pending
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IPendingStore

PendingKind = TypeVar("PendingKind", bound=Pending)


@implementer(IPendingStore)
class MemoryPending:
    """One dictionary for all kinds, usable from many threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._things: dict[tuple[type[Pending], str], Pending] = {}

    def get(self, kind: type[PendingKind], key: str) -> PendingKind | None:
        """Answer the thing of this kind under this key, expired or not."""
        return cast(PendingKind | None, self._things.get((kind, key)))

    def add(self, thing: Pending) -> None:
        """Keep it; of two threads that add one key, the second gets AlreadyThere."""
        with self._lock:
            if _name(thing) in self._things:
                raise AlreadyThere(thing.key)
            self._things[_name(thing)] = thing

    def replace(self, thing: Pending) -> None:
        """Keep a new version; raises KeyError."""
        with self._lock:
            if _name(thing) not in self._things:
                raise KeyError(thing.key)
            self._things[_name(thing)] = thing

    def remove(self, kind: type[Pending], key: str) -> None:
        """Forget it, if it is there."""
        with self._lock:
            self._things.pop((kind, key), None)

    def expired(self, kind: type[PendingKind], now: datetime, limit: int) -> list[PendingKind]:
        """Answer at most `limit` things of a kind that expired before `now`."""
        with self._lock:
            found = (one for one in self._things.values() if type(one) is kind and one.expires_at < now)
            return cast(list[PendingKind], list(islice(found, limit)))

    def purge(self, now: datetime, limit: int = 500) -> int:
        """Forget at most `limit` things that expired before `now`."""
        with self._lock:
            expired = (name for name, thing in self._things.items() if thing.expires_at < now)
            gone = list(islice(expired, limit))
            for name in gone:
                del self._things[name]
        return len(gone)


def _name(thing: Pending) -> tuple[type[Pending], str]:
    return type(thing), thing.key
