"""Every page in every state, for people who see, hear, move and read otherwise."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.looking import LANGUAGES, NARROW, Looker
from tests.browser.places import PLACES, Place

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": ["color-contrast"]}

OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const names = (element) => element.tagName.toLowerCase() + "." + element.className;
  const hidden = (element) => element.closest(".unseen, .skip, .records thead, details:not([open]), dialog:not([open])");
  const across = document.documentElement.scrollWidth - width;
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && !hidden(element) && !element.closest("svg") && (box.left < -1 || box.right > width + 1);
  });
  const cut = [...document.body.querySelectorAll("a, button, p, h1, h2, h3, dd, dt, label, legend, li, span, b, td")]
    .filter((element) => getComputedStyle(element).overflowX !== "visible" && !hidden(element)
      && element.scrollWidth > element.clientWidth + 1);
  return { across, out: out.map(names), cut: cut.map(names) };
}"""

BEHIND = """() => {
  const order = [...document.querySelectorAll("h1, main [data-summary], main form[method=post]")];
  const place = (selector) => order.indexOf(document.querySelector(selector));
  const kinds = order.map((element) => element.tagName);
  return {
    titles: kinds.filter((kind) => kind === "H1").length,
    formBeforeTitle: kinds.includes("FORM") && place("main form[method=post]") < place("h1"),
    summaryAfterForm: place("main form[method=post]") >= 0 && place("[data-summary]") > place("main form[method=post]"),
  };
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_axe_finds_nothing_and_neither_does_the_dark(looker: Looker, place: Place, language: str) -> None:
    page = looker.at(place, language)
    assert _violations(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert _violations(page, CONTRAST) == []


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_nothing_is_cut_or_scrolls_sideways_at_320_pixels_which_is_200_percent(
    looker: Looker, place: Place
) -> None:
    for language in LANGUAGES:
        found = looker.at(place, language, NARROW).evaluate(OUTSIDE)
        assert found == {"across": 0, "out": [], "cut": []}, language


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_without_its_dress_a_page_still_begins_with_its_title_and_what_is_wrong(
    looker: Looker, place: Place
) -> None:
    page = looker.at(place)
    assert page.evaluate(BEHIND) == {"titles": 1, "formBeforeTitle": False, "summaryAfterForm": False}


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    found = Axe().run(page, options={**options, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]
    ]
