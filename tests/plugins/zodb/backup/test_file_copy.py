"""What is special about backups of a file: only what is new is copied, and nobody packs meanwhile."""

from io import BytesIO
from pathlib import Path

import pytest
from ZODB import DB

from complaints_core.interfaces.errors import SettingError
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb.backup.file_copy import alone
from complaints_plugins.zodb.backup.keeper import Keeper, files_of
from complaints_plugins.zodb.doctor import STRAYS, examined, repair
from complaints_plugins.zodb.stores import unit_of_work
from tests.plugins.zodb.conftest import SECRET

KEEPER = Keeper()


@pytest.fixture
def office(db: DB) -> DB:
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        stores.files.add(BytesIO(b"picture" * 1000), "clean")
    return db


def files(place: Path) -> dict[str, Path]:
    return {one.relative_to(place).as_posix(): one for one in place.rglob("*") if one.is_file()}


def strays_of(uri: str) -> list[int]:
    """How many files lie on the disk of which the database does not know."""
    return [one.wrong for one in examined(uri, NOON) if one.name == STRAYS]


def test_the_second_backup_adds_what_is_new_and_shares_the_rest(office: DB, uri: str, tmp_path: Path) -> None:
    first = files(KEEPER.back_up(uri, tmp_path / "backups")[0])
    with unit_of_work(office, SECRET) as stores:
        stores.complaints.add(complaint(1))
    second = files(KEEPER.back_up(uri, tmp_path / "backups")[0])
    shared = [name for name in first if name in second and first[name].samefile(second[name])]
    assert any(name.endswith(".blob") for name in shared)
    assert any(name.endswith(".fs") for name in shared)
    new = [second[name] for name in second if name.endswith(".deltafs")]
    whole = next(first[name] for name in first if name.endswith(".fs"))
    assert len(new) == 1
    assert new[0].stat().st_size < whole.stat().st_size


def test_an_older_backup_is_not_changed_by_a_newer_one(office: DB, uri: str, tmp_path: Path) -> None:
    place, manifest = KEEPER.back_up(uri, tmp_path / "backups")
    with unit_of_work(office, SECRET) as stores:
        stores.complaints.add(complaint(1))
    KEEPER.back_up(uri, tmp_path / "backups")
    assert list(manifest.damaged(place)) == []


@pytest.mark.parametrize("kind", [".blob", ".fs", ".index"])
def test_damage_in_the_backup_before_is_told_and_not_taken_over(
    kind: str, office: DB, uri: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, _ = KEEPER.back_up(uri, tmp_path / "backups")
    damaged = next(file for name, file in files(first).items() if name.endswith(kind))
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.unlink()  # a blob has the same file in the store
    damaged.write_bytes(content)
    second, manifest = KEEPER.back_up(uri, tmp_path / "backups")
    assert f"the backup {first.name} is damaged" in caplog.text
    assert [name for name, file in files(second).items() if file.samefile(damaged)] == []
    restored = f"file://{tmp_path}/elsewhere/Data.fs"
    assert KEEPER.restore(second, restored) == manifest.census
    assert files_of(restored).wrong == ()


def test_after_packing_a_backup_begins_anew_and_keeps_nothing_old(
    office: DB, uri: str, tmp_path: Path
) -> None:
    KEEPER.back_up(uri, tmp_path / "backups")
    for number in range(20):
        with unit_of_work(office, SECRET) as stores:
            stores.complaints.add(complaint(number))
    office.pack()
    place, manifest = KEEPER.back_up(uri, tmp_path / "backups")
    assert [name.rpartition(".")[2] for name in files(place / "database")].count("fs") == 1
    assert manifest.census.complaints == 20
    assert KEEPER.restore(place, f"file://{tmp_path}/elsewhere/Data.fs") == manifest.census


def test_blobs_of_what_came_later_are_left_out(office: DB, uri: str, tmp_path: Path) -> None:
    place, manifest = KEEPER.back_up(uri, tmp_path / "backups")
    assert sum(name.endswith(".blob") for name in manifest.files) == manifest.census.files == 1
    later = tmp_path / "data" / "Data.fs.blobs" / "0x00"
    assert later.is_dir()
    stray = later / "0x7fffffffffffffff.blob"
    stray.write_bytes(b"of a transaction that is not finished")
    _, manifest = KEEPER.back_up(uri, tmp_path / "backups")
    assert not any(stray.name in name for name in manifest.files)
    assert place.is_dir()


def test_two_do_not_keep_one_database_at_once(office: DB, uri: str, tmp_path: Path) -> None:
    with alone(uri), pytest.raises(SettingError, match="under way"):
        KEEPER.back_up(uri, tmp_path / "backups")
    KEEPER.back_up(uri, tmp_path / "backups")


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no such file"):
        KEEPER.back_up(f"file://{tmp_path}/nowhere/Data.fs", tmp_path / "backups")
    assert not (tmp_path / "nowhere").exists()


def test_a_store_in_memory_cannot_be_backed_up(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"file:// and postgres://"):
        KEEPER.back_up("memory://", tmp_path / "backups")


def test_what_a_kill_left_on_the_disk_is_told_and_removed_and_nothing_else(
    office: DB, uri: str, tmp_path: Path
) -> None:
    assert strays_of(uri) == [0]
    blob = next((tmp_path / "data" / "Data.fs.blobs").glob("0x*/**/*.blob"))
    blob.with_name("0x0000000000000001.blob").write_bytes(b"never committed")
    blob.with_name("0x7fffffffffffffff.blob").write_bytes(b"being written now")
    assert strays_of(uri) == [1]
    office.close()
    assert repair(uri) == {STRAYS: 1}
    assert strays_of(uri) == [0]
    assert sorted(one.name for one in blob.parent.iterdir()) == [blob.name, "0x7fffffffffffffff.blob"]
