"""What a query finds within a scope, as statements; only names of columns stand in them, no values."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from complaints_core.domain.search import DUE, NEWEST, OLDEST, SearchFilters, SearchQuery, SearchScope, Sort
from complaints_plugins.postgres.connections import Cursor
from complaints_plugins.postgres.vectors import query_of

WITHIN: Final = "(unit = ANY(%(scope)s::text[]) OR assignee = nullif(%(username)s, ''))"
OTHERS: Final = "accused <> ALL(%(names)s::text[]) AND center <> ALL(%(centers)s::text[])"
"""What lies in a scope: in its units, and about others."""
ORDERS: Final[Mapping[Sort, str]] = {
    NEWEST: "second DESC, code DESC",
    OLDEST: "second, code",
    DUE: "pressing, second, code",
}


class Hits:
    """The documents that a query finds within a scope."""

    def __init__(self, query: SearchQuery, scope: SearchScope) -> None:
        self._order = ORDERS[query.sort]
        self._values: dict[str, Any] = {
            "scope": () if scope.everywhere else sorted(scope.units),
            "username": scope.username,
            "names": sorted(scope.names),
            "centers": sorted(scope.centers),
            "words": query_of(query.terms),
            **_values(query.filters),
        }
        within = () if scope.everywhere else (WITHIN,)
        words = ("words @@ %(words)s::tsquery",) if query.terms else ()
        self._where = " AND ".join((OTHERS, *within, *words, *_conditions(query.filters)))

    def codes(self, cursor: Cursor, limit: int, offset: int) -> tuple[str, ...]:
        """Answer the codes of a page."""
        page = f"""
            SELECT code FROM complaints_documents WHERE {self._where} ORDER BY {self._order}
            LIMIT %(limit)s OFFSET %(offset)s
        """  # noqa: S608 - names, no values
        cursor.execute(page, {**self._values, "limit": limit, "offset": offset})
        return tuple(code for (code,) in cursor.fetchall())

    def count(self, cursor: Cursor, most: int) -> int:
        """Answer how many there are, counted no further than `most`."""
        found = f"SELECT 1 FROM complaints_documents WHERE {self._where} LIMIT %(most)s"  # noqa: S608 - as above
        cursor.execute(f"SELECT count(*) FROM ({found}) AS found", {**self._values, "most": most})  # noqa: S608
        ((total,),) = cursor.fetchall()
        return int(total)


def _conditions(filters: SearchFilters) -> Iterator[str]:
    yield from (f"{name} = %(filter_{name})s" for name, _ in filters.codes)
    if filters.units is not None:
        yield "unit = ANY(%(units)s::text[])"
    if filters.open:
        yield "open"
    if filters.overdue:
        yield "overdue"
    if filters.begins:
        yield "second >= %(begins)s"
    if filters.ends:
        yield "second < %(ends)s"


def _values(filters: SearchFilters) -> dict[str, Any]:
    return {
        **{f"filter_{name}": code for name, code in filters.codes},
        "units": sorted(filters.units or ()),
        "begins": filters.begins and filters.begins.timestamp(),
        "ends": filters.ends and filters.ends.timestamp(),
    }
