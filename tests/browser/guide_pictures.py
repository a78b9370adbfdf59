"""Takes the pictures of the help page and of the README: `make pictures`, look at them, commit them.

All of them show the invented people of `people`; their national codes are in nobody's range.
"""

import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, ViewportSize

from tests.browser import places
from tests.browser.looking import LANGUAGES, Looker
from tests.browser.people import STORY, settle
from tests.browser.places import Place, named
from tests.browser.site import chromium, launched, served
from tests.browser.visitor import fill
from tests.browser.workers import EXPERT, SUPERVISOR

GUIDE = Path("src/complaints_web/static/guide")
README = Path("docs/pictures")
PHONE: ViewportSize = {"width": 360, "height": 800}
SHOWN = {"width": 360, "height": 560}
"""The part of a phone's page that stands in a picture; pieces/picture.jinja2 says the same."""
DESK: ViewportSize = {"width": 1280, "height": 800}
SHARP = 1.5
"""Pixels of a picture for each pixel of the screen it shows: the help page shows it a little smaller."""
MARGIN = 16
QUALITY = 70
BEGINNING = {"first_name": "مریم", "last_name": "دلاوری", "father_name": "یوسف"}


@dataclass(frozen=True)
class Picture:
    """What a picture shows: a place, from the first piece on that is `top`."""

    name: str
    place: Place
    top: str


GUIDE_PICTURES = (
    Picture("home", named("home"), ".doors"),
    Picture("sign-up", Place("", "/register", way=lambda page: fill(page, BEGINNING)), ".group"),
    Picture(
        "complaint",
        Place("", "/panel/complaints/new", places.NEWCOMER, lambda page: fill(page, {"description": STORY})),
        ".group:has(textarea)",
    ),
    Picture("receipt", named("receipt"), ".steps"),
    Picture("panel", named("panel"), ".notice"),
    Picture("answer", named("complaint, answered"), ".standing"),
    Picture("recovery", named("recovery, found"), ".steps"),
    Picture("report", named("report, receipt"), "h1"),
)


def _begin_answer(page: Page) -> None:
    """Unfold the form of the answer."""
    page.locator("details:has(form[action$='/answer']) summary").first.click()


README_PICTURES = (
    ("complaints", named("complaints"), "fa"),
    ("case", Place("", "/staff/complaints/{late}", EXPERT, _begin_answer), "en"),
    ("dashboard", Place("", "/staff/dashboard", SUPERVISOR), "en"),
)
"""Their names, what they show and in which language."""


def main() -> int:
    """Take every picture anew; answers an exit code."""
    if chromium() is None:
        print("No Chromium here: install the package 'chromium' first.")
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "sms.jsonl") as site,
        launched() as browser,
    ):
        looker = Looker(browser, site, settle(site), scale=SHARP)
        for language in LANGUAGES:
            for picture in GUIDE_PICTURES:
                _take(picture, looker, language)
        _take_desks(looker)
        looker.close()
    print(f"Pictures are in {GUIDE}/ and {README}/; commit those that have changed.")
    return 0


def _take(picture: Picture, looker: Looker, language: str) -> None:
    page = looker.at(picture.place, language, PHONE)
    top = page.locator(picture.top).first.evaluate("piece => piece.getBoundingClientRect().y + scrollY")
    clip = {"x": 0, "y": top - MARGIN, **SHOWN}
    _keep(page, GUIDE / language / f"{picture.name}.webp", clip=clip, full_page=True)


def _take_desks(looker: Looker) -> None:
    """What a citizen and the staff see on a large screen."""
    for name, place, language in README_PICTURES:
        _keep(looker.at(place, language, DESK), README / f"{name}.webp")


def _keep(page: Page, path: Path, **what: Any) -> None:
    """Photograph a page, and keep the picture in the format in which it is smallest."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.fonts.ready")
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(page.screenshot(**what))) as picture:
        picture.convert("RGB").save(path, "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    sys.exit(main())
