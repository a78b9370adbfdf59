"""What is backed up while people file is complete, and comes back to the byte; on a file and on
PostgreSQL."""

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ZODB import DB

from complaints_core.interfaces.errors import SettingError
from complaints_core.testing.builders import citizen, complaint
from complaints_plugins.zodb.backup import sealing
from complaints_plugins.zodb.backup.keeper import Keeper, forget_old
from complaints_plugins.zodb.backup.manifest import ASIDE, NAME, chosen, generations, manifest_of
from complaints_plugins.zodb.backup.sealing import Seal
from complaints_plugins.zodb.census import Census
from complaints_plugins.zodb.copying import contents_of
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from tests.plugins.zodb.conftest import SECRET
from tests.plugins.zodb.filers import kept_codes
from tests.postgres import Databases, programs

KEY = "k" * 32
COMPLAINTS, FILES = 12, 4


def said(line: str) -> None:
    assert line


@pytest.fixture
def keeper() -> Keeper:
    return Keeper(programs=str(programs()))


@pytest.fixture
def office(db: DB) -> DB:
    """A database with complaints and attachments, which stays open."""
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        for number in range(COMPLAINTS):
            stores.complaints.add(complaint(number))
        for number in range(FILES):
            stores.files.add(BytesIO(bytes([number]) * 300_000), "clean")
    return db


