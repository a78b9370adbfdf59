"""Every page in every state and both languages, for people who see, hear, move and read otherwise."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.browser.looking import NARROW, Looker
from tests.browser.places import PLACES, named
from tests.browser.visitor import Visitor
from tests.browser.work_places import WORK_PLACES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
AXE = Axe().axe_script
LOOK = "(options) => axe.run(document, options).then((found) => found.violations)"
CONTRAST = {"runOnly": ["color-contrast"]}
PERSIAN = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
"""axe takes joined Persian letters for icons and skips their contrast; the colours are those of the English
page."""

OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const names = (element) => element.tagName.toLowerCase() + "." + element.className;
  const away = "svg *, .unseen, .skip, .records thead, .queue-excerpt *, "
    + "details:not([open]), dialog:not([open])";
  const shown = [...document.body.querySelectorAll("*")]
    .filter((element) => !element.closest(away) && element.getClientRects().length);
  const across = document.documentElement.scrollWidth - width;
  const out = shown.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.left < -1 || box.right > width + 1;
  });
  const cut = shown.filter((element) => !element.matches("input, select, textarea, .queue-excerpt")
    && getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1);
  return { across, out: out.map(names), cut: cut.map(names) };
}"""

ORDER = """() => {
  const order = [...document.querySelectorAll("h1, main [data-summary], main form[method=post]")];
  const place = (selector) => order.indexOf(document.querySelector(selector));
  const form = place("main form[method=post]");
  return {
    titles: order.filter((element) => element.tagName === "H1").length,
    formBeforeTitle: form >= 0 && form < place("h1"),
    summaryAfterForm: form >= 0 && form < place("[data-summary]"),
  };
}"""

PRESSED = """() => [...document.querySelectorAll(
    ".masthead, .who, .foot, .tabs, .pages, main form, main .actions, main .button, main .button-link")]
  .filter((element) => element.getClientRects().length)
  .map((element) => element.tagName.toLowerCase() + "." + element.className)"""
"""What can be pressed, or leads elsewhere: nobody needs it on paper."""

MISTAKES = """() => {
  const links = [...document.querySelectorAll("[data-summary] a")];
  const fields = links.map((link) => document.querySelector(link.getAttribute("href")));
  const whole = (field) => field.closest("fieldset") || field;
  const isSaid = (id) => id.endsWith("-mistake") && document.getElementById(id).textContent.trim();
  const describes = (field) => (whole(field).getAttribute("aria-describedby") || "").split(" ");
  const isDescribed = (field) => describes(field).some(isSaid);
  const follows = (field, n) => n === 0 || fields[n - 1].compareDocumentPosition(field) & 4;
  const wrong = [...document.querySelectorAll("[aria-invalid=true]")];
  const ids = (some) => some.map((field) => field.id);
  return {
    dead: links.filter((link, n) => !fields[n]).map((link) => link.href),
    outOfOrder: ids(fields.filter((field, n) => !follows(field, n))),
    unmarked: ids(fields.filter((field) => !wrong.includes(field))),
    undescribed: ids(fields.filter((field) => !isDescribed(field))),
    unsaid: ids(wrong.filter((field) => !fields.some((other) => whole(other) === whole(field)))),
  };
}"""


@pytest.fixture(
    scope="module",
    params=[(place, language) for place in (*PLACES, *WORK_PLACES) for language in place.languages],
    ids=lambda shown: f"{shown[0]} ({shown[1]})",
)
def shown(request: pytest.FixtureRequest, looker: Looker) -> Page:
    """Each page, opened once for all the tests that look at it."""
    page: Page = looker.at(*request.param)
    return page


def test_whoever_made_a_mistake_is_told_first_and_led_to_every_mistake_in_the_order_of_the_page(
    shown: Page,
) -> None:
    summary = "document.querySelector('[data-summary]')"
    assert shown.evaluate(f"!{summary} || document.activeElement === {summary}")
    found = shown.evaluate(MISTAKES)
    assert [kind for kind, ids in found.items() if ids] == [], found


def test_axe_finds_nothing_and_every_contrast_is_enough_in_the_dark_too(shown: Page) -> None:
    if shown.locator("html[lang=fa]").count():
        assert _violations(shown, PERSIAN) == []
        return
    assert _violations(shown, RULES) == []
    shown.emulate_media(color_scheme="dark")
    assert _violations(shown, CONTRAST) == []
    shown.emulate_media(color_scheme="light")


def test_nothing_is_cut_or_scrolls_sideways_at_320_pixels_which_is_200_percent(shown: Page) -> None:
    shown.set_viewport_size(NARROW)
    assert shown.evaluate(OUTSIDE) == {"across": 0, "out": [], "cut": []}


def test_nothing_is_cut_on_wider_screens(shown: Page) -> None:
    for width in (768, 1024, 1280):
        shown.set_viewport_size({"width": width, "height": 900})
        assert shown.evaluate(OUTSIDE) == {"across": 0, "out": [], "cut": []}, width


def test_on_paper_stands_only_what_is_to_be_read(shown: Page) -> None:
    shown.emulate_media(media="print")
    assert shown.evaluate(PRESSED) == []
    assert shown.locator("h1").is_visible()
    shown.emulate_media(media="screen")


def test_without_its_dress_a_page_still_begins_with_its_title_and_what_is_wrong(shown: Page) -> None:
    assert shown.evaluate(ORDER) == {"titles": 1, "formBeforeTitle": False, "summaryAfterForm": False}


def test_a_word_as_long_as_an_address_breaks_no_page(visitor: Visitor) -> None:
    page, address = visitor.page, "https://example.com/" + "a" * 300
    visitor.sign_up()
    code = visitor.complain(description=address, center_name="ب" * 90)
    page.goto(f"/panel/complaints/{code}")
    page.fill("#reply [name=text]", address)
    page.locator("#reply .button").last.click()
    page.locator(".bubble-mine").wait_for()
    for path in (f"/panel/complaints/{code}", f"/panel/complaints?q={address[:100]}", "/panel/complaints"):
        page.goto(path)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(OUTSIDE) == {"across": 0, "out": [], "cut": []}, (path, width)


def test_axe_sees_what_is_wrong(looker: Looker) -> None:
    """In English, for its contrast (see PERSIAN)."""
    page = looker.at(named("login"), "en")
    page.evaluate(
        "document.querySelector('label').remove(); document.querySelector('h1').style.color = '#ddd'"
    )
    assert {line.split(":")[0] for line in _violations(page, RULES)} == {"label", "color-contrast"}


@pytest.mark.parametrize("name", ["sign-up with errors", "new complaint with errors", "login with errors"])
def test_a_link_of_the_summary_puts_the_cursor_into_its_field(looker: Looker, name: str) -> None:
    page = looker.at(named(name))
    link = page.locator("[data-summary] a").last
    link.click()
    assert "#" + str(page.evaluate("document.activeElement.id")) == link.get_attribute("href")


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(LOOK, {**options, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]
    ]
