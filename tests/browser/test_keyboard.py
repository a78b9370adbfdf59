"""Everything can be done with Tab, Enter and Space, and one always sees where one is."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.looking import LANGUAGES, Looker
from tests.browser.places import named
from tests.browser.visitor import Visitor
from tests.functional.person import COMPLAINT, SIGN_UP

MOST = 200
"""No page has so many stops; whoever tabs further has lost something."""

FOCUSED = """() => {
  const element = document.activeElement;
  const ringed = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const dressed = element.closest(".tile-choice, .files") || element;
  const box = element.getBoundingClientRect();
  return {
    name: element.name || "", value: element.value || "", href: element.getAttribute("href") || "",
    ring: ringed(getComputedStyle(dressed)) || ringed(getComputedStyle(dressed, "::after")),
    top: box.top + scrollY, seen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page: Page, **wanted: str) -> None:
    """Press Tab until the element with this name, value or address has the focus, which must be seen at every
    stop."""
    for _stop in range(MOST):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["ring"], f"no ring around {focused}"
        assert focused["seen"], f"{focused} is out of sight"
        if all(focused[key] == text for key, text in wanted.items()):
            return
    raise AssertionError(f"Tab never leads to {wanted}")


def type_into(page: Page, values: dict[str, str]) -> None:
    """Fill boxes in the order of the page, as one does without a mouse."""
    for name, text in values.items():
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        while focused["name"] != name:
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
        _choose(page, text)


def _choose(page: Page, text: str) -> None:
    box = page.locator(":focus")
    kind = box.evaluate("box => box.type")
    if kind == "radio":
        page.keyboard.press("Space")
        while page.evaluate("document.activeElement.value") != text:
            page.keyboard.press("ArrowDown")
    elif kind == "select-one":
        while box.input_value() != text:
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type(text)


def test_from_the_first_page_to_the_receipt_without_a_mouse(visitor: Visitor) -> None:
    page = visitor.page
    page.goto("/")
    page.keyboard.press("Enter")  # the window has the focus on its one button
    page.wait_for_function("!document.querySelector('dialog').open")
    tab_to(page, href="/register")
    page.keyboard.press("Enter")
    page.wait_for_url("**/register")
    type_into(page, _in_page_order(page, {**SIGN_UP, "national_code": visitor.code, "mobile": "09121112233"}))
    page.keyboard.press("Enter")
    page.wait_for_url("**/register/confirm")
    type_into(page, {"code": visitor.last_code()})
    page.keyboard.press("Enter")
    page.wait_for_url("**/panel")
    tab_to(page, href="/panel/complaints/new")
    page.keyboard.press("Enter")
    page.wait_for_url("**/complaints/new")
    type_into(page, COMPLAINT)
    tab_to(page, name="step", value="review")
    page.keyboard.press("Enter")
    page.locator("button[value=send]").wait_for()
    tab_to(page, name="step", value="send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_leads_past_the_head_of_the_page(looker: Looker, language: str) -> None:
    page = looker.at(named("panel"), language)
    tab_to(page, href="#content")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", ["home", "complaints", "new complaint", "complaint, asked", "details"])
def test_tab_follows_the_reading_order(looker: Looker, name: str) -> None:
    """Down the page, and on one line from its beginning to its end: right to left in Persian."""
    page = looker.at(named(name))
    stops = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, select, input, textarea, summary")]
          .filter((element) => element.tabIndex >= 0 && element.getClientRects().length
            && element.closest("main") && !element.closest("dialog, .split-side"))
          .map((element) => {
            const box = (element.closest(".tile-choice, .files") || element).getBoundingClientRect();
            return [box.top + scrollY, box.bottom + scrollY, innerWidth - box.right];
          })"""
    )
    for before, after in pairwise(stops):
        same_line = after[0] < before[1] - 2 and before[0] < after[1] - 2
        assert after[2] >= before[2] - 1 if same_line else after[0] >= before[0], (before, after)


def _in_page_order(page: Page, values: dict[str, str]) -> dict[str, str]:
    names = page.evaluate("[...document.querySelectorAll('main [name]')].map((box) => box.name)")
    return {name: values[name] for name in dict.fromkeys(names) if values.get(name)}
