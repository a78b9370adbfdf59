"""The whole way of complaints, from the sign-up to the last word, with everybody who has a part in it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from pyramid.interfaces import IRequest
from webtest import Form, TestApp, TestResponse

from complaints_core.domain import queues
from complaints_core.domain.audit import first_broken
from complaints_core.interfaces.ports import IAuditStore, IClock, IComplaintStore
from complaints_core.testing import FixedClock
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from complaints_web.site import site_of
from tests.functional import office
from tests.functional.colleague import Colleague, codes_in, form_of, steps_on
from tests.functional.conftest import OpenSite
from tests.functional.person import Person, mistakes_of, seen_by

ANSWER = "The money was paid on the third; we are sorry for the delay."
OTHER_ANSWER = "The bank had sent it back. It was paid again today."
STORY = ["take", "ask", "reply", "refer", "take", "answer", "object", "take", "answer", "rate", "settle"]
"""The steps of a complaint that goes its whole way, in order."""


@pytest.fixture
def clock(site: TestApp) -> FixedClock:
    """A clock that begins now, for authenticators show the digits of now, and moves when the test says so."""
    clock = FixedClock(datetime.now(UTC))
    site.app.registry.registerAdapter(lambda request: clock, (IRequest,), IClock)
    return clock


def signed_in(site: TestApp, username: str, last_name: str, role: str, unit: str) -> Colleague:
    """Somebody who works at a unit and is signed in."""
    colleague = Colleague.hire(site, username, last_name, (role, unit))
    colleague.sign_in()
    return colleague


def says(person: Person, code: str, step: str, **typed: str) -> TestResponse:
    """Fill the form of a step on the page of the citizen's complaint and send it."""
    form = form_of(person.site.get(f"/panel/complaints/{code}"), step)
    for name, text in typed.items():
        form[name] = text
    return form.submit().follow()


def listed(colleague: Colleague, box: str) -> list[str]:
    """The complaints in a list of somebody, whose number over the list is as large as the list is long."""
    page = colleague.site.get(f"/staff?box={box}")
    tab = page.html.select_one(".tabs [aria-current]")
    codes = codes_in(page)
    assert int(tab.select_one(".tab-count").get_text()) == len(codes)
    return codes


def assert_books_balance(site: TestApp) -> None:
    """Every queue is as long as it is counted, and the chain of the audit is whole."""
    work_of(site.app.registry).round()
    profile = site_of(site.app.registry).profile
    request = bare_request(site.app.registry)
    with transaction_of(request):
        complaints: IComplaintStore = port_of(request, IComplaintStore)
        names = [
            queues.in_status(status.code, unit.code)
            for status in profile.process.statuses
            for unit in profile.directory.units
        ]
        assert all(complaints.count(name) == len(complaints.queue(name, 100)) for name in names)
        audit: IAuditStore = port_of(request, IAuditStore)
        entries = list(audit.entries())
        assert entries
        assert first_broken(entries) is None


def test_a_complaint_goes_its_whole_way(site: TestApp, person: Person, clock: FixedClock) -> None:
    sara = signed_in(site, "sara", "Ahmadi", "expert", "23")
    county = signed_in(site, "nima", "Moradi", "supervisor", "2301")
    omid = signed_in(site, "omid", "Rostami", "expert", "2301")

    person.sign_up()
    code = person.file_complaint()
    assert listed(sara, "unassigned") == [code]

    sara.step(code, "take")
    sara.step(code, "ask", text="Which bank is it?")
    assert listed(sara, "waiting") == [code]
    assert "Which bank is it?" in seen_by(person, code)
    says(person, code, "reply", text="Bank Melli, Bahar street.")
    assert "Bank Melli" in sara.open(code)
    assert listed(sara, "mine") == [code]

    sara.step(code, "refer", unit="2301", reason="Your office pays it.")
    assert listed(omid, "unassigned") == [code]
    omid.step(code, "take")
    omid.step(code, "answer", finding="upheld", text=ANSWER)
    assert ANSWER in seen_by(person, code)

    clock.advance(days=1)
    person.log_in()
    says(person, code, "object", reason="The money has not arrived.")
    omid.sign_in(code=omid.codes[0])
    assert not {"take", "answer", "close"} & steps_on(omid.open(code))
    county.sign_in(code=county.codes[0])
    county.step(code, "take")
    county.step(code, "answer", finding="partly_upheld", text=OTHER_ANSWER)
    assert OTHER_ANSWER in seen_by(person, code)

    says(person, code, "rate", score="5", comment="It came in the end.")
    clock.advance(days=200)
    work_of(site.app.registry).escalation.run()

    told = office.kept(site, code)
    assert told.status == "closed"
    assert [event.step for event in told.history if event.step in STORY] == STORY
    assert [answer.finding for answer in told.answers] == ["upheld", "partly_upheld"]
    assert_books_balance(site)


def test_what_is_forgotten_rises_and_whoever_leaves_hands_over(
    site: TestApp, person: Person, clock: FixedClock
) -> None:
    administrator = signed_in(site, "nika", "Nouri", "administrator", "23")
    sara = signed_in(site, "sara", "Ahmadi", "expert", "2301")
    signed_in(site, "omid", "Rostami", "expert", "2301")
    leader = signed_in(site, "mina", "Karimi", "supervisor", "2301")
    above = signed_in(site, "reza", "Amini", "supervisor", "23")
    person.sign_up()
    code = person.file_complaint()
    above.step(code, "refer", unit="2301", reason="Your office pays it.")
    sara.step(code, "take")

    for _day in range(60):
        clock.advance(days=1)
        work_of(site.app.registry).escalation.run()

    steps = [event.step for event in office.kept(site, code).history]
    assert [steps.count(step) for step in ("overdue", "escalate")] == [1, 1]
    leader.sign_in(code=leader.codes[0])
    above.sign_in(code=above.codes[0])
    assert listed(leader, "overdue") == [code]
    assert listed(above, "escalated") == [code]

    administrator.sign_in(code=administrator.codes[0])
    leaving = form_of(administrator.site.get("/staff/admin/staff/sara/leave"), "leave")
    leaving["to"] = "omid"
    leaving.submit()

    assert office.kept(site, code).assignee == "omid"
    assert_books_balance(site)


def test_of_two_who_take_one_complaint_at_one_moment_one_wins(
    open_site: OpenSite, lasting: dict[str, str], settings: dict[str, str]
) -> None:
    site = open_site(lasting)
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    code = person.file_complaint()
    two = [signed_in(site, name, name.title(), "expert", "23") for name in ("sara", "omid")]
    forms = [form_of(one.open(code), "take") for one in two]

    pages = at_one_moment(forms)

    assert sorted(page.status_code for page in pages) == [303, 409]
    won, lost = sorted(zip(pages, two, strict=True), key=lambda one: one[0].status_code)
    assert "has moved this complaint on" in mistakes_of(lost[0])
    kept = office.kept(site, code)
    assert kept.assignee == won[1].username
    assert [event.step for event in kept.history].count("take") == 1
    assert (listed(won[1], "mine"), listed(lost[1], "mine")) == ([code], [])
    assert_books_balance(site)


def at_one_moment(forms: list[Form]) -> list[TestResponse]:
    """Send forms from threads that wait for one another."""
    ready = Barrier(len(forms))

    def sending(form: Form) -> Callable[[], TestResponse]:
        def send() -> TestResponse:
            ready.wait()
            return form.submit(expect_errors=True)

        return send

    with ThreadPoolExecutor(len(forms)) as pool:
        return [one.result() for one in [pool.submit(sending(form)) for form in forms]]
