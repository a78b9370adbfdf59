"""What is said to PostgreSQL about figures; no values stand in the statements. Nothing here commits.

Who changes the sums holds the table meanwhile: a complaint that two workers count at once counts once.
Whoever reads waits for neither.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from psycopg2.extras import execute_values

from complaints_core.domain.figures import Contribution, Question, Row, Tally, latest_of, replaced
from complaints_plugins.postgres.connections import Cursor

# Keys are compared byte by byte (collation C), as Python compares them, whatever the server's language is.
# Another layout needs tables of another name, and a line that drops these.
TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS complaints_sums (
        unit text COLLATE "C" NOT NULL, measure text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
        month integer NOT NULL, n bigint NOT NULL, PRIMARY KEY (unit, measure, key, month)
    )""",
    """CREATE TABLE IF NOT EXISTS complaints_contributions (
        code text PRIMARY KEY, version bigint NOT NULL,
        accused text NOT NULL, center text NOT NULL, units text NOT NULL, tallies text NOT NULL
    )""",
    """CREATE INDEX IF NOT EXISTS complaints_contributions_accused
        ON complaints_contributions (accused) WHERE accused <> ''""",
    """CREATE INDEX IF NOT EXISTS complaints_contributions_center
        ON complaints_contributions (center) WHERE center <> ''""",
)
ALONE: Final = "LOCK TABLE complaints_contributions IN SHARE ROW EXCLUSIVE MODE"
COLUMNS: Final = "code, version, accused, center, units, tallies"
KEEP: Final = f"""
    INSERT INTO complaints_contributions ({COLUMNS}) VALUES %s ON CONFLICT (code) DO UPDATE SET
        version = excluded.version, accused = excluded.accused, center = excluded.center,
        units = excluded.units, tallies = excluded.tallies
"""  # noqa: S608 - names of columns
FORGET: Final = "DELETE FROM complaints_contributions WHERE code = ANY(%s)"
CODES: Final = "SELECT code FROM complaints_contributions WHERE code > %s ORDER BY code LIMIT %s"
HELD: Final = f"SELECT {COLUMNS} FROM complaints_contributions WHERE code = ANY(%s)"  # noqa: S608
ABOUT: Final = f"""
    SELECT {COLUMNS} FROM complaints_contributions WHERE accused = ANY(%(accused)s) AND accused <> ''
    UNION SELECT {COLUMNS} FROM complaints_contributions WHERE center = ANY(%(centers)s) AND center <> ''
"""  # noqa: S608 - names of columns
ADD: Final = """
    INSERT INTO complaints_sums (unit, measure, key, month, n) VALUES %s
    ON CONFLICT (unit, measure, key, month) DO UPDATE SET n = complaints_sums.n + excluded.n
"""
TIDY: Final = """
    DELETE FROM complaints_sums USING (VALUES %s) AS less (unit, measure, key, month)
    WHERE complaints_sums.unit = less.unit AND complaints_sums.measure = less.measure
        AND complaints_sums.key = less.key AND complaints_sums.month = less.month AND n = 0
"""


def keep(cursor: Cursor, contributions: Iterable[Contribution]) -> None:
    """Count contributions instead of what was counted before, unless that is later."""
    cursor.execute(ALONE)
    latest = latest_of(contributions)
    there = held(cursor, latest)
    new = [one for code, one in latest.items() if code not in there or there[code].version <= one.version]
    _add(cursor, replaced([there[one.code] for one in new if one.code in there], new))
    execute_values(cursor, KEEP, sorted(map(_packed, new)))


def forget(cursor: Cursor, codes: Collection[str]) -> None:
    """Count them no more."""
    cursor.execute(ALONE)
    _add(cursor, replaced(held(cursor, codes).values(), []))
    cursor.execute(FORGET, (list(codes),))


def clear(cursor: Cursor) -> None:
    """Forget everything."""
    cursor.execute("TRUNCATE complaints_contributions, complaints_sums")


def cells(cursor: Cursor, unit: str, question: Question) -> dict[Tally, int]:
    """Answer a question about a unit."""
    key, month, alike = ("''", "month", "1, 3") if question.monthly else ("key", "0", "1, 2")
    keys = "AND key = ANY(%(keys)s)" if question.keys is not None else ""
    largest = "ORDER BY 4 DESC, 1, 2, 3 LIMIT %(most)s" if question.most else ""
    asked = f"""
        SELECT measure, {key}, {month}, sum(n) FROM complaints_sums
        WHERE unit = %(unit)s AND measure = ANY(%(measures)s) AND month BETWEEN %(first)s AND %(last)s
            AND key >= %(since)s {keys}
        GROUP BY {alike} {largest}
    """  # noqa: S608 - words of ours, no values
    cursor.execute(asked, {"unit": unit, **_values(question)})
    return {Tally(*cell): int(n) for *cell, n in cursor.fetchall()}


def about(cursor: Cursor, accused: Collection[str], centers: Collection[str]) -> list[Contribution]:
    """Answer what is counted about a person or some centers."""
    cursor.execute(ABOUT, {"accused": list(accused), "centers": list(centers)})
    return [_unpacked(row) for row in cursor.fetchall()]


def codes(cursor: Cursor, limit: int, after: str) -> list[str]:
    """Answer the next codes, in their order."""
    cursor.execute(CODES, (after, limit))
    return [code for (code,) in cursor.fetchall()]


def held(cursor: Cursor, wanted: Iterable[str]) -> dict[str, Contribution]:
    """Answer what is counted for some codes."""
    cursor.execute(HELD, (list(wanted),))
    return {row[0]: _unpacked(row) for row in cursor.fetchall()}


def _add(cursor: Cursor, changes: Counter[Row]) -> None:
    """Add so many to each sum; those that come down to nothing go."""
    changed = sorted((row.unit, *row.tally, n) for row, n in changes.items() if n)
    execute_values(cursor, ADD, changed)
    execute_values(cursor, TIDY, [row[:4] for row in changed if row[4] < 0])


def _values(question: Question) -> dict[str, Any]:
    return {
        "measures": list(question.measures),
        "first": question.first,
        "last": question.last,
        "keys": list(question.keys or ()),
        "since": question.since,
        "most": question.most,
    }


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
