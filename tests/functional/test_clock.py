"""The clock of the machine is put right while the site runs, by an hour or by a year, forwards or backwards:
nothing waits for ever, nothing happens twice, nobody stays signed in and nobody stays outside."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pyramid.interfaces import IRequest
from webtest import TestApp
from zope.interface import implementer

from complaints_core.domain.audit import first_broken
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.ports import IAuditStore, IChallenge, IComplaintStore, ISmsGateway
from complaints_core.testing import FixedClock
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from tests.functional.colleague import Colleague
from tests.functional.conftest import OpenSite, stopped
from tests.functional.person import Person, form_with

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
JUMPS = [-YEAR, -HOUR, HOUR, YEAR]
BACKWARDS = [-HOUR, -YEAR]

Jump = Callable[[timedelta], datetime]


@pytest.fixture
def site(open_site: OpenSite) -> TestApp:
    """A site in which the worker sends, and which counts no tries unless a test says so."""
    return open_site({"complaints.sms.inline": "false", "complaints.limits": "off"})


@pytest.fixture
def clock(site: TestApp, monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The clock of the site, and with it that of everything else in the process."""
    clock = stopped(site)
    monkeypatch.setattr(time, "time", lambda: clock.now().timestamp())
    return clock


@pytest.fixture
def jump(clock: FixedClock) -> Jump:
    return lambda by: clock.advance(days=by.days, seconds=by.seconds)


@pytest.fixture
def writer(clock: FixedClock, site: TestApp, settings: dict[str, str]) -> Person:
    """Somebody who is signed in, and to whom the worker sends."""
    person = Person(site, Path(settings["complaints.sms.spool"]))
    page = person.fill_sign_up()
    rounds(site, clock)
    form = form_with(page.follow(), "code")
    form["code"] = person.last_code()
    form.submit(status=303)
    return person


@pytest.fixture
def expert(clock: FixedClock, site: TestApp) -> Colleague:
    """An expert who is signed in."""
    colleague = Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))
    assert colleague.sign_in().status_code == 200
    return colleague


def rounds(site: TestApp, clock: FixedClock, minutes: int = 0) -> None:
    """Let the worker do a round now, and one in each minute after it."""
    work_of(site.app.registry).round()
    for _ in range(minutes):
        clock.advance(minutes=1)
        work_of(site.app.registry).round()


def told(person: Person) -> Counter[tuple[str, str]]:
    """How often each text was sent about each complaint."""
    about = [(one["template"], one["params"].get("tracking_code", "")) for one in person.messages()]
    return Counter(about)


@pytest.mark.parametrize("by", JUMPS)
def test_a_message_goes_once_within_minutes(
    by: timedelta, writer: Person, site: TestApp, clock: FixedClock, jump: Jump
) -> None:
    code = writer.file_complaint()
    jump(by)
    rounds(site, clock, minutes=5)
    sent = told(writer)["complaint_registered", code]
    assert sent == (0 if by == YEAR else 1)  # news of a year ago are none; the panel has them
    assert site.get("/readyz").json["messages_waiting"] == 0


@pytest.mark.parametrize("by", BACKWARDS)
def test_a_gateway_that_was_left_alone_is_tried_again_within_minutes(
    by: timedelta, writer: Person, site: TestApp, clock: FixedClock, jump: Jump
) -> None:
    phone = writer.phone.rename(writer.phone.with_suffix(".before"))
    writer.phone.mkdir()  # nothing can be written where a folder stands
    codes = [writer.file_complaint() for _ in range(4)]
    rounds(site, clock, minutes=3)
    writer.phone.rmdir()
    phone.rename(writer.phone)
    jump(by)
    rounds(site, clock, minutes=5)
    assert [told(writer)["complaint_registered", code] for code in codes] == [1] * 4


def test_a_worker_that_starts_after_the_clock_was_put_back_sends_what_waits(
    writer: Person, site: TestApp, clock: FixedClock, jump: Jump
) -> None:
    code = writer.file_complaint()
    del site.app.registry["complaints.work"]
    jump(-YEAR)
    rounds(site, clock, minutes=4)
    assert told(writer)["complaint_registered", code] == 1


def test_a_clock_that_jumps_while_a_message_is_on_its_way_sends_no_second_one(
    writer: Person, site: TestApp, clock: FixedClock, jump: Jump
) -> None:
    code = writer.file_complaint()
    gateway: ISmsGateway = port_of(bare_request(site.app.registry), ISmsGateway)

    @implementer(ISmsGateway)
    class Jumping:
        """A gateway that takes so long that somebody puts the clock right meanwhile."""

        name = "jumping"

        def send(self, message: OutboxMessage) -> SmsReceipt:
            jump(HOUR)
            work_of(site.app.registry).round()  # another worker, for whom the lease has run out
            return gateway.send(message)

    site.app.registry.registerAdapter(lambda request: Jumping(), (IRequest,), ISmsGateway)
    del site.app.registry["complaints.work"]
    rounds(site, clock, minutes=5)
    assert told(writer)["complaint_registered", code] == 1


