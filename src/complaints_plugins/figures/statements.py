"""What is said to SQLite. Nothing here commits."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from complaints_core.domain.figures import Contribution, Question, Row, Tally, latest_of, replaced
from complaints_plugins.cache_file import Layout

# A unit's rows of one measure lie side by side, so that a dashboard reads what it shows and no more. Sums
# that came down to nothing are taken out: what is open now is a few rows, however many there ever were.
TABLES: Final = Layout(
    number=1,
    tables=(
        """CREATE TABLE sums (
            unit TEXT NOT NULL, measure TEXT NOT NULL, key TEXT NOT NULL, month INTEGER NOT NULL,
            n INTEGER NOT NULL, PRIMARY KEY (unit, measure, key, month)
        ) WITHOUT ROWID""",
        """CREATE TABLE contributions (
            code TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL,
            accused TEXT NOT NULL, center TEXT NOT NULL, units TEXT NOT NULL, tallies TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX contributions_accused ON contributions (accused) WHERE accused <> ''",
        "CREATE INDEX contributions_center ON contributions (center) WHERE center <> ''",
        "CREATE TABLE filling (position TEXT)",
        "INSERT INTO filling VALUES ('')",
    ),
)
COLUMNS: Final = "code, version, accused, center, units, tallies"


def position(connection: sqlite3.Connection) -> str | None:
    """Answer how far the figures are filled."""
    reached: str | None = connection.execute("SELECT position FROM filling").fetchone()[0]
    return reached


def reach(connection: sqlite3.Connection, reached: str | None) -> None:
    """Keep how far the figures are filled."""
    connection.execute("UPDATE filling SET position = ?", (reached,))


def keep(connection: sqlite3.Connection, contributions: Iterable[Contribution]) -> None:
    """Count contributions instead of what was counted before, unless that is later."""
    latest = latest_of(contributions)
    there = held(connection, latest)
    new = [one for code, one in latest.items() if code not in there or there[code].version <= one.version]
    _add(connection, replaced([there[one.code] for one in new if one.code in there], new))
    insert = f"INSERT OR REPLACE INTO contributions ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
    connection.executemany(insert, map(_packed, new))


def forget(connection: sqlite3.Connection, codes: Collection[str]) -> None:
    """Count them no more."""
    _add(connection, replaced(_kept(connection, codes), []))
    connection.executemany("DELETE FROM contributions WHERE code = ?", ((code,) for code in codes))


def cells(connection: sqlite3.Connection, unit: str, question: Question) -> dict[Tally, int]:
    """Answer a question about a unit."""
    key, month, alike = ("''", "month", "1, 3") if question.monthly else ("key", "0", "1, 2")
    values: list[Any] = [unit, *question.measures, question.first, question.last]
    narrowed, ordered = "", ""
    if question.keys is not None:
        narrowed = f"AND key IN ({_marks(question.keys)})"
        values += question.keys
    if question.since:
        narrowed += " AND key >= ?"
        values.append(question.since)
    if question.most:
        ordered = "ORDER BY 4 DESC, 1, 2, 3 LIMIT ?"
        values.append(question.most)
    asked = f"""
        SELECT measure, {key}, {month}, sum(n) FROM sums
        WHERE unit = ? AND measure IN ({_marks(question.measures)}) AND month BETWEEN ? AND ? {narrowed}
        GROUP BY {alike} {ordered}
    """  # noqa: S608 - marks and words of ours, no values
    return {Tally(*cell): int(n) for *cell, n in connection.execute(asked, values)}


def about(
    connection: sqlite3.Connection, accused: Collection[str], centers: Collection[str]
) -> list[Contribution]:
    """Answer what is counted about a person or some centers."""
    asked = f"""
        SELECT {COLUMNS} FROM contributions WHERE accused IN ({_marks(accused)}) AND accused <> ''
        UNION SELECT {COLUMNS} FROM contributions WHERE center IN ({_marks(centers)}) AND center <> ''
    """  # noqa: S608
    return [_unpacked(row) for row in connection.execute(asked, (*accused, *centers))]


def codes(connection: sqlite3.Connection, limit: int, after: str) -> list[str]:
    """Answer the next codes, in their order."""
    asked = "SELECT code FROM contributions WHERE code > ? ORDER BY code LIMIT ?"
    return [code for (code,) in connection.execute(asked, (after, limit))]


def held(connection: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, Contribution]:
    """Answer what is counted for some codes."""
    return {one.code: one for one in _kept(connection, wanted)}


def _add(connection: sqlite3.Connection, changes: Counter[Row]) -> None:
    """Add so many to each sum; those that come down to nothing go."""
    changed = [(row.unit, *row.tally, n) for row, n in changes.items() if n]
    connection.executemany(
        """INSERT INTO sums (unit, measure, key, month, n) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (unit, measure, key, month) DO UPDATE SET n = sums.n + excluded.n""",
        changed,
    )
    connection.executemany(
        "DELETE FROM sums WHERE unit = ? AND measure = ? AND key = ? AND month = ? AND n = 0",
        (row[:4] for row in changed if row[4] < 0),
    )


def _kept(connection: sqlite3.Connection, codes: Iterable[str]) -> list[Contribution]:
    asked = f"SELECT {COLUMNS} FROM contributions WHERE code = ?"  # noqa: S608 - words of ours
    found = (connection.execute(asked, (code,)).fetchone() for code in dict.fromkeys(codes))
    return [_unpacked(row) for row in found if row is not None]


def _packed(one: Contribution) -> tuple[Any, ...]:
    return (one.code, one.version, one.accused, one.center, json.dumps(one.units), json.dumps(one.tallies))


def _unpacked(row: Sequence[Any]) -> Contribution:
    code, version, accused, center, units, tallies = row
    return Contribution(
        code=code,
        version=version,
        units=tuple(json.loads(units)),
        tallies=tuple(Tally(*one) for one in json.loads(tallies)),
        accused=accused,
        center=center,
    )


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
