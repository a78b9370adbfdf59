"""Takes a picture of every place at three widths, light and dark, in both languages, and lays them out on
contact sheets: `make screenshots`, then look into screenshots/."""

import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw

from tests.browser.looking import LANGUAGES, Looker
from tests.browser.people import settle
from tests.browser.places import PLACES, Place
from tests.browser.site import chromium, launched, served
from tests.browser.work_places import WORK_PLACES

WIDTHS = {360: (6, 360), 768: (4, 540), 1280: (3, 720)}
"""Width of the window: how many pictures stand beside each other on a sheet, and how wide each."""
COLOURS = ("light", "dark")
FOLDER = Path("screenshots")
TALLEST = 900
GAP = 24


def main(only: str = "") -> int:
    """Photograph the places whose name contains `only`; answers an exit code."""
    if chromium() is None:
        print("No Chromium here: install the package 'chromium' first.")
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "sms.jsonl") as site,
        launched() as browser,
    ):
        looker = Looker(browser, site, settle(site))
        for language, colours, width in product(LANGUAGES, COLOURS, WIDTHS):
            taken = list(_pictures(looker, only, language, colours, width))
            _sheets(taken, FOLDER / f"sheet-{language}-{colours}-{width}", width)
        looker.close()
    print(f"Pictures and contact sheets are in {FOLDER}/.")
    return 0


def _pictures(looker: Looker, only: str, language: str, colours: str, width: int) -> Iterator[Path]:
    for place in (*PLACES, *WORK_PLACES):
        if only in place.name:
            yield _picture(looker, place, language, colours, width)


def _picture(looker: Looker, place: Place, language: str, colours: str, width: int) -> Path:
    path = FOLDER / language / colours / str(width) / f"{place.name.replace(' ', '-').replace(',', '')}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page = looker.at(place, language, {"width": width, "height": 800}, color_scheme=colours)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, full_page=True)
    return path


def _sheets(pictures: list[Path], stem: Path, width: int) -> None:
    """Lay pictures out, two rows a sheet."""
    beside, wide = WIDTHS[width]
    for first in range(0, len(pictures), 2 * beside):
        size = (beside * (wide + GAP) + GAP, 2 * (TALLEST + 2 * GAP) + GAP)
        sheet = Image.new("RGB", size, "#888")
        for number, path in enumerate(pictures[first : first + 2 * beside]):
            row, column = divmod(number, beside)
            _lay(sheet, path, (GAP + column * (wide + GAP), 2 * GAP + row * (TALLEST + 2 * GAP)), wide)
        sheet.save(stem.with_name(f"{stem.name}-{first // (2 * beside) + 1}.png"))


def _lay(sheet: Image.Image, path: Path, place: tuple[int, int], wide: int) -> None:
    with Image.open(path) as picture:
        small = picture.resize((wide, picture.height * wide // picture.width), Image.Resampling.LANCZOS)
    sheet.paste(small.crop((0, 0, wide, min(small.height, TALLEST))), place)
    ImageDraw.Draw(sheet).text((place[0], place[1] - 16), path.stem, fill="#fff")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
