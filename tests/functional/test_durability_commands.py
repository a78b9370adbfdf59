"""What operators run so that nothing is lost, as they run it; on a file and on PostgreSQL, while people
file."""

import re
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from pyramid.registry import Registry
from webtest import TestApp, Upload

import complaints_web
from complaints_core.desks.rounds.indexing import Cache, SearchCache
from complaints_core.domain.complaints import Event
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.interfaces.ports import IComplaintStore
from complaints_core.testing import NOON
from complaints_core.testing.builders import tracking_code
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.site import site_of as database_site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from complaints_web.scripts import main as command
from complaints_web.settings import Settings
from complaints_web.sharing import caches_of
from complaints_web.site import site_of
from tests.functional.person import Person
from tests.functional.serving import SECRET, Filer, served, wait_until_filed
from tests.plugins.files.samples import png
from tests.plugins.zodb.test_kept_databases import KEPT
from tests.postgres import programs

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def kept(settings: dict[str, str], lasting: dict[str, str]) -> dict[str, str]:
    return {**settings, **lasting, "complaints.backup.postgres": str(programs())}


@pytest.fixture
def ini(tmp_path: Path, kept: dict[str, str]) -> Path:
    path = tmp_path / "site.ini"
    lines = [f"{key} = {value}" for key, value in kept.items()]
    path.write_text("\n".join(["[app:main]", "use = egg:complaints", "complaints.limits = off", *lines]))
    return path


@pytest.fixture
def filer(kept: dict[str, str]) -> Filer:
    """Somebody with an account and one complaint with a picture, who is signed in."""
    site = TestApp(complaints_web.main({}, **kept))
    person = Person(site, Path(kept["complaints.sms.spool"]))
    person.sign_up()
    person.file_complaint(attachments=[Upload("account.png", png())])
    site_of(site.app.registry).close()
    return Filer(dict(site.cookies), OpaqueKeys(SECRET, "citizen")(person.code))


