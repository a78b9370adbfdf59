"""What the doctor looks at beside the database: each fault is counted and told in one line."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from complaints_core.domain.amendment_kinds import UnitKept
from complaints_core.domain.amendments import Amendments
from complaints_core.domain.directory import Unit
from complaints_core.domain.lists import Label
from complaints_core.profiles import load_profile
from complaints_core.testing import NOON
from complaints_core.testing.builders import citizen, complaint
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from complaints_web.operation.checkup import (
    ROOM,
    amendments_examined,
    caches_examined,
    disk_examined,
    settings_examined,
)
from complaints_web.settings import Settings
from complaints_web.sharing import caches_of

SECRET = b"of the installation"


class Usage(NamedTuple):
    """What `shutil.disk_usage` answers."""

    total: int
    used: int
    free: int


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A site on a file, with one complaint that nobody has indexed."""
    uri = f"file://{tmp_path}/Data.fs"
    db = open_database(uri, threads=1, width=4)
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        stores.complaints.add(complaint())
    db.close()
    return Settings.read({"zodb.uri": uri})


@pytest.mark.parametrize(("free", "lacking"), [(ROOM, 0), (ROOM - (7 << 20), 7), (0, ROOM >> 20)])
def test_a_disk_that_gets_full_is_told_in_time(
    free: int, lacking: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(free, 0, free))
    assert [finding.wrong for finding in disk_examined(settings)] == [lacking]


def test_a_disk_needs_as_much_room_as_the_file_has(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "Data.fs").open("r+b") as file:
        file.truncate(3 * ROOM)  # takes no room
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(ROOM, 0, ROOM))
    assert [finding.wrong for finding in disk_examined(settings)] == [2 * ROOM >> 20]


def test_a_change_that_does_not_fit_the_profile_any_more_is_told() -> None:
    profile = load_profile()
    lost = UnitKept(
        unit=Unit("9901", Label(fa="گم", en="Lost"), "99", "county", "23"), new=True, at=NOON, by="modir"
    )
    assert amendments_examined(profile, Amendments()).wrong == 0
    told = amendments_examined(profile, Amendments().joined_by(lost))
    assert told.wrong == 1
    assert "9901 has nothing above it" in told.advice


def test_a_setting_that_stops_the_start_is_told_and_nothing_else_asked() -> None:
    (told,) = settings_examined({"complaints.production": "true"})
    assert (told.name, told.wrong) == ("settings", 1)
    assert "complaints.secret" in told.advice


def test_what_is_being_filled_is_in_order(settings: Settings) -> None:
    told = [(finding.name, finding.wrong) for finding in caches_examined(settings)]
    assert told == [
        ("differences between complaints and the search index (being filled)", 0),
        ("differences between complaints and the figures (being filled)", 0),
    ]


def test_what_is_filled_is_compared_and_no_code_is_told(settings: Settings) -> None:
    for cache in caches_of(settings):
        cache.reached(None)
    assert [finding.wrong for finding in caches_examined(settings)] == [0, 0], "it waits for the worker"
    db = open_database(settings.uri, threads=1)
    with unit_of_work(db, SECRET) as stores:
        stores.changes.done(stores.changes.changed(10))
    db.close()
    told = list(caches_examined(settings))
    assert [finding.wrong for finding in told] == [1, 1]
    assert complaint().code not in f"{told}"
