"""What an earlier program wrote opens for ever: upgraded by the command, whole, and ready to be used."""

import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from complaints_core.interfaces.errors import SettingError
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb.backup.keeper import Keeper
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.doctor import examined
from complaints_plugins.zodb.records import LAYOUT
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from complaints_plugins.zodb.upkeep import pack_database, upgrade_database
from tests.plugins.zodb.filers import kept_codes
from tests.plugins.zodb.keep_database import COMPLAINTS, PICTURE, SECRET

KEPT = sorted((Path(__file__).parent / "data").glob("generation-*.tar.gz"))

Change = Callable[[str], object]


def generation_of(archive: Path) -> int:
    return int(archive.name.partition(".")[0].rpartition("-")[2])


@pytest.fixture(params=KEPT, ids=lambda archive: f"generation {generation_of(archive)}")
def archive(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def old(archive: Path, tmp_path: Path) -> str:
    """The address of an old database."""
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    return f"file://{tmp_path}/Data.fs"


def test_a_database_of_every_generation_is_kept() -> None:
    assert [generation_of(archive) for archive in KEPT] == list(range(1, LAYOUT + 1))


def test_it_is_upgraded_and_everything_in_it_is_there(old: str, archive: Path) -> None:
    assert len(upgrade_database(old)) == LAYOUT - generation_of(archive)
    assert upgrade_database(old) == []
    assert [one.name for one in examined(old, NOON + timedelta(minutes=5)) if one.wrong] == []
    with closing(open_database(old, threads=1)) as db:
        assert len(kept_codes(db)) == COMPLAINTS
        with unit_of_work(db, SECRET) as stores:
            kept = stores.complaints.get(complaint(0).code)
            assert kept is not None
            with stores.files.open(kept.attachments[0].file) as stream:
                assert stream.read() == PICTURE
            assert stores.citizens.get(citizen().key) == citizen()
            assert stores.news.of("ali") == ()
            assert stores.amendments.version() == 0
            stores.complaints.add(complaint(COMPLAINTS))
        assert len(kept_codes(db)) == COMPLAINTS + 1


def test_until_then_the_site_does_not_open_it_but_a_backup_is_made(
    old: str, archive: Path, tmp_path: Path
) -> None:
    if generation_of(archive) < LAYOUT:
        with pytest.raises(SettingError, match="run the `upgrade` command"):
            open_database(old, threads=1)
    place, manifest = Keeper().back_up(old, tmp_path / "backups")
    restored = f"file://{tmp_path}/elsewhere/Data.fs"
    assert (
        Keeper().restore(place, restored).generation == manifest.census.generation == generation_of(archive)
    )
    upgrade_database(restored)
    open_database(restored, threads=1).close()


@pytest.mark.parametrize("change", [upgrade_database, lambda uri: pack_database(uri, 0)])
def test_nothing_is_changed_while_the_site_is_open_or_where_nothing_is(
    uri: str, change: Change, tmp_path: Path
) -> None:
    with (
        closing(open_database(uri, threads=1, width=2)),
        pytest.raises(SettingError, match="another process"),
    ):
        change(uri)
    change(uri)
    with pytest.raises(SettingError, match="no such file"):
        change(f"file://{tmp_path}/nowhere/Data.fs")


def test_packing_gives_room_back_and_keeps_what_is_kept(uri: str) -> None:
    with closing(open_database(uri, threads=1, width=2)) as db:
        with unit_of_work(db, SECRET) as stores:
            stores.citizens.add(citizen())
        for number in range(30):
            with unit_of_work(db, SECRET) as stores:
                stores.complaints.add(complaint(number))
    before, after = pack_database(uri, 1)
    assert before == after
    before, after = pack_database(uri, 0)
    assert after < before / 2
    with closing(open_database(uri, threads=1)) as db:
        assert len(kept_codes(db)) == 30


def test_a_server_on_which_others_work_is_not_upgraded(postgres_uri: str) -> None:
    with (
        closing(open_database(postgres_uri, threads=1)) as db,
        connected(db),
        pytest.raises(SettingError, match="other session"),
    ):
        upgrade_database(postgres_uri)
    assert upgrade_database(postgres_uri) == []
    before, after = pack_database(postgres_uri, 0)
    assert before > 0
    assert after > 0
