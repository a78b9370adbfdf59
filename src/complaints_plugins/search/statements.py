"""What is said to SQLite to make and fill a file; what is asked of it stands in `hits`. Nothing here
commits."""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import date, datetime
from math import floor
from typing import Final

from complaints_core.domain.search import SearchDocument, Standing
from complaints_plugins.cache_file import Layout
from complaints_plugins.search.facets import facets_of

LONGEST_BEGINNING: Final = 3
"""Letters of the longest beginnings of words that the index knows."""
COLLECTED: Final = 16 * 1024 * 1024
"""Bytes of words that are collected in memory before they become a piece of the index. Pieces are merged,
again and again: an index that is filled anew is made of few large ones."""

# A document's id grows with the time of filing, so that hits come newest first out of the index and a search
# for a common word reads no further than its page. What filters ask for are words as well, in a column of
# their own: so words and filters together cost as much as the rarest of them, in whatever combination.
# Nothing is ranked, so no sizes of columns are kept; the beginnings of words are, because most searches end
# in one. `moved` is by how much the id of any document lies behind its second.
TABLES: Final = Layout(
    number=3,
    tables=(
        """CREATE TABLE documents (
            id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
            unit TEXT NOT NULL, assignee TEXT NOT NULL, center TEXT NOT NULL, accused TEXT NOT NULL,
            second INTEGER NOT NULL, pressing INTEGER NOT NULL
        )""",
        "CREATE INDEX by_pressing ON documents (pressing)",
        "CREATE VIRTUAL TABLE words USING fts5 (text, joined, facets, columnsize = 0, prefix = '2 3')",
        f"INSERT INTO words (words, rank) VALUES ('hashsize', {COLLECTED:d})",  # noqa: S608 - a number of ours
        "CREATE TABLE filling (position TEXT, moved INTEGER NOT NULL)",
        "INSERT INTO filling VALUES ('', 0)",
    ),
)


def position(connection: sqlite3.Connection) -> str | None:
    """Answer how far the index is filled."""
    reached: str | None = connection.execute("SELECT position FROM filling").fetchone()[0]
    return reached


def reach(connection: sqlite3.Connection, reached: str | None) -> None:
    """Keep how far the index is filled."""
    connection.execute("UPDATE filling SET position = ?", (reached,))


def count(connection: sqlite3.Connection) -> int:
    """Answer how many documents there are."""
    counted: int = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    return counted


def codes(connection: sqlite3.Connection, limit: int, after: str) -> list[str]:
    """Answer the next codes, in their order."""
    asked = "SELECT code FROM documents WHERE code > ? ORDER BY code LIMIT ?"
    return [code for (code,) in connection.execute(asked, (after, limit))]


def held(connection: sqlite3.Connection, wanted: Collection[str]) -> dict[str, Standing]:
    """Answer how the complaints of some documents stood."""
    among = f"code IN ({', '.join('?' * len(wanted))})"
    asked = f"SELECT code, version, unit, assignee, center, pressing FROM documents WHERE {among}"  # noqa: S608
    found = connection.execute(asked, tuple(wanted))
    return {
        code: Standing(version, unit, assignee, center, date.fromordinal(day))
        for code, version, unit, assignee, center, day in found
    }


def keep(connection: sqlite3.Connection, documents: Iterable[SearchDocument]) -> None:
    """Keep documents, unless what is there is later.

    FTS5 collects words in memory as long as the ids grow, and begins a new piece of its index where one does
    not: so the oldest come first.
    """
    for one in sorted(documents, key=lambda one: one.submitted_at):
        there = connection.execute("SELECT id, version FROM documents WHERE code = ?", (one.code,)).fetchone()
        if there is None or there[1] <= one.version:
            _put(connection, there[0] if there else _free_place(connection, one), one)


def forget(connection: sqlite3.Connection, codes: Iterable[str]) -> None:
    """Forget documents."""
    for code in codes:
        words = "DELETE FROM words WHERE rowid = (SELECT id FROM documents WHERE code = ?)"
        connection.execute(words, (code,))
        connection.execute("DELETE FROM documents WHERE code = ?", (code,))


def second_of(moment: datetime) -> int:
    """Answer the second in which a moment lies."""
    return floor(moment.timestamp())


def _free_place(connection: sqlite3.Connection, document: SearchDocument) -> int:
    """Answer the second of filing, or the next one that no other document has."""
    place = second = second_of(document.submitted_at)
    while connection.execute("SELECT 1 FROM documents WHERE id = ?", (place,)).fetchone():
        place += 1
    connection.execute("UPDATE filling SET moved = max(moved, ?)", (place - second,))
    return place


def _put(connection: sqlite3.Connection, place: int, one: SearchDocument) -> None:
    second, pressing = second_of(one.submitted_at), one.pressing.toordinal()
    row = (place, one.code, one.version, one.unit, one.assignee, one.center, one.accused, second, pressing)
    connection.execute("REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    words = (place, one.text, one.joined, facets_of(one))
    connection.execute("REPLACE INTO words (rowid, text, joined, facets) VALUES (?, ?, ?, ?)", words)
