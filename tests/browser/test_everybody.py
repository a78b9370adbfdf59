"""Every page in every state, for people who see, hear, move and read otherwise."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.browser.looking import LANGUAGES, NARROW, Looker
from tests.browser.places import PLACES, Place

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": ["color-contrast"]}

OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const names = (element) => element.tagName.toLowerCase() + "." + element.className;
  const away = "svg *, .unseen, .skip, .records thead, details:not([open]), dialog:not([open])";
  const shown = [...document.body.querySelectorAll("*")]
    .filter((element) => !element.closest(away) && element.getClientRects().length);
  const across = document.documentElement.scrollWidth - width;
  const out = shown.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.left < -1 || box.right > width + 1;
  });
  const cut = shown.filter((element) => !element.matches("input, select, textarea")
    && getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1);
  return { across, out: out.map(names), cut: cut.map(names) };
}"""

BEHIND = """() => {
  const order = [...document.querySelectorAll("h1, main [data-summary], main form[method=post]")];
  const place = (selector) => order.indexOf(document.querySelector(selector));
  const form = place("main form[method=post]");
  return {
    titles: order.filter((element) => element.tagName === "H1").length,
    formBeforeTitle: form >= 0 && form < place("h1"),
    summaryAfterForm: form >= 0 && form < place("[data-summary]"),
  };
}"""


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_axe_finds_nothing_in_persian(looker: Looker, place: Place) -> None:
    assert _violations(looker.at(place, "fa"), RULES) == []


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_axe_finds_nothing_in_english_and_every_contrast_is_enough_in_the_dark_too(
    looker: Looker, place: Place
) -> None:
    """Axe takes joined Persian letters for icons and skips their contrast; the colours are the same."""
    page = looker.at(place, "en")
    assert _violations(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert _violations(page, CONTRAST) == []


def test_axe_sees_what_is_wrong(looker: Looker) -> None:
    page = looker.at(next(place for place in PLACES if place.name == "login"), "en")
    page.evaluate(
        "document.querySelector('label').remove(); document.querySelector('h1').style.color = '#ddd'"
    )
    assert {line.split(":")[0] for line in _violations(page, RULES)} == {"label", "color-contrast"}


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
