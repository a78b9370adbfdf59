"""The search index in PostgreSQL, which all processes of a site share; nothing has to be named for it."""

from collections.abc import Iterable
from datetime import date, datetime
from math import floor
from typing import Any, Final

from psycopg2.extras import execute_batch
from zope.interface import implementer

from complaints_core.domain.search import (
    MOST_COUNTED,
    SearchDocument,
    SearchPage,
    SearchQuery,
    SearchScope,
    Standing,
)
from complaints_core.interfaces.ports import ISearchIndex
from complaints_plugins.postgres.connections import Connections, Cursor
from complaints_plugins.postgres.hits import Hits
from complaints_plugins.postgres.tables import Filling, Tables
from complaints_plugins.postgres.vectors import vector_of

# Another layout needs tables of another name, and a line that drops these.
TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS complaints_documents (
        code text PRIMARY KEY, version bigint NOT NULL, second bigint NOT NULL, pressing integer NOT NULL,
        unit text NOT NULL, status text NOT NULL, subject text NOT NULL, kind text NOT NULL,
        province text NOT NULL, open boolean NOT NULL, overdue boolean NOT NULL,
        assignee text NOT NULL, center text NOT NULL, accused text NOT NULL, words tsvector NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS complaints_documents_words ON complaints_documents USING gin (words)",
    "CREATE INDEX IF NOT EXISTS complaints_documents_second ON complaints_documents (second, code)",
    """CREATE INDEX IF NOT EXISTS complaints_documents_pressing
        ON complaints_documents (pressing, second, code)""",
    """CREATE INDEX IF NOT EXISTS complaints_documents_standing
        ON complaints_documents (unit, status, second)""",
    """CREATE INDEX IF NOT EXISTS complaints_documents_assignee
        ON complaints_documents (assignee, second)""",
    "CREATE INDEX IF NOT EXISTS complaints_documents_center ON complaints_documents (center, second)",
    """CREATE INDEX IF NOT EXISTS complaints_documents_overdue
        ON complaints_documents (pressing, second, code) WHERE overdue""",
)
FILLING: Final = Filling("complaints_filling")

COLUMNS: Final = (
    "version", "second", "pressing", "unit", "status", "subject", "kind", "province", "open", "overdue",
    "assignee", "center", "accused", "words",
)  # fmt: skip
KEEP: Final = f"""
    INSERT INTO complaints_documents AS kept (code, {", ".join(COLUMNS)})
    VALUES (%(code)s, {", ".join(f"%({name})s" for name in COLUMNS)})
    ON CONFLICT (code) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
    WHERE kept.version <= excluded.version
"""  # noqa: S608 - names of columns
FORGET: Final = "DELETE FROM complaints_documents WHERE code = ANY(%s)"
CODES: Final = "SELECT code FROM complaints_documents WHERE code > %s ORDER BY code LIMIT %s"
HELD: Final = """
    SELECT code, version, unit, assignee, center, pressing FROM complaints_documents WHERE code = ANY(%s)
"""


@implementer(ISearchIndex)
class PostgresIndex:
    """Keeps documents in a table. It is a cache like any other index: the tables may be dropped at any time,
    and are made and filled again."""

    def __init__(self, connections: Connections) -> None:
        self._tables = Tables(connections, (*TABLES, *FILLING.tables()))

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Keep documents, all of them or none, unless what is there is later."""
        # In one order, so that two who keep the same ones wait for each other and not both.
        rows = [_row(one) for one in sorted(documents, key=lambda one: one.code)]
        self._tables.change(lambda cursor: execute_batch(cursor, KEEP, rows))

    def unindex(self, codes: Iterable[str]) -> None:
        """Forget documents."""
        gone = sorted(codes)
        self._tables.change(lambda cursor: cursor.execute(FORGET, (gone,)))

    def search(self, query: SearchQuery, scope: SearchScope, limit: int, offset: int = 0) -> SearchPage:
        """Answer what is found within a scope, in the order of the query."""
        hits = Hits(query, scope)

        def find(cursor: Cursor) -> SearchPage:
            codes, total = hits.page(cursor, limit, offset, MOST_COUNTED)
            return SearchPage(codes, total, FILLING.position(cursor) is None)

        return self._tables.read(find)

    def count(self) -> int:
        """Answer how many documents there are."""

        def count(cursor: Cursor) -> int:
            cursor.execute("SELECT count(*) FROM complaints_documents")
            ((counted,),) = cursor.fetchall()
            return int(counted)

        return self._tables.read(count)

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in their order."""

        def codes(cursor: Cursor) -> list[str]:
            cursor.execute(CODES, (after, limit))
            return [code for (code,) in cursor.fetchall()]

        return self._tables.read(codes)

    def held(self, codes: Iterable[str]) -> dict[str, Standing]:
        """Answer how the complaints of some documents stood."""
        wanted = list(codes)

        def held(cursor: Cursor) -> dict[str, Standing]:
            cursor.execute(HELD, (wanted,))
            return {
                code: Standing(version, unit, assignee, center, date.fromordinal(day))
                for code, version, unit, assignee, center, day in cursor.fetchall()
            }

        return self._tables.read(held)

    def clear(self) -> None:
        """Forget everything."""

        def clear(cursor: Cursor) -> None:
            cursor.execute("TRUNCATE complaints_documents")
            FILLING.reach(cursor, "")

        self._tables.change(clear)

    def position(self) -> str | None:
        """Answer how far it is filled."""
        return self._tables.read(FILLING.position)

    def reached(self, position: str | None) -> None:
        """Keep how far it is filled."""
        self._tables.change(lambda cursor: _reach(cursor, position))


def _reach(cursor: Cursor, position: str | None) -> None:
    """As ever; when all documents are here, the database gets to know which words are frequent."""
    FILLING.reach(cursor, position)
    if position is None:
        cursor.execute("ANALYZE complaints_documents")


def second_of(moment: datetime) -> int:
    """Answer the second in which a moment lies."""
    return floor(moment.timestamp())


def _row(document: SearchDocument) -> dict[str, Any]:
    made = {
        "second": second_of(document.submitted_at),
        "pressing": document.pressing.toordinal(),
        "words": vector_of(document),
    }
    return {name: made.get(name, getattr(document, name, None)) for name in ("code", *COLUMNS)}
