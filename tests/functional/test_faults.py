"""The gateway is dead, the disk is full, the store is away: what was promised is kept, the rest is said."""

import logging

import pytest
from webtest import TestApp, TestResponse, Upload
from ZODB.POSException import ConflictError
from zope.interface.interface import InterfaceClass

from complaints_core.interfaces.errors import ScannerUnavailable
from complaints_core.interfaces.ports import IFileScanner, ILimits
from complaints_web.background import bare_request, work_of
from complaints_web.ports import port_of
from complaints_web.site import site_of
from tests.functional.conftest import OpenSite, stopped
from tests.functional.person import COMPLAINT, Person, form_with
from tests.plugins.files.samples import PDF
from tests.plugins.zodb.filers import full_disk


def assert_in_dress(page: TestResponse) -> None:
    """A page of ours, that no cache keeps, with a way on and without what was typed."""
    assert page.html.find("header", "masthead")
    assert page.html.select("main a.button")
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert COMPLAINT["description"] not in page.text


def test_a_dead_gateway_stops_no_complaint_and_its_message_goes_later(person: Person) -> None:
    clock = stopped(person.site)
    person.sign_up()
    gone = person.phone.rename(person.phone.with_suffix(".before"))
    person.phone.mkdir()  # nothing can be written where a folder stands
    code = person.file_complaint()
    assert person.site.get(f"/panel/complaints/{code}").status_code == 200
    ready = person.site.get("/readyz").json
    assert (ready["ready"], ready["messages_waiting"], ready["messages_undelivered"]) == (True, 1, 0)

    person.phone.rmdir()
    gone.rename(person.phone)
    clock.advance(minutes=1)
    assert work_of(person.site.app.registry).round() == 1
    assert person.messages()[-1]["params"] == {"tracking_code": code}
    assert person.site.get("/readyz").json["messages_waiting"] == 0


def test_a_code_that_came_too_late_is_never_sent(person: Person) -> None:
    clock = stopped(person.site)
    person.phone.mkdir()
    assert person.fill_sign_up().status_code == 303
    person.phone.rmdir()
    clock.advance(minutes=3)
    assert work_of(person.site.app.registry).round() == 0
    assert person.messages() == []
    form = form_with(person.site.get("/register/confirm"), "code")
    form["code"] = "123456"
    assert "no longer valid" in form.submit(status=422).text
    person.site.get("/register/confirm").forms[1].submit()
    form = form_with(person.site.get("/register/confirm"), "code")
    form["code"] = person.last_code()
    assert form.submit().location.endswith("/panel")


@pytest.mark.parametrize("room", [0, 200, 4000])
def test_a_full_disk_is_a_clear_page_and_the_next_attempt_works(room: int, writer: Person) -> None:
    form = writer.filled_complaint()
    data = writer.phone.with_name("Data.fs")
    with full_disk(data, room):
        page = form.submit(status=503)
    assert_in_dress(page)
    assert "was not kept" in page.text
    assert writer.site.get("/panel/complaints").html.select("main article, main tbody tr") == []
    code = form.submit().location.split("/")[-2]
    assert writer.messages()[-1]["params"] == {"tracking_code": code}
    assert [m["template"] for m in writer.messages()].count("complaint_registered") == 1


def test_a_store_out_of_reach_is_a_clear_page(
    writer: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    address = "postgres://user:secret@host"

    def unreachable(_: object) -> object:
        raise ConnectionError(address)

    site = site_of(writer.site.app.registry)
    monkeypatch.setitem(site.__dict__, "open_stores", unreachable)
    page = writer.site.get("/panel", status=503)
    assert_in_dress(page)
    assert address not in page.text + caplog.text
    assert "ConnectionError" in caplog.text


def test_a_limit_that_cannot_count_lets_nobody_through(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ConnectionError

    person.sign_up()
    person.site.reset()
    limits = port_of_site(person.site, ILimits)
    monkeypatch.setattr(limits, "spend", fails)
    assert_in_dress(person.log_in())
    assert person.site.get("/panel").location.endswith("/login")


def port_of_site(site: TestApp, port: InterfaceClass) -> object:
    return port_of(bare_request(site.app.registry), port)


def test_a_fault_of_ours_tells_the_log_where_and_nobody_what(
    person: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    person.sign_up()
    form = person.filled_complaint()

    def breaks(*_: object, **__: object) -> None:
        raise LookupError(COMPLAINT["description"])

    monkeypatch.setattr("complaints_core.desks.citizen.CitizenDesk.submit", breaks)
    page = form.submit(status=500)
    assert_in_dress(page)
    assert "LookupError" in caplog.text
    assert "views/filing.py" in caplog.text
    assert COMPLAINT["description"] not in caplog.text
    assert [record.levelno for record in caplog.records if record.name.startswith("complaints_web")] == [
        logging.ERROR
    ]


def test_conflicts_without_end_are_a_clear_page(writer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def conflicts(*_: object) -> None:
        raise ConflictError

    monkeypatch.setattr("complaints_plugins.zodb.outbox.ZodbOutbox.add", conflicts)
    page = writer.filled_complaint().submit(status=503)
    assert_in_dress(page)


def test_a_file_waits_for_a_scanner_that_does_not_answer(
    open_site: OpenSite, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.site = open_site({"complaints.scanner": "clamd://127.0.0.1:9"})
    person.sign_up()
    code = person.file_complaint(attachments=[Upload("card.pdf", PDF)])
    assert "being checked" in person.site.get(f"/panel/complaints/{code}").text
    person.site.get(f"/panel/complaints/{code}/attachments/1", status=404)
    scanner = port_of_site(person.site, IFileScanner)
    work = work_of(person.site.app.registry)

    def silent(_: object) -> bool:
        raise ScannerUnavailable

    monkeypatch.setattr(scanner, "clean", silent, raising=False)
    work.round()
    person.site.get(f"/panel/complaints/{code}/attachments/1", status=404)
    monkeypatch.setattr(scanner, "clean", lambda stream: stream.read() == PDF)
    work.round()
    assert person.site.get(f"/panel/complaints/{code}/attachments/1").body == PDF
