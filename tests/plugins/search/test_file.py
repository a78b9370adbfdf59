"""The file of the index: many read while one writes, and it may be gone or broken at any time."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from complaints_core.domain.search import SearchPage
from complaints_core.interfaces.errors import SettingError
from complaints_core.memory import MemoryIndex
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.contracts.search import EVERYWHERE, WORDING, document
from complaints_plugins.search import SqliteIndex, search_from_settings
from complaints_plugins.search.statements import TABLES

MANY = 100


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "search.db"


@pytest.fixture
def index(path: Path) -> SqliteIndex:
    return SqliteIndex(path)


def search(index: SqliteIndex, typed: str = "weeks", limit: int = 1000) -> SearchPage:
    return index.search(WORDING.query_of(typed), EVERYWHERE, limit)


def test_an_index_is_there_when_the_process_is_not(path: Path, index: SqliteIndex) -> None:
    index.index([document(1)])
    index.reached(None)
    assert search(SqliteIndex(path)) == SearchPage((complaint(1).code,), 1, complete=True)


def test_nobody_else_may_read_the_file(path: Path, index: SqliteIndex) -> None:
    index.index([document(1)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_national_code_stands_in_the_file(path: Path, index: SqliteIndex) -> None:
    code = citizen().national_code
    index.index([document(1, description=f"lantern {code} {code[:3]}-{code[3:9]}-{code[9]}")])
    raw = path.read_bytes()
    assert b"lantern" in raw
    assert code.encode() not in raw
    assert code[3:9].encode() not in raw


def test_a_file_that_was_deleted_begins_anew(path: Path, index: SqliteIndex) -> None:
    index.index([document(1)])
    index.reached(None)
    path.unlink()
    assert search(index) == SearchPage(complete=False)
    index.index([document(2)])
    assert search(index).codes == (complaint(2).code,)


def test_a_file_of_another_layout_begins_anew(path: Path, index: SqliteIndex) -> None:
    index.index([document(1)])
    index.reached(None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {TABLES.number + 1}")
    assert index.position() == ""
    assert search(index).total == 0


@pytest.mark.parametrize("content", [b"", b"x", b"not a database" * 1000, b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_no_index_begins_anew(content: bytes, path: Path, index: SqliteIndex) -> None:
    path.write_bytes(content)
    assert index.position() == ""
    index.index([document(1)])
    assert search(index).total == 1


@pytest.mark.parametrize("seed", range(30))
def test_a_broken_file_is_noticed_and_begins_anew(seed: int, path: Path, index: SqliteIndex) -> None:
    """Pages are overwritten at random; whoever meets the damage gets no error, and can go on."""
    index.index(document(number) for number in range(MANY))
    index.reached(None)
    draw, raw = Random(seed), bytearray(path.read_bytes())  # noqa: S311 - damage, not a secret
    for _ in range(3):
        start = draw.randrange(0, len(raw), 512)
        raw[start : start + 512] = draw.randbytes(len(raw[start : start + 512]))
    path.write_bytes(raw)
    search(index)
    index.index(document(number) for number in range(MANY, MANY + 50))
    index.unindex([complaint(0).code])
    search(index, "unheard of")
    index.clear()
    index.index([document(1)])
    assert search(index).total == 1


def test_many_search_while_one_indexes(index: SqliteIndex) -> None:
    index.index([document(0)])
    batches = [range(start, start + 20) for start in range(0, MANY, 20)]

    def searched(_: int) -> int:
        page = search(index)
        assert len(page.codes) == page.total
        return page.total

    with ThreadPoolExecutor(8) as pool:
        totals = [pool.submit(searched, number) for number in range(100)]
        for batch in batches:
            index.index(document(number) for number in batch)
        seen = {one.result() for one in totals}
    assert seen <= {1, *range(20, MANY + 1, 20)}, "a batch is seen whole or not at all"
    assert search(index).total == MANY


def test_a_new_file_is_made_once_by_whoever_comes_first(index: SqliteIndex) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: index.index([document(number)]), range(40)))
    assert search(index).total == 40


def test_a_batch_that_fails_leaves_nothing_and_breaks_nothing(index: SqliteIndex) -> None:
    index.index([document(1)])
    broken = document(2)
    object.__setattr__(broken, "unit", None)
    with pytest.raises(sqlite3.IntegrityError):
        index.index([document(3), broken])
    assert search(index).codes == (complaint(1).code,)


def test_a_locked_file_is_an_error_and_not_thrown_away(
    path: Path, index: SqliteIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("complaints_plugins.cache_file.PATIENCE", 0.05)
    index.index([document(1)])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            index.index([document(2)])
        assert search(index).total == 1
    assert search(index).total == 1


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"zodb.uri": "file://{here}/Data.fs?blobstorage_dir=blobs"}, "search.db"),
        (
            {"complaints.search": "{here}/deep/er/words.db", "zodb.uri": "postgres://host/db"},
            "deep/er/words.db",
        ),
    ],
)
def test_the_file_lies_beside_the_database_or_where_the_setting_says(
    settings: dict[str, str], expected: str, tmp_path: Path
) -> None:
    index = search_from_settings({key: text.format(here=tmp_path) for key, text in settings.items()})
    assert index.position() == ""
    assert (tmp_path / expected).is_file()


@pytest.mark.parametrize(
    "settings",
    [
        {"complaints.store": "memory", "zodb.uri": "file:///nowhere/Data.fs"},
        {"zodb.uri": "memory://"},
        {"complaints.search": "memory", "zodb.uri": "postgres://host/db"},
    ],
)
def test_what_is_kept_in_memory_is_searched_in_memory(settings: dict[str, str]) -> None:
    assert isinstance(search_from_settings(settings), MemoryIndex)


@pytest.mark.parametrize(
    "settings",
    [
        {"zodb.uri": "postgres://user:secret@host/db"},
        {"complaints.search": "{here}/Data.fs"},
        {"complaints.search": "{here}/file.txt/search.db"},
    ],
)
def test_where_no_index_can_be_kept_the_start_ends(settings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("")
    with pytest.raises(SettingError) as refused:
        search_from_settings({key: text.format(here=tmp_path) for key, text in settings.items()})
    assert "complaints.search" in str(refused.value)
    assert "secret" not in str(refused.value)
