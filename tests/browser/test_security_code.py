"""The security code can be seen, heard, and changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.site import ServedSite, served
from tests.browser.visitor import fill, press
from tests.functional.person import SIGN_UP


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site that asks for the code."""
    with served(tmp_path_factory.mktemp("sms") / "sms.jsonl", **{"complaints.challenge": "image"}) as site:
        yield site


@pytest.fixture
def stranger(open_page: Callable[..., BrowserContext], guarded: ServedSite) -> Page:
    """Somebody who wants to sign up."""
    page = open_page(base_url=guarded.address).new_page()
    page.goto("/register")
    return page


def _drawn(page: Page) -> None:
    """The picture is there, and as large as its place."""
    page.wait_for_function(
        """() => { const picture = document.querySelector("[data-picture]");
          return picture.complete && picture.naturalWidth > 100; }"""
    )


def test_the_picture_is_shown_and_the_code_is_asked_for(stranger: Page) -> None:
    _drawn(stranger)
    expect(stranger.get_by_label("کد امنیتی")).to_be_visible()
    assert stranger.locator("[data-picture]").get_attribute("alt")


def test_another_picture_is_another_code(stranger: Page) -> None:
    before = stranger.locator("[name=challenge_id]").input_value()
    stranger.fill("[name=challenge]", "12345")
    stranger.locator("[data-another]").click()
    expect(stranger.locator("[name=challenge_id]")).not_to_have_value(before)
    after = stranger.locator("[name=challenge_id]").input_value()
    expect(stranger.locator("[name=challenge]")).to_have_value("")
    expect(stranger.locator("[name=challenge]")).to_be_focused()
    assert after in (stranger.locator("[data-picture]").get_attribute("src") or "")
    assert after in (stranger.locator("[data-sound]").get_attribute("href") or "")
    _drawn(stranger)


def test_the_code_can_be_heard(stranger: Page) -> None:
    link = stranger.locator("[data-sound]")
    answer = stranger.request.get(link.get_attribute("href") or "")
    if answer.status == 404:
        pytest.skip("no voice is installed here: nobody has heard the code")
    assert answer.headers["content-type"] == "audio/wav"
    with stranger.expect_response("**/*.wav") as played:
        link.click()
    assert played.value.ok


def test_a_wrong_answer_brings_a_new_code_and_keeps_every_word(stranger: Page, tmp_path: Path) -> None:
    before = stranger.locator("[name=challenge_id]").input_value()
    typed = {**SIGN_UP, "national_code": "0084575948", "mobile": "09120000999", "challenge": "1"}
    fill(stranger, typed)
    press(stranger)
    expect(stranger.locator("[data-summary] a")).to_have_attribute("href", "#challenge")
    assert stranger.locator("[name=challenge_id]").input_value() != before
    expect(stranger.locator("[name=challenge]")).to_have_value("")
    expect(stranger.locator("[name=address]")).to_have_value(SIGN_UP["address"])
    _drawn(stranger)
