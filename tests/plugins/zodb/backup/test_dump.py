"""What is special about backups of PostgreSQL: its own programs make them, and whatever they say is told."""

from pathlib import Path

import pytest

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.backup import dump
from complaints_plugins.zodb.backup.keeper import Keeper
from complaints_plugins.zodb.database import open_database
from tests.postgres import NARROW

STOPS = """#!/bin/sh
echo "$0 was told: $*" >&2
test "$PGPASSWORD" && echo "and the password apart" >&2
exit 1
"""


@pytest.fixture
def uri(postgres_uri: str) -> str:
    """The address of a database with an empty site."""
    open_database(postgres_uri, threads=1, width=NARROW).close()
    return postgres_uri


def program_in(folder: Path) -> Path:
    """A program that stops, as one does that is older than the server."""
    folder.mkdir(parents=True)
    program = folder / "pg_dump"
    program.write_text(STOPS)
    program.chmod(0o700)
    return program


def said(keeper: Keeper, uri: str, backups: Path) -> str:
    """What is said when no backup can be made; nothing of it is left."""
    with pytest.raises(SettingError) as refused:
        keeper.back_up(uri, backups)
    assert list(backups.iterdir()) == []
    return str(refused.value)


def test_a_program_that_stops_is_heard_and_leaves_nothing(uri: str, tmp_path: Path) -> None:
    program = program_in(tmp_path / "bin")
    told = said(Keeper(programs=str(program.parent)), uri, tmp_path / "backups")
    assert f"pg_dump stopped: {program} was told: " in told


def test_no_password_stands_among_the_words_of_a_command(uri: str, tmp_path: Path) -> None:
    program = program_in(tmp_path / "bin")
    told = said(Keeper(programs=str(program.parent)), uri, tmp_path / "backups")
    assert "and the password apart" in told
    password = uri.partition("@")[0].rpartition(":")[2]
    assert f":{password}@" in uri
    assert password not in told.partition(" was told: ")[2].split()
    assert f":{password}@" not in told


def test_the_newest_of_debian_is_taken(uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("9.6", "15", "18"):
        program_in(tmp_path / "debian" / version / "bin")
    monkeypatch.setattr(dump, "DEBIAN", tmp_path / "debian")
    assert f"{tmp_path}/debian/18/bin/pg_dump was told" in said(Keeper(), uri, tmp_path / "backups")


def test_a_program_that_is_not_where_it_should_be_is_named(uri: str, tmp_path: Path) -> None:
    told = said(Keeper(programs=str(tmp_path)), uri, tmp_path / "backups")
    assert told == (
        "complaints.backup.postgres: pg_dump is not found; install PostgreSQL's client, or name its folder"
    )
