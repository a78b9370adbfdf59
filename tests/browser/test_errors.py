"""Whoever made a mistake is told so first, and led to it."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import LANGUAGES, Looker
from tests.browser.places import PLACES, Place

WRONG = [place for place in PLACES if "error" in place.name or "wrong" in place.name]

LINKS = """() => {
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
NOTHING: dict[str, list[str]] = {
    "dead": [],
    "outOfOrder": [],
    "unmarked": [],
    "undescribed": [],
    "unsaid": [],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", WRONG, ids=str)
def test_the_summary_has_the_focus_and_leads_to_every_mistake_in_the_order_of_the_page(
    looker: Looker, place: Place, language: str
) -> None:
    page = looker.at(place, language)
    assert page.evaluate("document.activeElement.hasAttribute('data-summary')")
    assert page.evaluate(LINKS) == NOTHING


@pytest.mark.parametrize("place", WRONG, ids=str)
def test_a_link_of_the_summary_puts_the_cursor_into_its_field(looker: Looker, place: Place) -> None:
    page = looker.at(place)
    page.locator("[data-summary] a").last.click()
    assert _focused(page) == page.locator("[data-summary] a").last.get_attribute("href")


def _focused(page: Page) -> str:
    return "#" + str(page.evaluate("document.activeElement.id"))
