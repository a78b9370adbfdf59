"""The receipt on paper is an official slip."""

import re

import pytest

from tests.browser.looking import LANGUAGES, Looker
from tests.browser.places import named

CROSSED = """() => {
  const code = document.querySelector(".qr").getBoundingClientRect();
  const crosses = (box) => box.left < code.right && box.right > code.left
    && box.top < code.bottom && box.bottom > code.top;
  const letters = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  return [...document.querySelectorAll(".slip-facts dt, .slip-facts dd")]
    .filter((element) => crosses(letters(element))).map((element) => element.textContent);
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_fills_one_page_and_nothing_lies_under_its_code(looker: Looker, language: str) -> None:
    page = looker.at(named("receipt"), language, {"width": 660, "height": 900}, media="print")
    assert page.evaluate(CROSSED) == []
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 1


def test_only_what_belongs_on_paper_is_printed(looker: Looker) -> None:
    page = looker.at(named("complaint, answered"), media="print")
    for piece in (".masthead", ".who", ".foot", "form", ".button", ".fold:not([open])"):
        assert page.locator(f"{piece}:visible").count() == 0, piece
    assert page.locator(".answer").is_visible()
