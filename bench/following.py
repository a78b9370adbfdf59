"""The other processes of whoever invents an office: one makes of the complaints what search index and figures
keep of them, one keeps it, while the first goes on inventing. So nothing has to be read again, and all
processors are used."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from typing import Any, Final

from bench.place import SECRET, Place
from complaints_core.desks.rounds.indexing import Cache, FiguresCache, SearchCache, Shelves
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.wording import Wording
from complaints_core.memory import stores as memory_stores
from complaints_core.profiles import load_profile
from complaints_web.settings import Settings
from complaints_web.sharing import caches_of

AHEAD: Final = 100
"""Things that may wait for a process; then whoever hands it the next one waits, too."""


def _one_process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


@dataclass
class Follower:
    """A process that does what it is handed, one thing after the other."""

    _process: ProcessPoolExecutor = field(default_factory=_one_process)
    _waiting: deque[Future[None]] = field(default_factory=deque)

    def hand(self, work: Callable[..., None], *arguments: Any) -> None:
        """Let it do some work soon; raises what went wrong with earlier work."""
        self._waiting.append(self._process.submit(work, *arguments))
        while len(self._waiting) > AHEAD:
            self._waiting.popleft().result()

    def finish(self, last: Callable[[], None] | None = None) -> None:
        """Wait until all is done, do one last thing whatever went wrong before, and end the process; raises
        what went wrong."""
        with self._process:
            if last:
                self._process.submit(last)
            while self._waiting:
                self._waiting.popleft().result()


Take = Callable[[Sequence[Complaint], Sequence[Citizen]], None]
"""Takes complaints and the citizens whose they are."""


@contextmanager
def indexer(place: Place) -> Iterator[Take]:
    """Hand over what takes complaints; they are in the search index and the figures on leaving, and these
    are complete."""
    follower = Follower()
    try:
        yield lambda complaints, citizens: follower.hand(_read, place, complaints, citizens)
        follower.hand(_complete, place)
    finally:
        follower.finish(_end)


def _read(place: Place, complaints: Sequence[Complaint], citizens: Sequence[Citizen]) -> None:
    shelves = _shelves()
    for citizen in citizens:
        if shelves.citizens.get(citizen.key) is None:
            shelves.citizens.add(citizen)
    entries = [[one.entry(shelves, complaint) for complaint in complaints] for one in _caches(place)]
    _keeper().hand(_keep, place, entries)


def _complete(place: Place) -> None:
    _keeper().hand(_reach_the_end, place)


def _end() -> None:
    _keeper().finish()


@cache
def _keeper() -> Follower:
    return Follower()


def _keep(place: Place, entries: Sequence[Sequence[Any]]) -> None:
    for one, made in zip(_caches(place), entries, strict=True):
        one.keep(made)


def _reach_the_end(place: Place) -> None:
    for one in _caches(place):
        one.port.reached(None)


@cache
def _caches(place: Place) -> Sequence[Cache]:
    search, figures = caches_of(Settings.read(place.settings()))
    return SearchCache(search), FiguresCache(figures)


@cache
def _shelves() -> Shelves:
    """The words and deadlines of the organization, and room for the citizens."""
    profile, kept = load_profile("behzisti"), memory_stores()
    wording = Wording(OpaqueKeys(SECRET.encode(), "search"), profile.directory)
    return Shelves(kept.changes, kept.complaints, kept.citizens, wording, profile.tallying)
