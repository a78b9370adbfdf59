"""What can only be counted from the inside: objects loaded and stored, bytes written. The site runs in this
process for that, and its visitor does not go over the network."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from ZODB import DB

from bench.browser import wsgi
from bench.operations import DEEDS, Hall
from bench.place import Place
from bench.serving import site
from complaints_plugins.zodb.database import open_database
from complaints_web.site import site_of


@dataclass(frozen=True)
class Counts:
    """Objects that an operation loads when nothing is in a cache, and right afterwards; what it stores."""

    cold: int
    warm: int
    stored: int
    bytes: int


class Loads:
    """Stands where ZODB puts an activity monitor, and sums up what connections did."""

    def __init__(self) -> None:
        self.loaded = self.stored = 0

    def closedConnection(self, connection: Any) -> None:  # noqa: N802 - ZODB's name
        """Take the counts of a connection that goes back to the pool."""
        loaded, stored = connection.getTransferCounts(True)
        self.loaded += loaded
        self.stored += stored


class Counter:
    """Counts on an office; `close` it afterwards. `written` answers a number of bytes that grows with
    everything that is written."""

    def __init__(self, place: Place, written: Callable[[], int]) -> None:
        self._written = written
        self._opened: list[DB] = []
        self._loads = Loads()
        with patch("complaints_web.database.open_database", self._open):
            self._site = site(place)

    def close(self) -> None:
        """Close the site."""
        site_of(self._site.registry).close()

    def count(self) -> dict[str, Counts]:
        """Answer the counts of what people do by the names it has in the report."""
        hall = Hall(wsgi(self._site), ahead=1)
        return {deed.name: self._counts(deed.prepared(hall)) for deed in DEEDS if deed.counted}

    def _counts(self, run: Callable[[], object]) -> Counts:
        for db in self._opened:
            db.cacheMinimize()
        cold, *_ = self._once(run)
        return Counts(cold, *self._once(run))

    def _once(self, run: Callable[[], object]) -> tuple[int, int, int]:
        """Do it once; answers objects loaded, objects stored and bytes written."""
        loaded, stored, size = self._loads.loaded, self._loads.stored, self._written()
        run()
        return self._loads.loaded - loaded, self._loads.stored - stored, self._written() - size

    def _open(self, *arguments: Any, **options: Any) -> DB:
        db = open_database(*arguments, **options)
        db.setActivityMonitor(self._loads)
        self._opened.append(db)
        return db
