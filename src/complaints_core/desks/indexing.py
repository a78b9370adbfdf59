"""The indexer: the only one who writes the search index, beside the pages and after the fact.

Order is everything: first the index, which takes a document as often as it comes, then the note that it was
done. So whoever is killed between the two does it once more, and nothing is left out. Several indexers on one
index are not needed, and do no harm: no document replaces a later one.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from complaints_core.desks.courier import Taken
from complaints_core.domain.search import SearchDocument
from complaints_core.domain.wording import Wording
from complaints_core.interfaces.ports import IChanges, ICitizenStore, IComplaintStore, ISearchIndex

BATCH = 500
"""Complaints that are read at once."""


@dataclass(frozen=True)
class Shelves:
    """What the indexer reads, in one transaction, and the words of the organization as it is then."""

    changes: IChanges
    complaints: IComplaintStore
    citizens: ICitizenStore
    wording: Wording


@dataclass(frozen=True)
class IndexRound:
    """Brings the index up to date. `work` begins a transaction and commits it on leaving; it raises `Taken`
    when somebody else has changed one of its things meanwhile."""

    index: ISearchIndex
    work: Callable[[], AbstractContextManager[Shelves]]

    def run(self, limit: int = BATCH) -> int:
        """Put at most `limit` changed complaints into the index and, where it is not filled yet, `limit`
        more of all there are; answers how many."""
        return self.catch_up(limit) + self.fill(limit)

    def catch_up(self, limit: int = BATCH) -> int:
        """Put at most `limit` changed complaints into the index; answers how many."""
        with self.work() as shelves:
            changes = shelves.changes.changed(limit)
            documents = list(self._documents(shelves, (change.code for change in changes)))
        if not changes:
            return 0
        self.index.index(documents)
        self.index.unindex({change.code for change in changes} - {one.code for one in documents})
        with suppress(Taken), self.work() as shelves:  # who changed one of them has noted it again
            shelves.changes.done(changes)
        return len(changes)

    def fill(self, limit: int = BATCH) -> int:
        """Go on with filling the index from the store; answers how many complaints were read, none when all
        are in."""
        position = self.index.position()
        if position is None:
            return 0
        with self.work() as shelves:
            codes = shelves.complaints.codes(limit, after=position)
            documents = list(self._documents(shelves, codes))
        self.index.index(documents)
        self.index.reached(codes[-1] if len(codes) == limit else None)
        return len(codes)

    def _documents(self, shelves: Shelves, codes: Iterable[str]) -> Iterator[SearchDocument]:
        for code in codes:
            complaint = shelves.complaints.get(code)
            if complaint is not None:
                yield shelves.wording.document_of(complaint, shelves.citizens.get(complaint.citizen))
