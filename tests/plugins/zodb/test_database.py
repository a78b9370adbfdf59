"""Opening a database by its URI."""

import subprocess
import sys
from pathlib import Path

import pytest
from ZODB import DB

from complaints_core.interfaces.errors import SettingError
from complaints_core.testing.builders import citizen
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.records import LAYOUT
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from tests.plugins.zodb.conftest import SECRET
from tests.postgres import NARROW


def generation_of(db: DB) -> int:
    with connected(db) as connection:
        return site_of(connection).generation


def set_generation(uri: str, generation: int) -> None:
    db = open_database(uri, threads=1, width=NARROW)
    with connected(db) as connection:
        site_of(connection).generation = generation
    db.close()


def test_a_new_database_gets_its_folder_its_blobs_and_an_empty_site(uri: str, tmp_path: Path) -> None:
    db = open_database(uri, threads=2, width=NARROW)
    assert (tmp_path / "data" / "Data.fs").is_file()
    assert (tmp_path / "data" / "Data.fs.blobs").is_dir()
    assert generation_of(db) == LAYOUT
    db.close()


def test_the_folder_of_the_data_is_nobody_elses(uri: str, tmp_path: Path) -> None:
    open_database(uri, threads=1, width=NARROW).close()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_what_was_kept_is_there_after_reopening(uri: str) -> None:
    db = open_database(uri, threads=1, width=NARROW)
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
    db.close()
    db = open_database(uri, threads=1)
    with unit_of_work(db, SECRET) as stores:
        assert stores.citizens.get(citizen().key) == citizen()
    db.close()


def test_the_pool_has_room_for_every_thread(uri: str) -> None:
    db = open_database(uri, threads=20, width=NARROW)
    assert db.getPoolSize() == 20
    db.close()


def test_pool_cache_and_blobs_follow_the_uri(uri: str, tmp_path: Path) -> None:
    options = f"connection_pool_size=30&connection_cache_size=123&blobstorage_dir={tmp_path}/elsewhere"
    db = open_database(f"{uri}?{options}", threads=2, width=NARROW)
    assert (db.getPoolSize(), db.getCacheSize()) == (30, 123)
    assert (tmp_path / "elsewhere").is_dir()
    assert not (tmp_path / "data" / "Data.fs.blobs").exists()
    db.close()


def test_a_file_that_another_process_has_open_is_refused_with_the_reason(uri: str) -> None:
    program = (
        "import sys; from complaints_plugins.zodb.database import open_database;"
        "open_database(sys.argv[1], 1, width=4); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program, uri], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(SettingError, match=r"zodb\.uri: another process has this database open"):
            open_database(uri, threads=1)
        process.kill()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("nonsense://x", "nothing that is installed keeps a database at nonsense:"),
        ("Data.fs", "nothing that is installed"),
        ("memory://?connection_pool_size=many", "cannot be understood"),
        ("memory://?colour=red", "cannot be understood"),
        ("file:///proc/nowhere/Data.fs", "cannot be opened"),
    ],
)
def test_a_uri_that_leads_nowhere_is_a_wrong_setting(wrong: str, reason: str) -> None:
    with pytest.raises(SettingError, match=rf"zodb\.uri: {reason}"):
        open_database(wrong, threads=1)


def test_a_password_in_the_uri_is_not_repeated() -> None:
    with pytest.raises(SettingError) as refused:
        open_database("nonsense://app:seven-blue-tents@localhost/app", threads=1)
    assert "seven" not in str(refused.value)


def test_a_newer_database_is_refused_and_left_closed(uri: str) -> None:
    set_generation(uri, 99)
    for _ in range(2):
        with pytest.raises(SettingError, match="written by a newer program"):
            open_database(uri, threads=1)
    with pytest.raises(SettingError, match="written by a newer program"):
        open_database(uri, threads=1, upgrading=True)


def test_an_older_database_is_refused_until_it_is_upgraded(uri: str) -> None:
    set_generation(uri, 0)
    with pytest.raises(SettingError, match=f"needs {LAYOUT} upgrade step"):
        open_database(uri, threads=1)
    db = open_database(uri, threads=1, upgrading=True)
    assert generation_of(db) == LAYOUT
    db.close()
    open_database(uri, threads=1).close()
