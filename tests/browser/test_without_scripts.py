"""Old phones and careful people have no scripts; every way through the site is open to them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from complaints_plugins.sms.spool import spooled
from tests.browser.visitor import Visitor, fill, press
from tests.functional.person import COMPLAINT


@pytest.fixture
def plain(open_page: Callable[..., BrowserContext], phone: Path) -> Visitor:
    """Somebody whose browser runs no scripts."""
    return Visitor(open_page(java_script_enabled=False).new_page(), lambda: list(spooled(phone)))


def test_the_window_of_the_first_visit_closes_and_can_be_opened_again(plain: Visitor) -> None:
    page = plain.page
    page.goto("/")
    window = page.locator("dialog")
    assert window.is_visible()
    window.locator(".button").click()
    assert not window.is_visible()
    page.goto("/")
    assert not window.is_visible()
    page.locator(".quiet-door a[href='#purpose']").click()
    assert window.is_visible()
    window.locator(".button").click()
    assert not window.is_visible()


def test_counties_stand_in_groups_under_their_provinces(plain: Visitor) -> None:
    page = plain.page
    page.goto("/register")
    page.select_option("[name=province]", "10")
    county = page.locator("[name=county]")
    assert county.locator("optgroup").count() > 25
    begins = county.locator("optgroup option").first.get_attribute("value")
    page.select_option("[name=county]", begins)
    assert county.input_value() == begins


def test_nothing_is_shown_that_only_a_script_can_serve(plain: Visitor) -> None:
    plain.sign_up()
    for address in ("/register", "/panel/complaints/new", "/panel/complaints"):
        plain.page.goto(address)
        assert plain.page.locator(".needs-script:visible").count() == 0


def test_a_complaint_is_looked_over_changed_and_sent(plain: Visitor) -> None:
    page = plain.page
    plain.sign_up()
    page.goto("/panel/complaints/new")
    fill(page, COMPLAINT)
    press(page)
    page.get_by_text(COMPLAINT["description"]).wait_for()
    page.locator("main .button-quiet").click()
    assert page.locator("[name=description]").input_value() == COMPLAINT["description"]
    page.fill("[name=description]", "دستور پزشک را هم ضمیمه می‌کنم.")
    press(page)
    page.locator("button[value=send]").click()
    page.wait_for_url("**/receipt")


def test_back_asks_nobody_to_send_a_form_once_more(plain: Visitor) -> None:
    page = plain.page
    plain.sign_up()
    page.goto("/panel/complaints/new")
    fill(page, COMPLAINT)
    press(page)
    page.locator("button[value=send]").click()
    page.wait_for_url("**/receipt")
    page.go_back()
    page.wait_for_url("**/panel/complaints")
    page.go_back()
    page.wait_for_url("**/panel/complaints/new")
    page.go_forward()
    page.go_forward()
    page.wait_for_url("**/receipt")


def test_somebody_logs_out_and_in_again(plain: Visitor) -> None:
    plain.sign_up()
    plain.page.locator(".who button").click()
    plain.page.wait_for_url("**/")
    plain.log_in()
    plain.page.wait_for_url("**/panel")
