"""The indexer: the only one who writes what is derived from complaints, beside the pages and after the fact:
the search index and the figures.

Order is everything: first the caches, which take a complaint as often as it comes, then the note that it was
done. So whoever is killed between the two does it once more, and nothing is left out. Several indexers on one
cache are not needed, and do no harm: no complaint replaces a later one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from complaints_core.desks.rounds.work import Taken, Work
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.figures import Contribution
from complaints_core.domain.search import SearchDocument, standing_of
from complaints_core.domain.tallying import Tallying, counted_of
from complaints_core.domain.wording import Wording
from complaints_core.interfaces.ports import (
    IChanges,
    ICitizenStore,
    IComplaintStore,
    IFigures,
    ISearchIndex,
)

BATCH = 500
"""Complaints that are read at once."""


@dataclass(frozen=True)
class Shelves:
    """What the indexer reads, in one transaction, and the words and deadlines of the organization as it is
    then."""

    changes: IChanges
    complaints: IComplaintStore
    citizens: ICitizenStore
    wording: Wording
    tallying: Tallying

    def read(self, codes: Iterable[str]) -> Iterator[Complaint]:
        """Answer those of the complaints that are there."""
        return (one for code in codes if (one := self.complaints.get(code)) is not None)


Stand = tuple[object, ...]
"""How a complaint stands, as far as a cache tells: what it tells of one that is up to date is the same."""


class Filled(Protocol):
    """A port that remembers how far it is filled, and tells what is in it; see `ISearchIndex`."""

    def position(self) -> str | None:
        """Answer how far it is filled."""

    def reached(self, position: str | None) -> None:
        """Keep how far it is filled."""

    def clear(self) -> None:
        """Forget everything."""

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next codes of all that is in it."""


class Cache(Protocol):
    """Something that is derived from complaints, one entry from each."""

    @property
    def port(self) -> Filled:
        """Where it is kept."""

    def entry(self, shelves: Shelves, complaint: Complaint) -> Any:
        """Answer what is kept of a complaint."""

    def keep(self, entries: Iterable[Any]) -> None:
        """Keep entries in the place of earlier ones."""

    def forget(self, codes: Collection[str]) -> None:
        """Forget the entries of complaints that are there no more."""

    def stands(self, complaint: Complaint) -> Stand:
        """Answer how a complaint stands."""

    def stood(self, codes: Iterable[str]) -> Mapping[str, Stand]:
        """Answer how those of some complaints stood that have an entry, when it was made."""


@dataclass(frozen=True)
class SearchCache:
    """The words of complaints."""

    port: ISearchIndex

    def entry(self, shelves: Shelves, complaint: Complaint) -> SearchDocument:
        """Answer what can be found of a complaint."""
        return shelves.wording.document_of(complaint, shelves.citizens.get(complaint.citizen))

    def keep(self, entries: Iterable[SearchDocument]) -> None:
        """Index documents."""
        self.port.index(entries)

    def forget(self, codes: Collection[str]) -> None:
        """Find them no more."""
        self.port.unindex(codes)

    def stands(self, complaint: Complaint) -> Stand:
        """Answer who should find it, and where in the order of deadlines."""
        return standing_of(complaint)

    def stood(self, codes: Iterable[str]) -> Mapping[str, Stand]:
        """Answer who finds some documents, and where."""
        return self.port.held(codes)


@dataclass(frozen=True)
class FiguresCache:
    """What complaints add to the figures of their units."""

    port: IFigures

    def entry(self, shelves: Shelves, complaint: Complaint) -> Contribution:
        """Answer what a complaint adds."""
        return shelves.tallying.contribution_of(complaint)

    def keep(self, entries: Iterable[Contribution]) -> None:
        """Count contributions."""
        self.port.keep(entries)

    def forget(self, codes: Collection[str]) -> None:
        """Count them no more."""
        self.port.forget(codes)

    def stands(self, complaint: Complaint) -> Stand:
        """Answer where it should count, and as what."""
        return counted_of(complaint)

    def stood(self, codes: Iterable[str]) -> Mapping[str, Stand]:
        """Answer where some complaints count, and as what."""
        return {code: one.counted for code, one in self.port.held(codes).items()}


@dataclass(frozen=True)
class IndexRound:
    """Brings the caches up to date."""

    caches: tuple[Cache, ...]
    work: Work[Shelves]

    def run(self, limit: int = BATCH) -> int:
        """Put at most `limit` changed complaints into the caches and, into one that is not filled yet,
        `limit` more of all there are; answers how many were read."""
        return self.catch_up(limit) + self.fill(limit)

    def catch_up(self, limit: int = BATCH) -> int:
        """Put at most `limit` changed complaints into the caches; answers how many."""
        with self.work() as shelves:
            changes = shelves.changes.changed(limit)
            complaints = list(shelves.read(change.code for change in changes))
            entries = _entries(self.caches, shelves, complaints)
        if not changes:
            return 0
        gone = {change.code for change in changes} - {one.code for one in complaints}
        for cache, made in zip(self.caches, entries, strict=True):
            cache.keep(made)
            cache.forget(gone)
        with suppress(Taken), self.work() as shelves:  # who changed one of them has noted it again
            shelves.changes.done(changes)
        return len(changes)

    def fill(self, limit: int = BATCH) -> int:
        """Go on with filling the caches from the store, those that are equally far in one walk; answers how
        many complaints were read for the one that needed the most, none when all are in all of them."""
        unfilled: dict[str, list[Cache]] = {}
        for cache in self.caches:
            if (position := cache.port.position()) is not None:
                unfilled.setdefault(position, []).append(cache)
        return max([self._fill(caches, position, limit) for position, caches in unfilled.items()], default=0)

    def enter_again(self, cache: Cache, codes: Collection[str]) -> None:
        """Put complaints into a cache as they are, whatever it has of them, and take out those that are not
        kept. What is there is forgotten first: it may take itself for the later one."""
        with self.work() as shelves:
            entries = [cache.entry(shelves, one) for one in shelves.read(codes)]
        cache.forget(codes)
        cache.keep(entries)

    def clear(self) -> None:
        """Forget everything, so that all caches are filled anew."""
        for cache in self.caches:
            cache.port.clear()

    def _fill(self, caches: Sequence[Cache], position: str, limit: int) -> int:
        """Go on behind a position that all of some caches have reached."""
        with self.work() as shelves:
            codes = shelves.complaints.codes(limit, after=position)
            complaints = list(shelves.read(codes))
            entries = _entries(caches, shelves, complaints)
        for cache, made in zip(caches, entries, strict=True):
            cache.keep(made)
            cache.port.reached(codes[-1] if len(codes) == limit else None)
        return len(codes)


def _entries(caches: Iterable[Cache], shelves: Shelves, complaints: Sequence[Complaint]) -> list[list[Any]]:
    """Answer what each cache keeps of complaints."""
    return [[cache.entry(shelves, one) for one in complaints] for cache in caches]
