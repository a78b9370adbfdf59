"""A disk that is really full, below a site that is really served: whoever writes is told so and loses no
word, what was promised is kept, and once there is room all goes on by itself."""

import signal
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from time import monotonic, sleep
from urllib.parse import urlencode

import pytest
from webtest import Form, TestApp, TestResponse, Upload

import complaints_web
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.site import site_of as database_site_of
from complaints_plugins.zodb.transactions import connected
from complaints_web.site import site_of
from tests.functional.colleague import Colleague, form_of
from tests.functional.person import COMPLAINT, Person
from tests.functional.serving import PATIENCE
from tests.functional.small_disk import SmallDisk, needs_namespaces, on_small_disk
from tests.plugins.files.samples import PDF
from tests.postgres import NARROW

SIZE = "24m"
LARGE = PDF + b"%" + b"x" * 2 * 2**20 + b"\nstartxref\n9\n%%EOF\n"
"""A file that does not fit into memory while it arrives."""
SMALL = PDF
LONG = "م" * 4000
PERSIAN = "آنچه فرستادید ذخیره نشد"


def settings_on(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """Settings of a site that keeps everything in a folder, and lets a worker send."""
    uri = f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs"
    own = {"complaints.store": "zodb", "zodb.uri": uri, "complaints.limits": "off"}
    return {**settings, **own, "complaints.sms.inline": "false", "complaints.ready.disk_mib": "1"}


@pytest.fixture
def seed(tmp_path: Path, settings: dict[str, str]) -> tuple[Path, Colleague]:
    """A folder with a new database, and an expert who stands in it."""
    folder = tmp_path / "seed"
    own = settings_on(folder, settings)
    open_database(own["zodb.uri"], threads=1, width=NARROW).close()
    near = TestApp(complaints_web.main({}, **own))
    expert = Colleague.hire(near, "sara", "Ahmadi", ("expert", "23"))
    site_of(near.app.registry).close()
    return folder, expert


@pytest.fixture
def disk(seed: tuple[Path, Colleague], tmp_path: Path, settings: dict[str, str]) -> Iterator[SmallDisk]:
    needs_namespaces()
    folder, ini = tmp_path / "disk", tmp_path / "site.ini"
    folder.mkdir()
    lines = [f"{key} = {value}" for key, value in settings_on(folder, settings).items()]
    ini.write_text("\n".join(["[app:main]", "use = egg:complaints", *lines]), encoding="utf-8")
    with on_small_disk(seed[0], ini, folder, SIZE) as running:
        yield running


@pytest.fixture
def writer(disk: SmallDisk, settings: dict[str, str]) -> Person:
    """Somebody with an account, to whom the worker sends."""
    person = Person(browser(disk), Path(settings["complaints.sms.spool"]))
    page = person.fill_sign_up()
    wait_for_messages(person, 1)
    form = page.follow().forms[0]
    form["code"] = person.last_code()
    form.submit(status=303)
    return person


@pytest.fixture
def expert(disk: SmallDisk, seed: tuple[Path, Colleague]) -> Colleague:
    """The expert, signed in."""
    colleague = seed[1]
    colleague.site = browser(disk)
    colleague.sign_in()
    return colleague


def browser(disk: SmallDisk) -> TestApp:
    far = TestApp(disk.app)
    far.set_cookie("_LOCALE_", "en")
    return far


def wait_for_messages(person: Person, many: int) -> None:
    until = monotonic() + PATIENCE
    while len(person.messages()) < many and monotonic() < until:
        sleep(0.05)
    assert len(person.messages()) == many


def code_of(page: TestResponse) -> str:
    """The tracking code to which the receipt of a page leads."""
    return str(page.location).split("/")[-2]


def reply_form(person: Person, code: str, **typed: object) -> Form:
    form = form_of(person.site.get(f"/panel/complaints/{code}"), "reply")
    for name, value in {"text": "متن پیام", **typed}.items():
        form[name] = value
    return form


def assert_told(page: TestResponse) -> None:
    assert page.headers["Retry-After"] == "30"
    assert "was not kept" in page.text
    assert page.html.find("header", "masthead")
    assert COMPLAINT["description"] not in page.text


def refused_reading(expert: Colleague, code: str) -> TestResponse:
    """What is answered to whoever reads a complaint and cannot be noted any more: the last page of the disk
    has room for some notes."""
    answers = (expert.site.get(f"/staff/complaints/{code}", status="*") for _ in range(20))
    return next(one for one in answers if one.status_code != 200)


def codes_on(folder: Path) -> set[str]:
    """The tracking codes in the database of a folder."""
    db = open_database(f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs", threads=1)
    try:
        with connected(db) as connection:
            return {code for code, _ in database_site_of(connection).complaints.items()}
    finally:
        db.close()


def as_after_a_crash(disk: SmallDisk, copy: Path) -> Path:
    """Stop the site in the middle of whatever it does, copy all but what fills the disk, and kill it."""
    disk.process.send_signal(signal.SIGSTOP)
    copytree(disk.seen, copy, ignore=lambda *_: ["filler", "Data.fs.lock"])
    disk.process.kill()
    disk.process.wait()
    return copy


def test_every_form_says_that_it_was_not_kept_and_works_once_there_is_room(
    disk: SmallDisk, writer: Person, expert: Colleague
) -> None:
    code = writer.file_complaint()
    wait_for_messages(writer, 2)
    forms = {
        "filing": writer.filled_complaint(),
        "filing with a file": writer.filled_complaint(attachments=[Upload("card.pdf", SMALL)]),
        "filing with a large file": writer.filled_complaint(attachments=[Upload("card.pdf", LARGE)]),
        "a reply": reply_form(writer, code, attachments=[Upload("card.pdf", SMALL)]),
        "a step of staff": form_of(expert.open(code), "take"),
    }
    disk.fill()
    for form in forms.values():
        assert_told(form.submit(status=503))
    assert writer.site.get("/readyz", status=503).json["disk_free"] == 0
    assert len(writer.site.get("/panel/complaints").html.select("main tbody tr, main article")) == 1
    assert "متن پیام" not in writer.site.get(f"/panel/complaints/{code}").text

    disk.empty()
    for form in forms.values():
        form.submit(status=303)
    filed = [code_of(forms[name].submit(status=303)) for name in forms if name.startswith("filing")]
    wait_for_messages(writer, 5)
    told = [one["params"].get("tracking_code") for one in writer.messages()]
    assert [told.count(one) for one in (code, *filed)] == [1] * 4
    attached = writer.site.get(f"/panel/complaints/{filed[2]}/attachments/1")
    assert attached.body == LARGE


def test_the_page_speaks_persian_to_whoever_reads_persian(disk: SmallDisk, writer: Person) -> None:
    writer.site.set_cookie("_LOCALE_", "fa")
    form = writer.filled_complaint()
    disk.fill()
    page = form.submit(status=503)
    assert PERSIAN in page.text
    assert page.headers["Retry-After"] == "30"


def test_what_was_acknowledged_is_there_after_a_crash_and_nothing_else(
    disk: SmallDisk, writer: Person, tmp_path: Path
) -> None:
    acknowledged = set[str]()
    for pages in range(0, 24, 2):
        form = writer.filled_complaint()
        disk.fill(room=4096 * pages)
        answer = form.submit(status="*")
        acknowledged |= {code_of(answer)} if answer.status_code == 303 else set()
        disk.empty()
    assert acknowledged
    assert len(acknowledged) < 12

    acknowledged.add(writer.file_complaint(description=LONG))  # the temporary file is as large now
    form = writer.filled_complaint(description=LONG)
    disk.fill(room=4096)
    form.submit(status=503)  # the disk has its beginning
    disk.empty()
    acknowledged.add(writer.file_complaint())  # a short one, over that
    copy = as_after_a_crash(disk, tmp_path / "crashed")
    assert codes_on(copy) == acknowledged
    (copy / "Data.fs.index").unlink()
    assert codes_on(copy) == acknowledged


def test_search_and_messages_catch_up_once_there_is_room(
    disk: SmallDisk, writer: Person, expert: Colleague
) -> None:
    code = writer.file_complaint()
    wait_for_messages(writer, 2)
    disk.fill(room=16 * 4096)
    kept = [page for page in (writer.write_complaint() for _ in range(8)) if page.status_code == 303]
    disk.empty()
    disk.fill()
    assert_told(refused_reading(expert, code))
    assert expert.site.get("/staff?box=unassigned").status_code == 200
    disk.empty()
    wait_for_messages(writer, 2 + len(kept))
    until = monotonic() + PATIENCE
    while writer.site.get("/readyz").json["search_waiting"] and monotonic() < until:
        sleep(0.1)
    found = expert.site.get(f"/staff/complaints?{urlencode({'q': 'پرستاری'})}")
    assert all(code_of(page) in found.text.replace(" ", "") for page in kept)
