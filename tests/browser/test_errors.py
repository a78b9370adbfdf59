"""Whoever made a mistake is told so first, and led to it."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import LANGUAGES, Looker
from tests.browser.places import PLACES, Place

WRONG = [place for place in PLACES if "error" in place.name or "wrong" in place.name]

LINKS = """() => {
  const links = [...document.querySelectorAll("[data-summary] a")];
  const fields = links.map((link) => document.querySelector(link.getAttribute("href")));
  const described = (field) => (field.closest("fieldset") || field).getAttribute("aria-describedby") || "";
  return {
    dead: links.filter((link, n) => !fields[n]).map((link) => link.href),
    outOfOrder: fields.filter((field, n) => n && !(fields[n - 1].compareDocumentPosition(field) & 4)).map((f) => f.id),
    unmarked: fields.filter((field) => field.getAttribute("aria-invalid") !== "true").map((field) => field.id),
    undescribed: fields.filter((field) => !described(field).split(" ")
      .some((id) => id.endsWith("-mistake") && document.getElementById(id).textContent.trim())).map((f) => f.id),
    unsaid: [...document.querySelectorAll("[aria-invalid=true]")].filter((field) =>
      !fields.includes(field) && !fields.some((other) => other.closest("fieldset")
        && other.closest("fieldset") === field.closest("fieldset"))).map((field) => field.id),
  };
}"""
NOTHING = {"dead": [], "outOfOrder": [], "unmarked": [], "undescribed": [], "unsaid": []}


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
