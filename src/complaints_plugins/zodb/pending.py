"""Things that wait and expire, in the ZODB."""

from datetime import datetime
from itertools import islice
from typing import TypeVar, cast

from zope.interface import implementer

from complaints_core.domain.one_time import Draw
from complaints_core.domain.pending import Pending
from complaints_core.interfaces.ports import IPendingStore
from complaints_plugins.zodb.site import Site

PendingKind = TypeVar("PendingKind", bound=Pending)


@implementer(IPendingStore)
class ZodbPending:
    """Keeps them under the name of their class and their key."""

    def __init__(self, site: Site, draw: Draw) -> None:
        self._things = site.pending
        self._draw = draw

    def get(self, kind: type[PendingKind], key: str) -> PendingKind | None:
        """Answer the thing of this kind under this key, expired or not."""
        return cast(PendingKind | None, self._things.get(_name(kind, key)))

    def add(self, thing: Pending) -> None:
        """Keep it; raises AlreadyThere. Two at once conflict, and the second then gets AlreadyThere."""
        self._things.add(_name(type(thing), thing.key), thing.expires_at, thing)

    def replace(self, thing: Pending) -> None:
        """Keep a new version; raises KeyError. Two at once conflict."""
        self._things.replace(_name(type(thing), thing.key), thing.expires_at, thing)

    def remove(self, kind: type[Pending], key: str) -> None:
        """Forget it; nothing happens when it is not there."""
        self._things.remove(_name(kind, key))

    def expired(self, kind: type[PendingKind], now: datetime, limit: int) -> list[PendingKind]:
        """Answer at most `limit` things of a kind that expired before `now`; only these are loaded."""
        keys = (key for _, key in self._things.before(now) if key.startswith(_name(kind, "")))
        found = (self._things.get(key) for key in islice(keys, limit))
        return [cast(PendingKind, thing) for thing in found if thing is not None]

    def purge(self, now: datetime, limit: int = 500) -> int:
        """Forget at most `limit` things that expired before `now`; answers how many.

        The walk begins at a group of buckets that is drawn, so that after a flood every part gets its turn,
        and ends at the limit. It reads hours out of the buckets and loads none of the things.
        """
        expired = self._things.before(now, self._draw(self._things.width))
        gone = [key for _, key in islice(expired, limit)]
        for key in gone:
            self._things.remove(key)
        return len(gone)


def _name(kind: type[Pending], key: str) -> str:
    return f"{kind.__name__}:{key}"
