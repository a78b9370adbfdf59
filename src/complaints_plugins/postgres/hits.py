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
RARE: Final = 150
"""Words that the database expects in one document of so many, or in fewer, may stand in none: it knows the
frequent ones and guesses the others. Reading in order until a page is full would be reading all."""
FEW: Final = 3000
"""So many hits are brought together and put in order: more than are ever counted. Where there are more, a
page is full before long."""


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

    def page(self, cursor: Cursor, limit: int, offset: int, most: int) -> tuple[tuple[str, ...], int]:
        """Answer the codes of a page, and how many hits there are in all, counted no further than `most`."""
        if not self._may_be_few(cursor):
            return self._met_in_order(cursor, limit, offset), self._count(cursor, most)
        codes, total = self._put_in_order(cursor, limit, offset)
        return codes if total <= FEW else self._met_in_order(cursor, limit, offset), min(total, most)

    def _may_be_few(self, cursor: Cursor) -> bool:
        """Ask the database how many hits it expects, and among how many documents."""
        if not self._values["words"]:
            return False  # whatever else is asked for, it has counted
        hits = f"SELECT FROM complaints_documents WHERE {self._where}"
        every = "SELECT FROM complaints_documents"
        cursor.execute(f"EXPLAIN (FORMAT JSON) {hits} UNION ALL {every}", self._values)
        ((plan,),) = cursor.fetchall()
        expected, documents = (one["Plan Rows"] for one in plan[0]["Plan"]["Plans"])
        return bool(expected * RARE <= documents)

    def _put_in_order(self, cursor: Cursor, limit: int, offset: int) -> tuple[tuple[str, ...], int]:
        """Answer the codes of a page and how many hits there are; where these are more than FEW, the page is
        none."""
        cursor.execute(
            f"""
            WITH hits AS MATERIALIZED (
                SELECT code, second, pressing FROM complaints_documents WHERE {self._where} LIMIT %(few)s + 1
            )
            SELECT (SELECT count(*) FROM hits),
                ARRAY(SELECT code FROM hits ORDER BY {self._order} LIMIT %(limit)s OFFSET %(offset)s)
            """,  # noqa: S608 - names, no values
            {**self._values, "few": FEW, "limit": limit, "offset": offset},
        )
        ((total, codes),) = cursor.fetchall()
        return tuple(codes), total

    def _met_in_order(self, cursor: Cursor, limit: int, offset: int) -> tuple[str, ...]:
        page = f"""
            SELECT code FROM complaints_documents WHERE {self._where} ORDER BY {self._order}
            LIMIT %(limit)s OFFSET %(offset)s
        """  # noqa: S608 - as above
        cursor.execute(page, {**self._values, "limit": limit, "offset": offset})
        return tuple(code for (code,) in cursor.fetchall())

    def _count(self, cursor: Cursor, most: int) -> int:
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
        # Whole seconds: an index of whole numbers answers nothing about broken ones.
        "begins": filters.begins and int(filters.begins.timestamp()),
        "ends": filters.ends and int(filters.ends.timestamp()),
    }
