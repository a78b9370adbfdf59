"""What a document is, said in words, so that filters are found as words are: in an index of their own.

Each word is a letter for the field and the code in hexadecimal digits: one word whatever the code looks like,
and none that anybody types.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from complaints_core.domain.search import SearchDocument, SearchFilters, SearchScope

LETTERS: Final = {
    "status": "s", "subject": "t", "kind": "k", "province": "p", "unit": "u", "center": "c", "assignee": "a",
}  # fmt: skip
OPEN: Final = "0o"
OVERDUE: Final = "0l"

FEW: Final = 64
"""How many units are looked up one by one. More are met soon by reading the documents as they come."""


def facets_of(document: SearchDocument) -> str:
    """Answer the words for what a document is."""
    facets = [_facet(name, code) for name in LETTERS if (code := getattr(document, name))]
    facets += [OPEN] * document.open + [OVERDUE] * document.overdue
    return " ".join(facets)


def wanted(filters: SearchFilters, scope: SearchScope) -> Iterator[str]:
    """Answer expressions of FTS5, all of which must hold. They narrow the scope, and do not decide it: where
    it is wide, or one center is looked for, which lies in one place, they say nothing about it."""
    yield from (_any_of([_facet(*one)]) for one in filters.codes)
    if filters.open:
        yield _any_of([OPEN])
    if filters.overdue:
        yield _any_of([OVERDUE])
    if filters.units is not None and are_few(filters.units):
        yield _any_of(_facet("unit", unit) for unit in sorted(filters.units))
    if are_few(scope.units) and not scope.everywhere and not filters.center:
        own = [_facet("assignee", scope.username)] if scope.username else []
        yield _any_of([*(_facet("unit", unit) for unit in sorted(scope.units)), *own])


def are_few(units: frozenset[str]) -> bool:
    """Tell whether units are looked up one by one."""
    return 0 < len(units) <= FEW


def _facet(name: str, code: str) -> str:
    return f"0{LETTERS[name]}{code.encode().hex()}"


def _any_of(facets: Iterable[str]) -> str:
    return f"facets : ({' OR '.join(facets)})"