@pytest.fixture
def run(ini: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; answers its status and all that it says."""

    def running(*words: str) -> tuple[int, str]:
        status = command([str(ini), *words])
        told = capsys.readouterr()
        return status, told.out + told.err

    return running


@contextmanager
def filing(ini: Path, filer: Filer) -> Iterator[None]:
    """Serve the site in a process of its own, and file there all the time."""
    with served(ini) as (process, port):
        people = Thread(target=filer.file_until_killed, args=(port,))
        people.start()
        wait_until_filed(filer, 3)
        yield
        process.kill()
        people.join()


def test_the_drill_goes_well_while_people_file(ini: Path, filer: Filer, run: Run) -> None:
    with filing(ini, filer):
        before = len(filer.receipts)
        status, told = run("drill", "--cases", "200")
        after = len(filer.receipts)
    assert status == 0, told
    assert "read: 1 attachments, all as they came" in told
    assert "search and figures know all as they are" in told
    assert "the chain of the audit is whole" in told
    counted = int(told.partition(" complaints")[0].rpartition(" ")[2])
    assert before + 1 <= counted <= after + 2
    opened = re.search("opened: ([0-9]+) complaints", told)
    assert opened
    assert 1 < int(opened[1]) <= counted
    assert f"indexed: {counted} complaints" in told


def test_what_was_backed_up_while_people_filed_is_restored_with_every_receipt(
    ini: Path, filer: Filer, run: Run, tmp_path: Path, elsewhere: str
) -> None:
    folder = str(tmp_path / "backups")
    with filing(ini, filer):
        seen = set(filer.receipts.values())
        assert run("backup", folder)[0] == 0
        status, told = run("backup", folder, "--keep", "1")
    assert (status, told.count("forgotten: ")) == (0, 1)
    status, told = run("restore", folder)
    assert (status, "not empty" in told) == (2, True)
    status, told = run("restore", folder, "--to", elsewhere)
    assert status == 0, told
    assert "counted and compared" in told
    assert codes_in(elsewhere) >= seen


def test_a_drill_finds_a_file_that_is_not_as_it_came(filer: Filer, run: Run, kept: dict[str, str]) -> None:
    db = open_database(kept["zodb.uri"], threads=1)
    with connected(db) as connection:
        for stored in database_site_of(connection).files.values():
            assert stored.blob is not None
            with stored.blob.open("w") as blob:
                blob.write(b"something else")
    db.close()
    status, told = run("drill")
    assert (status, "WRONG: 1 of 1 attachments are not as they came" in told) == (1, True)


def test_a_drill_finds_a_search_that_would_not_know_a_complaint(
    filer: Filer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SearchCache, "keep", lambda cache, documents: None)
    status, told = run("drill")
    assert (status, "WRONG: differences between complaints and the search index: 1" in told) == (1, True)
    status, told = run("drill", "--no-index")
    assert (status, "indexed" in told) == (0, False), told


def test_a_drill_tells_what_is_wrong(ini: Path, filer: Filer, run: Run, kept: dict[str, str]) -> None:
    ini.write_text(ini.read_text() + f"\ncomplaints.backup.key = {'k' * 31}\n")
    status, told = run("drill")
    assert (status, "at least 32 random characters" in told) == (1, True)


def test_a_store_that_was_lost_is_restored_in_its_place_with_a_search_that_begins_anew(
    filer: Filer, run: Run, kept: dict[str, str], tmp_path: Path, lose: Callable[[], None]
) -> None:
    assert run("worker", "--once")[0] == 0
    assert run("backup", str(tmp_path / "backups"))[0] == 0
    lose()
    status, told = run("restore", str(tmp_path / "backups"))
    assert status == 0, told
    assert caches_of(Settings.read(kept))[0].position() == ""
    assert run("worker", "--once")[0] == 0
    assert run("doctor")[0] == 0


def test_the_doctor_finds_damage_and_repairs_it(filer: Filer, run: Run, kept: dict[str, str]) -> None:
    assert run("worker", "--once")[0] == 0
    status, told = run("doctor")
    assert (status, "Everything is in order." in told) == (0, True), told
    db = open_database(kept["zodb.uri"], threads=1)
    with connected(db) as connection:
        for name, queue in database_site_of(connection).queues.items():
            queue.counter.change(name[0], 1)
    db.close()
    status, told = run("doctor")
    assert (status, "WRONG  counters of queues of complaints: " in told) == (1, True)
    status, told = run("doctor", "--repair")
    assert (status, "put right: counters of queues of complaints" in told) == (0, True), told


def test_what_only_takes_room_is_told_and_is_no_fault(filer: Filer, run: Run, kept: dict[str, str]) -> None:
    assert run("worker", "--once")[0] == 0
    with (
        closing(open_database(kept["zodb.uri"], threads=1)) as db,
        unit_of_work(db, SECRET) as stores,
    ):
        stores.files.add(BytesIO(b"nobody's"), "clean")
    status, told = run("doctor")
    assert "left   files that belong to nothing: 1 (they do no harm" in told
    assert (status, "Everything is in order." in told) == (0, True), told


@pytest.mark.parametrize("damage", ["lost", "of the future", "left over"])
def test_what_search_and_figures_have_otherwise_is_found_and_just_that_entered_again(
    damage: str, filer: Filer, run: Run, kept: dict[str, str]
) -> None:
    assert run("worker", "--once")[0] == 0
    site = complaints_web.main({}, **kept)
    for cache in work_of(site.registry).indexing.caches:
        spoil(site.registry, cache, damage)
    site_of(site.registry).close()
    status, told = run("doctor")
    assert (status, "WRONG  differences between complaints and the search index: 1 (" in told) == (1, True)
    assert "WRONG  differences between complaints and the figures: 1 (" in told
    status, told = run("doctor", "--repair")
    assert status == 0, told
    assert "entered again in the search index: 1" in told
    assert "entered again in the figures: 1" in told
    assert run("doctor")[0] == 0


def test_the_doctor_accuses_nobody_while_people_file(ini: Path, filer: Filer, run: Run) -> None:
    assert run("worker", "--once")[0] == 0  # both are filled before
    with filing(ini, filer):
        for _ in range(3):
            told = run("doctor")[1].splitlines()
            assert "ok     differences between complaints and the search index" in told
            assert "ok     differences between complaints and the figures" in told


def test_the_doctor_reads_settings_as_the_site_does(ini: Path, filer: Filer, run: Run) -> None:
    ini.write_text(ini.read_text() + "\ncomplaints.production = true\n")
    status, told = run("doctor")
    assert (status, "WRONG  settings: 1 (complaints.secret: " in told) == (1, True)
    ini.write_text(ini.read_text() + f"\ncomplaints.secret = {'0123456789abcdef' * 3}\n")
    status, told = run("doctor")
    assert (status, "WRONG  settings of the security code" in told) == (1, True)


def test_an_old_database_is_upgraded_by_command_and_packed(
    ini: Path, run: Run, kept: dict[str, str], tmp_path: Path, engine: str
) -> None:
    if not engine:
        with tarfile.open(KEPT[0]) as packed:
            packed.extractall(tmp_path / "old", filter="data")
        ini.write_text(ini.read_text().replace(kept["zodb.uri"], f"file://{tmp_path}/old/Data.fs"))
    status, told = run("upgrade")
    assert status == 0, told
    assert ("what administrators change" in told) == (not engine)
    assert run("upgrade") == (0, "There was nothing to do.\n")
    status, told = run("pack", "--days", "0")
    assert (status, "MiB before" in told) == (0, True), told


def test_a_file_that_is_served_is_neither_upgraded_nor_packed_nor_repaired(
    ini: Path, filer: Filer, run: Run, engine: str
) -> None:
    with served(ini):
        status, told = run("upgrade")
        assert (status, "stop" in told) == (2, True)
        status, told = run("pack")
        assert (status, "another process has this database open" in told) == (
            (0, False) if engine else (2, True)
        )
        told = run("doctor", "--repair")[1]
        assert ("another process has this database open" in told) == (not engine), told


def spoil(registry: Registry, cache: Cache, damage: str) -> None:
    """Let a cache lack the one complaint there is, or know a step of it that nobody took, or one more."""
    (code,) = codes_of(registry)
    if damage == "lost":
        cache.forget([code])
        return
    with work_of(registry).indexing.work() as shelves:
        (complaint,) = shelves.read([code])
        spoiled = complaint.moved(Event(NOON, "note", "karimi", complaint.status))
        if damage == "left over":
            spoiled = replace(complaint, code=tracking_code(1))
        cache.keep([cache.entry(shelves, spoiled)])


def codes_of(registry: Registry) -> list[str]:
    request = bare_request(registry)
    with transaction_of(request):
        return list(port_of(request, IComplaintStore).codes(10))


def codes_in(uri: str) -> set[str]:
    db = open_database(uri, threads=1)
    try:
        with connected(db) as connection:
            return {code for code, _ in database_site_of(connection).complaints.items()}
    finally:
        db.close()


@pytest.fixture
def lose(
    engine: str, kept: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[[], None]:
    """Lose the whole store, as with its disk."""

    def losing() -> None:
        if engine:
            request.getfixturevalue("databases").empty(kept["zodb.uri"])
            return
        (tmp_path / "Data.fs").unlink()
        shutil.rmtree(tmp_path / "blobs")

    return losing


@pytest.fixture
def elsewhere(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty store."""
    if not engine:
        yield f"file://{tmp_path}/elsewhere/Data.fs"
        return
    databases = request.getfixturevalue("databases")
    uri = databases.make()
    yield uri
    databases.drop(uri)
