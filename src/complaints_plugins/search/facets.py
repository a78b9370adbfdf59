"""What a document is, said in words, so that filters are found as words are: in an index of their own.

Each word is a letter for the field and the code in hexadecimal digits: one word whatever the code looks like,
and none that anybody types. Below which units a document lies is said as well, a word for each: so a province
is one word to look for, not all of its counties.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from complaints_core.domain.search import SearchDocument, SearchFilters, SearchScope

LETTERS: Final = {
    "status": "s", "subject": "t", "kind": "k", "province": "p", "unit": "u", "center": "c", "assignee": "a",
}  # fmt: skip
BELOW: Final = "b"
OPEN: Final = "0o"
OVERDUE: Final = "0l"

FEW: Final = 64
"""How many units are looked up one by one. More are met soon by reading the documents as they come."""


def facets_of(document: SearchDocument) -> str:
    """Answer the words for what a document is."""
    facets = [_facet(letter, code) for name, letter in LETTERS.items() if (code := getattr(document, name))]
    facets += [_facet(BELOW, unit) for unit in (document.unit, *document.above)]
    facets += [OPEN] * document.open + [OVERDUE] * document.overdue
    return " ".join(facets)


def wanted(filters: SearchFilters, scope: SearchScope) -> Iterator[str]:
    """Answer expressions of FTS5, all of which must hold. Of units they narrow what is found, and do not
    decide it: where there are many, or one center is looked for, which lies in one place, they say nothing
    about them."""
    yield from (_any_of([_facet(LETTERS[name], code)]) for name, code in filters.codes)
    if filters.open:
        yield _any_of([OPEN])
    if filters.overdue:
        yield _any_of([OVERDUE])
    if places := _places(filters.units or frozenset(), filters.tops):
        yield _any_of(places)
    places = _places(scope.units, scope.tops)
    if places and not scope.everywhere and not filters.center:
        own = [_facet(LETTERS["assignee"], scope.username)] if scope.username else []
        yield _any_of([*places, *own])


def _places(units: frozenset[str], tops: frozenset[str]) -> list[str]:
    """Answer words of which every document in some units has one; none where they are too many."""
    letter, codes = (BELOW, tops) if tops else (LETTERS["unit"], units)
    return [_facet(letter, code) for code in sorted(codes)] if len(codes) <= FEW else []


def _facet(letter: str, code: str) -> str:
    return f"0{letter}{code.encode().hex()}"


def _any_of(facets: Iterable[str]) -> str:
    return f"facets : ({' OR '.join(facets)})"
