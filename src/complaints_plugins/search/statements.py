"""What is said to SQLite. Nothing here commits, but `prepare`."""

import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

from complaints_core.domain.search import SearchDocument, SearchQuery, SearchScope, Term

LAYOUT: Final = 1
"""Number of the layout, kept in the file; a file of another number begins anew."""

# A document's id grows with the time of filing, so that hits come newest first out of the index and a search
# for a common word reads no further than its page. Nothing is ranked, so no sizes of columns are kept; the
# beginnings of words are, because most searches end in one.
TABLES: Final = (
    """CREATE TABLE documents (
        id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
        unit TEXT NOT NULL, assignee TEXT NOT NULL, center TEXT NOT NULL, accused TEXT NOT NULL
    )""",
    "CREATE VIRTUAL TABLE words USING fts5 (text, joined, columnsize = 0, prefix = '2 3')",
    "CREATE TABLE filling (position TEXT)",
    "INSERT INTO filling VALUES ('')",
    f"PRAGMA user_version = {LAYOUT}",
)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; raises sqlite3.DatabaseError for a file of another layout."""
    connection.execute("PRAGMA synchronous = NORMAL")  # a cache may lose its last commits to a power failure
    if _layout(connection) == LAYOUT:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    layout = _layout(connection)  # somebody else may have made them meanwhile
    if layout not in (0, LAYOUT):
        raise sqlite3.DatabaseError(f"its layout is {layout}, not {LAYOUT}")
    for statement in TABLES if layout == 0 else ():
        connection.execute(statement)
    connection.execute("COMMIT")


def position(connection: sqlite3.Connection) -> str | None:
    """Answer how far the index is filled."""
    reached: str | None = connection.execute("SELECT position FROM filling").fetchone()[0]
    return reached


def reach(connection: sqlite3.Connection, reached: str | None) -> None:
    """Keep how far the index is filled."""
    connection.execute("UPDATE filling SET position = ?", (reached,))


def keep(connection: sqlite3.Connection, documents: Iterable[SearchDocument]) -> None:
    """Keep documents, unless what is there is later."""
    for one in documents:
        there = connection.execute("SELECT id, version FROM documents WHERE code = ?", (one.code,)).fetchone()
        if there is None or there[1] <= one.version:
            place = there[0] if there else _free_place(connection, int(one.submitted_at.timestamp()))
            row = (place, one.code, one.version, one.unit, one.assignee, one.center, one.accused)
            connection.execute("REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            words = (place, one.text, one.joined)
            connection.execute("REPLACE INTO words (rowid, text, joined) VALUES (?, ?, ?)", words)


def forget(connection: sqlite3.Connection, codes: Iterable[str]) -> None:
    """Forget documents."""
    for code in codes:
        words = "DELETE FROM words WHERE rowid = (SELECT id FROM documents WHERE code = ?)"
        connection.execute(words, (code,))
        connection.execute("DELETE FROM documents WHERE code = ?", (code,))


class Hits:
    """What a query finds within a scope; only marks, no values, stand in its statements."""

    def __init__(self, query: SearchQuery, scope: SearchScope) -> None:
        units, centers = sorted(scope.units), sorted(scope.centers)
        self._where = f"""
            FROM words CROSS JOIN documents ON documents.id = words.rowid
            WHERE words MATCH ?
            AND (documents.unit IN ({_marks(units)}) OR documents.assignee = nullif(?, ''))
            AND documents.accused IS NOT nullif(?, '') AND documents.center NOT IN ({_marks(centers)})
        """
        expression = " AND ".join(map(_expression, query.terms))
        self._values = (expression, *units, scope.username, scope.name, *centers)

    def codes(self, connection: sqlite3.Connection, limit: int, offset: int) -> tuple[str, ...]:
        """Answer the codes of a page, the newest first."""
        page = f"SELECT documents.code {self._where} ORDER BY words.rowid DESC LIMIT ? OFFSET ?"
        found = connection.execute(page, (*self._values, limit, offset))
        return tuple(code for (code,) in found)

    def count(self, connection: sqlite3.Connection, most: int) -> int:
        """Answer how many there are, counted no further than `most`."""
        counted = f"SELECT count(*) FROM (SELECT 1 {self._where} LIMIT ?)"  # noqa: S608 - marks, no values
        total: int = connection.execute(counted, (*self._values, most)).fetchone()[0]
        return total


def _layout(connection: sqlite3.Connection) -> int:
    layout: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return layout


def _free_place(connection: sqlite3.Connection, second: int) -> int:
    """Answer the second of filing, or the next one that no other document has."""
    while connection.execute("SELECT 1 FROM documents WHERE id = ?", (second,)).fetchone():
        second += 1
    return second


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _expression(term: Term) -> str:
    """Answer a term in the language of FTS5; its words are letters and digits, and quoted all the same."""
    end = " *" if term.prefix else ""
    phrases = (f'"{" ".join(words)}"{end}' for words in term.spellings)
    return f"({' OR '.join(phrases)})"
