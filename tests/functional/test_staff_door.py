"""The door of staff: two factors, recovery codes, and sessions that are nobody else's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from pyramid.interfaces import IRequest
from webtest import TestApp, TestResponse
from zope.interface import implementer

from complaints_core.interfaces.ports import IClock
from complaints_web.languages import utc_now
from tests.functional.colleague import Colleague, is_inside
from tests.functional.conftest import OpenSite
from tests.functional.person import Person, form_with, mistakes_of


@pytest.fixture
def colleague(site: TestApp) -> Colleague:
    """An expert who is not signed in yet."""
    return Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))


@implementer(IClock)
@dataclass(frozen=True)
class LaterClock:
    """The clock of the machine, some time from now."""

    by: timedelta

    def now(self) -> datetime:
        """The time that it will be."""
        return utc_now() + self.by


def time_passes(site: TestApp, **by: int) -> None:
    """Let the site's clock go ahead."""
    clock = LaterClock(timedelta(**by))
    site.app.registry.registerAdapter(lambda request: clock, (IRequest,), IClock)


def test_both_factors_open_the_workplace(colleague: Colleague) -> None:
    page = colleague.sign_in()

    assert "Sara Ahmadi" in page.html.header.get_text()
    assert "Expert, Welfare office of Tehran province" in page.html.header.get_text()
    assert page.html.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"


def test_the_password_alone_opens_nothing(colleague: Colleague) -> None:
    assert colleague.type_password().location.endswith("/staff/login/second")

    assert colleague.site.get("/staff").location.endswith("/staff/login")


def test_the_second_step_without_the_first_leads_to_the_first(colleague: Colleague) -> None:
    assert colleague.site.get("/staff/login/second").location.endswith("/staff/login")
    page = colleague.type_password().follow()
    colleague.site.reset()

    assert colleague.type_digits(page, colleague.digits()).location.endswith("/staff/login")


def test_an_unknown_name_and_a_wrong_password_are_told_alike(colleague: Colleague) -> None:
    wrong = colleague.type_password(password="something else")
    unknown = colleague.type_password(username="nobody")

    assert wrong.status_code == unknown.status_code == 422
    assert mistakes_of(wrong) == mistakes_of(unknown)
    assert form_with(wrong, "username")["username"].value == "sara"


def test_a_wrong_second_factor_is_refused(colleague: Colleague) -> None:
    page = colleague.type_password().follow()

    refused = colleague.type_digits(page, colleague.digits(steps=20))

    assert refused.status_code == 422
    assert "not right, or were used already" in mistakes_of(refused)
    assert not is_inside(colleague)


def test_digits_work_once(colleague: Colleague) -> None:
    digits = colleague.digits()
    colleague.type_digits(colleague.type_password().follow(), digits)
    assert is_inside(colleague)
    colleague.close_browser()

    again = colleague.type_digits(colleague.type_password().follow(), digits)

    assert again.status_code == 422


def test_persian_digits_are_read_too(colleague: Colleague) -> None:
    typed = colleague.digits().translate({48 + digit: 0x6F0 + digit for digit in range(10)})

    colleague.type_digits(colleague.type_password().follow(), typed)

    assert is_inside(colleague)


def test_ten_recovery_codes_are_shown_once_and_each_works_once(colleague: Colleague) -> None:
    colleague.sign_in()
    codes = colleague.codes
    assert len(set(codes)) == 10

    assert by_code(colleague, codes[0]).location.endswith("/staff")
    assert by_code(colleague, codes[0]).status_code == 422
    assert by_code(colleague, codes[1]).location.endswith("/staff")
    assert "You have 8 recovery codes left" in colleague.site.get("/staff/recovery-codes").text
    assert not any(code in colleague.site.get("/staff/recovery-codes").text for code in codes)


def test_new_recovery_codes_end_those_of_before(colleague: Colleague) -> None:
    colleague.sign_in()
    page = colleague.site.get("/staff/recovery-codes").forms.values()
    drawn = next(form for form in page if form.action.endswith("/recovery-codes")).submit()

    assert len(drawn.html.select(".recovery-codes li")) == 10
    assert by_code(colleague, colleague.codes[0]).status_code == 422


