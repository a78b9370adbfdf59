"""Compares what is derived from complaints, the search index and the figures, with the complaints.

The site may serve meanwhile. What is only on its way into a cache is not wrong, and what seems wrong is
looked at twice: the complaints are seen as they were at one moment, and a cache as it is at another. Only how
each complaint stands is compared (`Cache.stands`), not its words: they change with its version.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple, Protocol, TypeVar

from complaints_core.desks.rounds.indexing import Cache, Stand
from complaints_core.domain.complaints import Complaint

BATCH: Final = 500
"""Complaints and entries that are held in memory at once."""

Thing = TypeVar("Thing")


class Kept(Protocol):
    """All complaints as they were at one moment."""

    def walk(self) -> Iterator[Complaint]:
        """Answer each of them once; none is held in memory for longer than a batch."""

    def get(self, code: str) -> Complaint | None:
        """Answer the complaint with this tracking code."""

    def holds(self, code: str) -> bool:
        """Tell whether there is such a complaint, without loading it."""

    def waits(self, code: str) -> bool:
        """Tell whether it changed and is not in the caches yet; see `IChanges`."""


Look = Callable[[], AbstractContextManager[Kept]]
"""Hands over the complaints as they are now."""


class Suspect(NamedTuple):
    """An entry that may be wrong: how its complaint stood when it was made, None where there is no entry."""

    name: str
    code: str
    stood: Stand | None


@dataclass(frozen=True)
class Comparison:
    """Compares caches, each under a name, with the complaints that a look hands over."""

    caches: Mapping[str, Cache]
    look: Look

    def wrong(self) -> Iterator[tuple[str, list[str]]]:
        """Answer the codes of complaints that a cache lacks, or has otherwise than they are, and of entries
        whose complaint is there no more: in batches, with the name of the cache.

        A cache that is being filled is left out. Whoever puts a batch right at once disturbs nothing.
        """
        for suspects in _batches(self._suspects()):
            yield from self._wrong_among(suspects)

    def _suspects(self) -> Iterator[Suspect]:
        """Find what differs at a first look."""
        filled = {name: cache for name, cache in self.caches.items() if cache.port.position() is None}
        with self.look() as kept:
            for batch in _batches(kept.walk()):
                for name, cache in filled.items():
                    yield from _differing(name, cache, batch, kept)
            for name, cache in filled.items():
                yield from _left_over(name, cache, kept)

    def _wrong_among(self, suspects: Sequence[Suspect]) -> Iterator[tuple[str, list[str]]]:
        """Look again, at the complaints first: wrong is what differs although nothing happened to its entry
        since the first look. Had the complaint changed and been indexed, it would be another one."""
        with self.look() as kept:
            found = [(name, _wrong(name, cache, suspects, kept)) for name, cache in self.caches.items()]
        return ((name, codes) for name, codes in found if codes)


def _differing(name: str, cache: Cache, batch: Sequence[Complaint], kept: Kept) -> Iterator[Suspect]:
    stood = cache.stood([one.code for one in batch])
    for one in batch:
        if stood.get(one.code) != cache.stands(one) and not kept.waits(one.code):
            yield Suspect(name, one.code, stood.get(one.code))


def _left_over(name: str, cache: Cache, kept: Kept) -> Iterator[Suspect]:
    after = ""
    while codes := cache.port.codes(BATCH, after):
        gone = [code for code in codes if not kept.holds(code)]
        yield from (Suspect(name, code, one) for code, one in cache.stood(gone).items())
        after = codes[-1]


def _wrong(name: str, cache: Cache, suspects: Iterable[Suspect], kept: Kept) -> list[str]:
    stood = {one.code: one.stood for one in suspects if one.name == name}
    stands = {code: _stands(cache, kept, code) for code in stood if not kept.waits(code)}
    again = cache.stood(stands)  # after the complaints were seen
    wrong = [code for code, one in stands.items() if again.get(code) == stood[code] != one]
    return wrong if cache.port.position() is None else []


def _stands(cache: Cache, kept: Kept, code: str) -> Stand | None:
    complaint = kept.get(code)
    return cache.stands(complaint) if complaint else None


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    walk = iter(things)
    while batch := list(islice(walk, BATCH)):
        yield batch
