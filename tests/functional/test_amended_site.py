"""What administrators change holds at once: for pages, for every process, and for what happens by itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from webtest import TestApp

from complaints_core.domain.amendment_kinds import ClosureEntered, TextChanged
from complaints_core.domain.amendments import Amendment
from complaints_core.domain.lists import Label
from complaints_core.domain.working_time import Closure
from complaints_core.interfaces.ports import IAmendmentStore
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.languages import languages
from complaints_web.ports import port_of
from complaints_web.site import site_of
from tests.functional.office import kept
from tests.functional.person import Person


def made() -> dict[str, Any]:
    """Who changes something, and when."""
    return {"at": datetime.now(UTC), "by": "modir"}


def amend(site: TestApp, *changes: Amendment) -> None:
    """Keep amendments, as another process would."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store = port_of(request, IAmendmentStore)
        store.replace(store.get().joined_by(*changes))


def shut(site: TestApp, first: date, days: int) -> None:
    """Close the whole country for some days."""
    shut = (Closure(first + timedelta(days=ahead), Label(fa="برف", en="Snow")) for ahead in range(days))
    amend(site, *(ClosureEntered(closure=closure, **made()) for closure in shut))


def test_a_site_that_nobody_amended_works_with_the_very_profile(site: TestApp) -> None:
    request = bare_request(site.app.registry)
    with transaction_of(request):
        assert request.profile is site_of(site.app.registry).profile


def test_an_sms_says_what_was_written_meanwhile(site: TestApp, person: Person) -> None:
    person.sign_up()
    amend(site, TextChanged(name="complaint_registered", text="ثبت: {tracking_code}", **made()))

    person.file_complaint()

    assert person.messages()[-1]["text"].startswith("ثبت: ")


def test_the_worker_moves_deadlines_without_a_new_start(site: TestApp, person: Person) -> None:
    person.sign_up()
    code, work = person.file_complaint(), work_of(site.app.registry)
    work.round()
    before = kept(site, code)
    assert before.due is not None

    shut(site, before.submitted_at.date() + timedelta(days=1), 7)
    work.round()

    after = kept(site, code)
    assert after.due is not None
    assert after.due > before.due
    assert [event.step for event in after.history].count("reschedule") == 1
    page = person.site.get(f"/panel/complaints/{code}")
    assert "Closed days changed, so the deadline moved" in page
    english, shut_day = languages()["en"], before.submitted_at.date() + timedelta(days=1)
    assert f"برف ({english.jalali(shut_day)}" in page