def by_code(colleague: Colleague, code: str) -> TestResponse:
    """Sign in with a recovery code, from another browser."""
    colleague.close_browser()
    return colleague.type_digits(colleague.type_password().follow(), code)


def test_the_page_that_was_wanted_is_opened_after_both_steps(colleague: Colleague) -> None:
    colleague.site.get("/staff?box=overdue")

    page = colleague.sign_in()

    assert page.request.path_qs == "/staff?box=overdue"


def test_what_was_typed_into_a_search_is_not_kept_for_after_the_login(colleague: Colleague) -> None:
    colleague.site.get("/staff/complaints?q=1234+5678+9012")

    assert colleague.sign_in().request.path_qs == "/staff/complaints"


@pytest.mark.parametrize("address", ["/staff", "/staff/recovery-codes", "/staff/complaints/123456789012"])
def test_a_stranger_is_led_to_the_login(address: str, site: TestApp) -> None:
    assert site.get(address).location.endswith("/staff/login")


def test_a_citizen_does_not_open_the_workplace(person: Person, colleague: Colleague) -> None:
    person.sign_up()
    code = person.file_complaint()

    assert person.site.get("/staff").location.endswith("/staff/login")
    assert person.site.get(f"/staff/complaints/{code}").location.endswith("/staff/login")
    login = person.site.get("/staff/login")
    assert person.code not in login.text
    assert "نرگس" not in login.text


def test_staff_do_not_open_a_panel(colleague: Colleague) -> None:
    colleague.sign_in()

    assert colleague.site.get("/panel").location.endswith("/login")
    assert not colleague.site.get("/panel").location.endswith("/staff/login")


def test_logging_out_ends_every_copy_of_the_session(colleague: Colleague) -> None:
    page = colleague.sign_in()
    copy = colleague.site.cookies["complaints_session"]
    next(form for form in page.forms.values() if form.action.endswith("/logout")).submit()
    assert not is_inside(colleague)

    colleague.site.set_cookie("complaints_session", copy.strip('"'))

    assert not is_inside(colleague)


def test_the_token_of_forms_is_a_new_one_after_the_login(colleague: Colleague) -> None:
    before = form_with(colleague.site.get("/staff/login"), "username")["csrf_token"].value

    colleague.sign_in()

    assert colleague.site.cookies["complaints_csrf"] != before


def test_too_many_passwords_make_one_wait(open_site: OpenSite) -> None:
    colleague = Colleague.hire(open_site(), "sara", "Ahmadi", ("expert", "23"))
    pages = [colleague.type_password(password="wrong") for _number in range(7)]

    assert [page.status_code for page in pages] == [422] * 6 + [429]
    assert int(pages[-1].headers["Retry-After"]) > 0


def test_too_many_digits_make_one_wait(colleague: Colleague) -> None:
    page = colleague.type_password().follow()
    pages = [colleague.type_digits(page, colleague.digits(steps=20)) for _number in range(7)]

    assert [one.status_code for one in pages] == [422] * 6 + [429]


def test_a_session_ends_when_nobody_is_there_for_a_quarter_of_an_hour(
    site: TestApp, colleague: Colleague
) -> None:
    colleague.sign_in()
    time_passes(site, minutes=14)
    assert is_inside(colleague)
    time_passes(site, minutes=28)
    assert is_inside(colleague)

    time_passes(site, minutes=44)

    assert not is_inside(colleague)


def test_the_setting_says_how_long_a_session_may_be_idle(open_site: OpenSite) -> None:
    site = open_site({"complaints.session.staff_idle_minutes": "2"})
    colleague = Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))
    colleague.sign_in()

    time_passes(site, minutes=3)

    assert not is_inside(colleague)


def test_the_second_step_waits_five_minutes(site: TestApp, colleague: Colleague) -> None:
    page = colleague.type_password().follow()

    time_passes(site, minutes=6)

    assert colleague.type_digits(page, colleague.digits(steps=12)).location.endswith("/staff/login")
    assert not is_inside(colleague)
