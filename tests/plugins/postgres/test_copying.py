"""An office's file moves to PostgreSQL with everything in it, and back."""

from io import BytesIO
from pathlib import Path

import pytest

from complaints_core.interfaces.errors import SettingError
from complaints_core.testing.builders import citizen, complaint
from complaints_plugins.zodb.copying import contents_of, copy_database
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from complaints_web.scripts import main as command
from tests.plugins.zodb.conftest import SECRET
from tests.plugins.zodb.filers import kept_codes
from tests.postgres import NARROW, Databases

COMPLAINTS, FILES = 20, 5


def said(line: str) -> None:
    assert line


@pytest.fixture
def empty(databases: Databases) -> str:
    return databases.make()


@pytest.fixture
def office(tmp_path: Path) -> str:
    """The URI of a file with complaints and attachments, some of them changed since."""
    uri = f"file://{tmp_path}/Data.fs"
    db = open_database(uri, threads=1, width=NARROW)
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
    for number in range(COMPLAINTS):
        with unit_of_work(db, SECRET) as stores:
            stores.complaints.add(complaint(number))
            stores.citizens.replace(citizen().with_mobile(f"+98935000{number:04}"))
    with unit_of_work(db, SECRET) as stores:
        for number in range(FILES):
            stores.files.add(BytesIO(bytes([number]) * 3_000_000), "clean")
    db.close()
    return uri


def whole(uri: str) -> int:
    """How many complaints there are, listed everywhere they should be; their files can be read."""
    db = open_database(uri, threads=1)
    try:
        with unit_of_work(db, SECRET) as stores:
            stores.files.add(BytesIO(b"one more"), "clean")
        return len(kept_codes(db))
    finally:
        db.close()


def test_a_file_moves_to_postgresql_and_back(office: str, empty: str, tmp_path: Path) -> None:
    here, there = copy_database(office, empty, said)
    assert here == there
    assert here.blobs == FILES
    again = f"file://{tmp_path}/again/Data.fs"
    back, home = copy_database(empty, again, said)
    assert back == home == here
    assert whole(empty) == whole(again) == COMPLAINTS
    assert contents_of(again, said) != here  # for one file was added


def test_a_database_that_is_not_empty_is_left_alone(office: str, postgres_uri: str) -> None:
    before = contents_of(postgres_uri, said)
    with pytest.raises(SettingError, match="not empty"):
        copy_database(office, postgres_uri, said)
    assert contents_of(postgres_uri, said) == before


def test_a_file_that_is_not_there_is_not_made(empty: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no such file"):
        copy_database(f"file://{tmp_path}/nowhere/Data.fs", empty, said)
    assert not (tmp_path / "nowhere").exists()


def test_a_database_without_a_site_is_no_source(databases: Databases, empty: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="nothing in this database"):
        copy_database(empty, f"file://{tmp_path}/Data.fs", said)


def test_the_command_says_what_it_has_compared(
    office: str, empty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ini = tmp_path / "site.ini"
    ini.write_text("[app:main]\nuse = egg:complaints\n")
    assert command([str(ini), "copy", "--from", office, "--to", empty]) == 0
    assert f"{FILES} files; all bytes are the same" in capsys.readouterr().out
    assert command([str(ini), "copy", "--from", office, "--to", empty]) == 2
    assert "not empty" in capsys.readouterr().err
