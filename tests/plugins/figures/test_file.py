"""The file of the figures may be gone or broken at any time, and many read while one writes."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from complaints_core.domain.figures import NOW, OPEN, Question, Tally
from complaints_core.interfaces.errors import SettingError
from complaints_core.memory import MemoryFigures
from complaints_core.testing.builders import tracking_code
from complaints_core.testing.contracts.figures import ALL_OPEN, BY_UNIT, TOP, contribution
from complaints_plugins.figures import SqliteFigures, figures_from_settings
from complaints_plugins.figures.statements import TABLES

MANY = 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "figures.db"


@pytest.fixture
def figures(path: Path) -> SqliteFigures:
    return SqliteFigures(path)


def count(figures: SqliteFigures) -> int:
    return figures.read(TOP, [ALL_OPEN])[0].get(Tally(OPEN, "", NOW), 0)


def test_sums_are_there_when_the_process_is_not(path: Path, figures: SqliteFigures) -> None:
    figures.keep([contribution(1)])
    figures.reached(None)
    again = SqliteFigures(path)
    assert (count(again), again.position()) == (1, None)


def test_nobody_else_may_read_the_file(path: Path, figures: SqliteFigures) -> None:
    figures.keep([contribution(1)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_sums_that_come_down_to_nothing_take_no_room(path: Path, figures: SqliteFigures) -> None:
    figures.keep([contribution(1)])
    figures.forget([tracking_code(1)])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sums").fetchone() == (0,)


def test_a_file_of_another_layout_or_none_begins_anew(path: Path, figures: SqliteFigures) -> None:
    figures.keep([contribution(1)])
    figures.reached(None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {TABLES.number + 1}")
    assert (count(figures), figures.position()) == (0, "")
    figures.keep([contribution(1)])
    path.unlink()
    assert (count(figures), figures.position()) == (0, "")


@pytest.mark.parametrize("content", [b"", b"x", b"not a database" * 1000, b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_holds_something_else_begins_anew(
    content: bytes, path: Path, figures: SqliteFigures
) -> None:
    path.write_bytes(content)
    assert figures.position() == ""
    figures.keep([contribution(1)])
    assert count(figures) == 1


@pytest.mark.parametrize("seed", range(10))
def test_a_broken_file_is_noticed_and_begins_anew(seed: int, path: Path, figures: SqliteFigures) -> None:
    figures.keep(contribution(number) for number in range(MANY))
    draw, raw = Random(seed), bytearray(path.read_bytes())  # noqa: S311 - damage, not a secret
    for _ in range(3):
        start = draw.randrange(0, len(raw), 512)
        raw[start : start + 512] = draw.randbytes(len(raw[start : start + 512]))
    path.write_bytes(raw)
    figures.read(TOP, [ALL_OPEN, BY_UNIT])
    figures.clear()
    figures.keep([contribution(1)])
    assert count(figures) == 1


def test_many_read_while_one_counts(figures: SqliteFigures) -> None:
    """A batch is seen whole or not at all, and every question of a read sees the same."""
    figures.keep([contribution(0)])

    def looked(_: int) -> int:
        in_all, by_unit = figures.read(TOP, [ALL_OPEN, BY_UNIT])
        assert sum(in_all.values()) == sum(by_unit.values())
        return sum(in_all.values())

    with ThreadPoolExecutor(6) as pool:
        seen = [pool.submit(looked, number) for number in range(60)]
        for start in range(0, MANY, 20):
            figures.keep(contribution(number) for number in range(start, start + 20))
        totals = {one.result() for one in seen}
    assert totals <= {1, *range(20, MANY + 1, 20)}
    assert count(figures) == MANY


def test_a_batch_that_fails_leaves_nothing(figures: SqliteFigures) -> None:
    figures.keep([contribution(1)])
    broken = contribution(2)
    object.__setattr__(broken, "center", None)
    with pytest.raises(sqlite3.IntegrityError):
        figures.keep([contribution(3), broken])
    assert count(figures) == 1


def test_a_locked_file_is_an_error_and_not_thrown_away(
    path: Path, figures: SqliteFigures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("complaints_plugins.cache_file.PATIENCE", 0.05)
    figures.keep([contribution(1)])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            figures.keep([contribution(2)])
    assert count(figures) == 1


def test_no_value_is_ever_part_of_a_statement(figures: SqliteFigures) -> None:
    nasty = "x' OR '1'='1"
    figures.keep([contribution(1, center=nasty, accused=nasty)])
    (found,) = figures.read(nasty, [Question(measures=(nasty,), keys=(nasty,), since=nasty)])
    assert found == {}
    assert len(figures.about([nasty], [nasty])) == 1


def test_the_file_lies_beside_the_database_or_where_the_setting_says(tmp_path: Path) -> None:
    beside = figures_from_settings({"zodb.uri": f"file://{tmp_path}/Data.fs?blobstorage_dir=blobs"})
    named = figures_from_settings(
        {"complaints.figures": f"{tmp_path}/deep/er/f.db", "zodb.uri": "postgres://h/d"}
    )
    assert beside.position() == named.position() == ""
    assert (tmp_path / "figures.db").is_file()
    assert (tmp_path / "deep/er/f.db").is_file()


@pytest.mark.parametrize(
    "settings",
    [
        {"complaints.store": "memory", "zodb.uri": "file:///nowhere/Data.fs"},
        {"zodb.uri": "memory://"},
        {"complaints.figures": "memory", "zodb.uri": "postgres://host/db"},
    ],
)
def test_what_is_kept_in_memory_is_counted_in_memory(settings: dict[str, str]) -> None:
    assert isinstance(figures_from_settings(settings), MemoryFigures)


@pytest.mark.parametrize(
    "settings",
    [
        {"zodb.uri": "postgres://user:secret@host/db"},
        {"complaints.figures": "{here}/Data.fs"},
        {"complaints.figures": "{here}/file.txt/figures.db"},
    ],
)
def test_where_no_figures_can_be_kept_the_start_ends(settings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("")
    with pytest.raises(SettingError) as refused:
        figures_from_settings({key: text.format(here=tmp_path) for key, text in settings.items()})
    assert "complaints.figures" in str(refused.value)
    assert "secret" not in str(refused.value)
