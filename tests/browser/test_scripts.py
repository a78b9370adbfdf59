"""What scripts make nicer, and that nothing is lost when the line breaks."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.looking import Looker
from tests.browser.places import named
from tests.browser.visitor import Visitor, fill, press
from tests.functional.person import COMPLAINT

STORY = "حق پرستاری مادرم واریز نشده است"
BROKEN = "ارتباط قطع شد"
FAR = re.compile("[۰-۹]+ درصد")


@pytest.fixture
def writer(visitor: Visitor) -> Page:
    """The page of somebody who writes a complaint."""
    visitor.sign_up()
    visitor.page.goto("/panel/complaints/new")
    return visitor.page


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.effect_noise((900, 900), 90).save(path)
    return path


def test_the_window_closes_with_escape(page: Page) -> None:
    page.goto("/")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_only_the_counties_of_the_province_can_be_chosen(page: Page) -> None:
    page.goto("/register")
    county = page.locator("[name=county]")
    expect(county.locator("optgroup")).to_have_count(31)
    page.select_option("[name=province]", "23")
    page.select_option("[name=county]", "2301")
    expect(county.locator("optgroup")).to_have_count(1)
    page.select_option("[name=province]", "29")
    expect(county).to_have_value("")


def test_a_password_can_be_shown_and_hidden(page: Page) -> None:
    page.goto("/login")
    page.fill("[name=password]", "انار")
    button = page.locator("[data-show]")
    button.click()
    expect(page.locator("[name=password]")).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(page.locator("[name=password]")).to_have_attribute("type", "password")


@pytest.mark.parametrize(("language", "left"), [("fa", "۴٬۹۶۹"), ("en", "4,969")])
def test_the_counter_counts_letters_in_the_digits_of_the_language(
    looker: Looker, language: str, left: str
) -> None:
    page = looker.at(named("new complaint"), language)
    page.fill("[name=description]", STORY)
    assert len(STORY) == 31
    expect(page.locator(".count")).to_contain_text(left)
    page.evaluate("localStorage.clear()")


def test_a_draft_is_kept_on_the_device_and_gone_once_it_is_sent(writer: Page) -> None:
    drafts = "Object.keys(localStorage).filter((key) => key.startsWith('complaint-draft')).length"
    writer.fill("[name=description]", STORY)
    expect(writer.locator("[data-draft-of]")).to_be_visible()
    writer.goto("/panel")
    writer.goto("/panel/complaints/new")
    expect(writer.locator("[name=description]")).to_have_value(STORY)
    expect(writer.locator("[data-draft-of]")).to_be_visible()
    fill(writer, {**COMPLAINT, "description": STORY})
    press(writer)
    writer.locator("button[value=send]").click()
    writer.wait_for_url("**/receipt")
    assert writer.evaluate(drafts) == 0
    writer.goto("/panel/complaints/new")
    expect(writer.locator("[name=description]")).to_have_value("")


def test_a_draft_can_be_thrown_away_and_goes_with_the_login(writer: Page) -> None:
    writer.fill("[name=description]", STORY)
    writer.locator("[data-draft-away]").click()
    assert writer.evaluate("localStorage.length") == 0
    writer.fill("[name=description]", STORY + "!")
    expect(writer.locator("[data-draft-of]")).to_be_visible()
    writer.locator(".who button").click()
    writer.wait_for_url("**/")
    assert writer.evaluate("localStorage.length") == 0


def test_chosen_files_are_listed_with_their_size_and_can_be_taken_away(writer: Page, photo: Path) -> None:
    other = photo.with_name("نامه.png")
    other.write_bytes(photo.read_bytes()[:3000])
    writer.set_input_files("[name=attachments]", photo)
    writer.set_input_files("[name=attachments]", other)  # a second choice adds to the first
    rows = writer.locator("[data-files-of] .file")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text("۳ کیلوبایت")
    rows.first.get_by_role("button").click()
    expect(rows).to_have_count(1)
    assert writer.evaluate("document.querySelector('[name=attachments]').files[0].name") == "نامه.png"


def test_an_upload_tells_how_far_it_is(writer: Page, photo: Path) -> None:
    _slow(writer)
    fill(writer, COMPLAINT)
    writer.set_input_files("[name=attachments]", photo)
    press(writer)
    expect(writer.locator("[data-upload-words]")).to_have_text(FAR)
    expect(writer.locator(".file-name")).to_have_text("photo.png", timeout=15_000)


@pytest.mark.parametrize("how", ["the line breaks", "a proxy answers without a page"])
def test_a_broken_upload_says_so_loses_nothing_and_can_be_sent_again(
    writer: Page, photo: Path, how: str
) -> None:
    def broken(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
        elif how == "the line breaks":
            route.abort("connectionreset")
        else:
            route.fulfill(status=413, content_type="text/plain", body="Request Entity Too Large")

    fill(writer, COMPLAINT)
    writer.set_input_files("[name=attachments]", photo)
    writer.route("**/panel/complaints/new", broken)
    press(writer)
    expect(writer.locator("[data-upload-broken]")).to_be_visible()
    expect(writer.locator("[data-upload-broken]")).to_contain_text(BROKEN)
    expect(writer.locator("[name=description]")).to_have_value(COMPLAINT["description"])
    expect(writer.locator("[data-files-of] .file")).to_have_count(1)
    writer.unroute("**/panel/complaints/new")
    press(writer)
    writer.locator("button[value=send]").click()
    writer.wait_for_url("**/receipt")


def test_who_has_no_line_is_told_so_and_keeps_the_page(writer: Page) -> None:
    fill(writer, COMPLAINT)
    writer.context.set_offline(True)
    press(writer)
    expect(writer.locator("[data-upload-broken]")).to_contain_text(BROKEN)
    expect(writer.locator("[data-upload-going]")).to_be_hidden()
    expect(writer.locator("[name=description]")).to_have_value(COMPLAINT["description"])
    writer.context.set_offline(False)
    press(writer)
    writer.locator("button[value=send]").wait_for()


@pytest.mark.parametrize("files", [True, False])
def test_back_before_sending_leads_to_the_filled_form_and_afterwards_to_what_was_sent(
    writer: Page, photo: Path, files: bool
) -> None:
    fill(writer, COMPLAINT)
    if files:
        writer.set_input_files("[name=attachments]", photo)
    press(writer)
    writer.wait_for_url("**/review")
    writer.go_back()
    writer.wait_for_url("**/new")
    expect(writer.locator("[name=subject]")).to_have_value(COMPLAINT["subject"])
    expect(writer.locator("[name=description]")).to_have_value(COMPLAINT["description"])
    writer.goto("/panel/complaints/new/review")
    writer.locator("button[value=send]").click()
    writer.wait_for_url("**/receipt")
    writer.go_back()
    writer.wait_for_url("**/panel/complaints")
    expect(writer.locator(".records .code")).to_have_count(1)


def test_a_second_press_sends_nothing_twice(writer: Page) -> None:
    fill(writer, COMPLAINT)
    press(writer)
    sent: list[str] = []
    writer.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    writer.locator("button[value=send]").dblclick()
    writer.wait_for_url("**/receipt")
    assert len(sent) == 1


def test_the_tracking_code_is_copied_without_gaps_and_the_button_says_so(looker: Looker) -> None:
    page = looker.at(named("receipt"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_contain_text("کپی شد")
    assert page.evaluate("navigator.clipboard.readText()") == looker.town.complaints["fresh"]


def test_a_window_opened_by_a_link_leaves_the_focus_where_it_was(looker: Looker) -> None:
    page = looker.at(named("home"))
    link = page.locator(".quiet-door a[href='#purpose']")
    link.press("Enter")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def _slow(page: Page) -> None:
    """Let the line carry 300 KB a second."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 50, "downloadThroughput": 1_000_000, "uploadThroughput": 300_000},
    )