@pytest.fixture
def elsewhere(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty store."""
    if engine == "file":
        yield f"file://{tmp_path}/elsewhere/Data.fs"
        return
    databases: Databases = request.getfixturevalue("databases")
    uri = databases.make()
    yield uri
    databases.drop(uri)


def file_one(db: DB, number: int) -> None:
    with unit_of_work(db, SECRET) as stores:
        stores.complaints.add(complaint(number))
        stores.files.add(BytesIO(b"one more"), "clean")


def test_everything_comes_back_to_the_byte(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    place, manifest = keeper.back_up(uri, tmp_path / "backups")
    census = keeper.restore(place, elsewhere)
    assert census == manifest.census
    assert (census.citizens, census.complaints, census.files) == (1, COMPLAINTS, FILES)
    office.close()
    assert contents_of(elsewhere, said) == contents_of(uri, said)


def test_people_go_on_filing_while_a_backup_is_made(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    enough, filed = Event(), list[int]()

    def file_on() -> None:
        while not enough.is_set():
            number = COMPLAINTS + len(filed)
            file_one(office, number)
            filed.append(number)

    filing = Thread(target=file_on)
    filing.start()
    try:
        before = len(filed)
        place, manifest = keeper.back_up(uri, tmp_path / "backups")
        after = len(filed)
    finally:
        enough.set()
        filing.join()
    assert before + COMPLAINTS <= manifest.census.complaints <= after + COMPLAINTS + 1
    keeper.restore(place, elsewhere)
    restored = open_database(elsewhere, threads=1)
    try:
        codes = kept_codes(restored)
        with unit_of_work(restored, SECRET) as stores:
            stores.complaints.add(complaint(9999))  # it can be written to, and no number is given twice
    finally:
        restored.close()
    assert codes >= {complaint(number).code for number in range(before + COMPLAINTS)}
    assert len(codes) == manifest.census.complaints


def test_a_sealed_backup_holds_no_readable_word_and_opens_with_its_key_only(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    sealed = Keeper(Seal(KEY), keeper.programs)
    place, manifest = sealed.back_up(uri, tmp_path / "backups")
    assert manifest.sealed
    words = b"".join(file.read_bytes() for file in place.rglob("*") if file.is_file())
    assert citizen().national_code.encode() not in words
    assert b"\2" * 1000 not in words
    with pytest.raises(SettingError, match="is needed to open"):
        keeper.restore(place, elsewhere)
    with pytest.raises(SettingError, match="does not open"):
        Keeper(Seal("j" * 32), keeper.programs).restore(place, elsewhere)
    assert sealed.restore(place, elsewhere) == manifest.census


def test_with_a_key_no_backup_is_restored_that_anybody_can_make(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    place, _ = keeper.back_up(uri, tmp_path / "backups")
    with pytest.raises(SettingError, match="is not sealed"):
        Keeper(Seal(KEY), keeper.programs).restore(place, elsewhere)
    assert keeper.restore(place, elsewhere)


def test_a_file_that_came_later_into_a_backup_is_found(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    place, _ = keeper.back_up(uri, tmp_path / "backups")
    (place / "database").mkdir(exist_ok=True)
    (place / "database" / "2199-01-01-00-00-00.fs").write_bytes(b"planted")
    with pytest.raises(SettingError, match="2199-01-01"):
        keeper.restore(place, elsewhere)


@pytest.mark.parametrize("place", ["../elsewhere.sealed", "/etc/elsewhere.sealed", "blobs/../../x", ""])
def test_a_list_that_leads_out_of_its_backup_cannot_be_read(place: str, tmp_path: Path) -> None:
    listed(tmp_path, "blobs/a.sealed")
    assert list(manifest_of(tmp_path).files) == ["blobs/a.sealed"]
    listed(tmp_path, place)
    with pytest.raises(SettingError, match="cannot be read"):
        manifest_of(tmp_path)


def listed(folder: Path, place: str) -> None:
    """Write the list of a backup in which one file lies."""
    told = {"layout": 1, "version": "1", "kind": "file", "made_at": "", "last": "", "sealed": True}
    census = {field.name: 0 for field in fields(Census)}
    (folder / NAME).write_text(json.dumps({**told, "census": census, "files": {place: "0"}}))


def test_a_store_that_is_not_empty_is_not_touched(
    office: DB, uri: str, keeper: Keeper, tmp_path: Path
) -> None:
    place, _ = keeper.back_up(uri, tmp_path / "backups")
    with pytest.raises(SettingError, match="not empty"):
        keeper.restore(place, uri)
    assert len(kept_codes(office)) == COMPLAINTS


def test_a_damaged_backup_is_found_before_anything_is_touched(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    place, manifest = keeper.back_up(uri, tmp_path / "backups")
    damaged = max(manifest.files, key=lambda name: (place / name).stat().st_size)
    content = bytearray((place / damaged).read_bytes())
    content[len(content) // 2] ^= 1
    (place / damaged).unlink()  # a blob has the same file in the store
    (place / damaged).write_bytes(content)
    with pytest.raises(SettingError, match="is damaged, nothing was restored"):
        keeper.restore(place, elsewhere)
    (place / damaged).unlink()
    with pytest.raises(SettingError, match="is damaged"):
        keeper.restore(place, elsewhere)


def test_a_backup_that_counts_otherwise_than_it_says_is_told(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    place, _ = keeper.back_up(uri, tmp_path / "backups")
    told = json.loads((place / NAME).read_text())
    told["census"]["complaints"] += 1
    (place / NAME).write_text(json.dumps(told))
    with pytest.raises(SettingError, match="what was restored differs"):
        keeper.restore(place, elsewhere)


def test_a_backup_that_fails_leaves_nothing(
    office: DB, uri: str, keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr("complaints_plugins.zodb.backup.keeper.digest_of", full)
    with pytest.raises(OSError, match="No space left"):
        keeper.back_up(uri, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_the_oldest_are_forgotten_and_each_of_the_others_is_whole_by_itself(
    office: DB, uri: str, elsewhere: str, keeper: Keeper, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    made = []
    for number in range(3):
        file_one(office, COMPLAINTS + number)
        made.append(keeper.back_up(uri, folder)[0])
    assert forget_old(folder, 2) == made[:1]
    assert generations(folder) == made[1:]
    assert chosen(folder) == made[2]
    assert keeper.restore(made[1], elsewhere).complaints == COMPLAINTS + 2


def test_what_a_kill_left_unfinished_is_no_backup_however_much_of_it_is_there(
    office: DB, uri: str, keeper: Keeper, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    whole, unfinished = (keeper.back_up(uri, folder)[0] for _ in range(2))
    unfinished.rename(f"{unfinished}{ASIDE}")
    assert generations(folder) == [whole]
    assert chosen(folder) == whole
    assert forget_old(folder, 1) == []


def test_a_folder_without_a_backup_is_named(keeper: Keeper, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no backup in this folder"):
        chosen(tmp_path)
    with pytest.raises(SettingError, match="no backup in this folder"):
        manifest_of(tmp_path)


@given(content=st.binary(max_size=100), size=st.integers(1, 40))
def test_what_is_sealed_opens_to_the_same_bytes_and_to_nothing_else_when_a_bit_is_turned(
    content: bytes, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, seal = tmp_path_factory.mktemp("sealed"), Seal(KEY)
    (folder / "plain").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "PIECE", size)
        seal.seal(folder / "plain", folder / "sealed", "name")
        seal.open(folder / "sealed", folder / "opened", "name")
        assert (folder / "opened").read_bytes() == content
        with pytest.raises(SettingError, match="does not open"):
            seal.open(folder / "sealed", folder / "other", "another name")
        cut = (folder / "sealed").read_bytes()[:-1]
        (folder / "cut").write_bytes(cut)
        with pytest.raises(SettingError, match="does not open"):
            seal.open(folder / "cut", folder / "rest", "name")


def test_a_large_file_is_sealed_and_opened_in_the_memory_of_some_pieces(tmp_path: Path) -> None:
    large, seal = 24 * sealing.PIECE, Seal(KEY)
    with (tmp_path / "plain").open("wb") as file:
        file.truncate(large)
    tracemalloc.start()
    try:
        seal.seal(tmp_path / "plain", tmp_path / "sealed", "name")
        seal.open(tmp_path / "sealed", tmp_path / "opened", "name")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (tmp_path / "opened").stat().st_size == large
    assert most < 6 * sealing.PIECE


def test_a_short_key_is_refused() -> None:
    with pytest.raises(SettingError, match="at least 32"):
        Seal("short")
