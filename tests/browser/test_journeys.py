"""Whole ways through the house, each in the browsers of everybody who has a part in it.

The way of a report of misconduct and that of an operator's caller are in `test_workplace`.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Office
from tests.browser.people import ANSWER, COUNTY, QUESTION, REGULAR, Town, national_code
from tests.browser.visitor import Visitor, fill, press
from tests.browser.workers import take_step, type_password

REPLY = "بانک ملی، شعبهٔ خیابان بهار."
OBJECTION = "پول هنوز به حساب نرسیده است."
OTHER_ANSWER = "بانک آن را برگردانده بود. امروز دوباره واریز شد و رسید آن پیوست است."


@pytest.fixture
def citizen(visitor: Visitor, town: Town) -> Visitor:
    """The regular, logged in."""
    visitor.code = national_code(REGULAR)
    visitor.log_in()
    visitor.page.wait_for_url("**/panel")
    return visitor


def open_case(page: Page, code: str, box: str) -> None:
    """Find a complaint in one of the lists of somebody, and open it."""
    page.goto(f"/staff?box={box}")
    page.locator(f".queue-what a[href$='{code}']").click()
    page.locator(".case").wait_for()


def test_a_complaint_is_asked_about_and_answered_while_its_citizen_waits(
    visitor: Visitor, office: Office
) -> None:
    visitor.sign_up()
    code, page = visitor.complain(), visitor.page
    expert = office("answerer", ("expert", "23"))
    open_case(expert, code, "unassigned")
    take_step(expert, "take")
    take_step(expert, "ask", text=QUESTION)

    page.goto(f"/panel/complaints/{code}")
    assert QUESTION in page.locator(".notice-wait").inner_text()
    fill(page, {"text": REPLY})
    page.locator("#reply .button").last.click()
    page.get_by_text(REPLY).wait_for()

    open_case(expert, code, "mine")
    assert REPLY in expert.locator(".story").inner_text()
    take_step(expert, "answer", finding="upheld", text=ANSWER)
    page.reload()
    assert ANSWER in page.locator(".answer").inner_text()


def test_another_unit_answers_and_an_objection_goes_to_somebody_else(
    citizen: Visitor, office: Office
) -> None:
    code, page = citizen.complain(), citizen.page
    first = office("referrer", ("expert", "23"))
    open_case(first, code, "unassigned")
    take_step(first, "refer", unit=COUNTY, reason="پرداخت با ادارهٔ شهرستان است.")

    second = office("neighbour", ("expert", COUNTY))
    open_case(second, code, "unassigned")
    take_step(second, "take")
    take_step(second, "answer", finding="upheld", text=ANSWER)
    page.goto(f"/panel/complaints/{code}")
    assert ANSWER in page.locator(".answer").inner_text()
    take_step(page, "object", reason=OBJECTION)

    second.reload()
    assert second.locator("form[action$='/take']").count() == 0
    third = office("above.both", ("supervisor", "23"))  # the county has no one else
    open_case(third, code, "unassigned")
    assert OBJECTION in third.locator(".story").inner_text()
    take_step(third, "take")
    take_step(third, "answer", finding="partly_upheld", text=OTHER_ANSWER)
    page.reload()
    assert OTHER_ANSWER in page.locator(".answer").inner_text()


def test_who_is_in_danger_comes_first_and_is_told_hours(citizen: Visitor, office: Office) -> None:
    code = citizen.complain(subject="abuse")
    supervisor = office("watchful", ("supervisor", "23"))
    supervisor.goto("/staff?box=unassigned")
    first = supervisor.locator(".queue-row").first
    assert first.locator(f"a[href$='{code}'] ~ .urgent-mark").count() == 1
    open_case(supervisor, code, "unassigned")
    assert "ساعت" in supervisor.locator(".first-look").inner_text()
    take_step(supervisor, "take")
    assert supervisor.locator(".first-look").count() == 0


def test_what_is_forgotten_rises_to_the_office_above_and_its_citizen_knows(
    citizen: Visitor, town: Town, office: Office
) -> None:
    late = town.complaints["late"]
    above = office("headmost", ("supervisor", "headquarters"))
    open_case(above, late, "escalated")
    assert above.locator(".deadline-wrong").count() == 1
    citizen.page.goto(f"/panel/complaints/{late}")
    assert "واحد بالاتر" in citizen.page.locator(".timeline").inner_text()


def test_whoever_leaves_hands_over_and_finds_the_door_shut(
    citizen: Visitor, town: Town, office: Office
) -> None:
    code = citizen.complain()
    leaver, heir = office("leaver", ("expert", "23")), office("heir", ("expert", "23"))
    open_case(leaver, code, "unassigned")
    take_step(leaver, "take")

    administrator = office("registrar", ("administrator", "headquarters"))
    administrator.goto("/staff/admin/staff/leaver/leave")
    administrator.select_option("[name=to]", "heir")
    press(administrator)
    administrator.locator(".toast").wait_for()

    open_case(heir, code, "mine")
    leaver.goto("/staff/login")
    type_password(leaver, "leaver")
    leaver.locator("[data-summary]").wait_for()