@pytest.mark.parametrize("by", BACKWARDS)
def test_nobody_stays_signed_in_until_the_clock_is_there_again(
    by: timedelta, writer: Person, expert: Colleague, jump: Jump
) -> None:
    jump(by)
    assert writer.site.get("/panel").location.endswith("/login")
    assert expert.site.get("/staff").location.endswith("/staff/login")


@pytest.mark.parametrize("by", JUMPS)
def test_everybody_can_sign_in_after_it(
    by: timedelta, writer: Person, expert: Colleague, jump: Jump, clock: FixedClock
) -> None:
    jump(by)
    assert writer.log_in().location.endswith("/panel")
    assert writer.site.get("/panel").status_code == 200
    writer.file_complaint()
    assert expert.sign_in().status_code == 200
    assert expert.site.get("/staff").status_code == 200


def test_digits_of_an_authenticator_hold_once_all_the_same(expert: Colleague, jump: Jump) -> None:
    jump(-HOUR)
    digits = expert.digits()
    expert.sign_in(digits)
    expert.close_browser()
    again = expert.type_digits(expert.type_password().follow(), digits)
    assert again.status_code == 422


@pytest.mark.parametrize("by", BACKWARDS)
def test_an_old_security_code_does_not_hold_for_a_year(by: timedelta, open_site: OpenSite) -> None:
    asking = open_site({"complaints.challenge": "image"})
    clock = stopped(asking)
    request = bare_request(asking.app.registry)
    with transaction_of(request):
        challenge: IChallenge = port_of(request, IChallenge)
        issued = challenge.issue()
        clock.advance(days=by.days, seconds=by.seconds)
        assert asking.get(f"/challenge/{issued}.png", status=404)
        assert asking.get(f"/challenge/{challenge.issue()}.png", status=200)


def test_a_deadline_makes_itself_heard_once_however_often_the_clock_passes_it(
    writer: Person, site: TestApp, clock: FixedClock, jump: Jump
) -> None:
    code = writer.file_complaint()
    rounds(site, clock, minutes=1)
    for by in (YEAR, -YEAR, HOUR, YEAR, -YEAR, YEAR):
        jump(by)
        rounds(site, clock, minutes=2)
    steps = Counter(event.step for event in history(site, code) if event.actor == "system")
    assert steps
    assert set(steps.values()) == {1}
    assert set(told(writer).values()) == {1}


def test_after_a_jump_backwards_deadlines_go_on_as_ever(
    writer: Person, site: TestApp, clock: FixedClock, jump: Jump
) -> None:
    jump(YEAR)
    rounds(site, clock, minutes=1)
    jump(-YEAR)
    code = writer_again(writer).file_complaint()
    for _ in range(40):
        jump(timedelta(days=1))
        rounds(site, clock)
    assert [event for event in history(site, code) if event.actor == "system"]


def test_what_was_filed_under_a_wrong_clock_is_found_listed_and_audited(
    writer: Person, expert: Colleague, site: TestApp, clock: FixedClock, jump: Jump
) -> None:
    codes = [writer.file_complaint()]
    for by in (YEAR, -YEAR, -HOUR, HOUR):
        jump(by)
        codes.append(writer_again(writer).file_complaint())
        rounds(site, clock, minutes=1)
    listed = writer.site.get("/panel/complaints").html.main.get_text("").replace(" ", "")
    assert all(code in listed for code in codes)
    assert expert.sign_in().status_code == 200
    for code in codes:
        expert.open(code)
    rounds(site, clock, minutes=1)
    request = bare_request(site.app.registry)
    with transaction_of(request):
        audit: IAuditStore = port_of(request, IAuditStore)
        entries = list(audit.entries())
        assert first_broken(entries) is None
        assert {entry.note.subject for entry in entries} >= set(codes)
        assert audit.waiting() == 0


def writer_again(writer: Person) -> Person:
    """The same person, signed in where his session has ended."""
    if writer.site.get("/panel").status_code == 303:
        writer.log_in()
    return writer


def history(site: TestApp, code: str) -> tuple[Event, ...]:
    """What happened to a complaint so far."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        complaint: Complaint = port_of(request, IComplaintStore).get(code)
    return complaint.history
