"""The pictures of the help page are there, say what they show, and cost little on a slow line."""

import re
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from PIL import Image
from webtest import TestApp

GUIDE = files("complaints_web") / "static" / "guide"
ROOT = Path(__file__).parents[2]
SMALL = 25 * 1024
LANGUAGES = ("fa", "en")


def pictures(site: TestApp, language: str) -> list[Tag]:
    """The pictures of the help page in a language."""
    site.set_cookie("_LOCALE_", language)
    found: list[Tag] = site.get("/help").html.select("main img")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_of_the_help_page_is_there_and_small(site: TestApp, language: str) -> None:
    for picture in pictures(site, language):
        answer = site.get(str(picture["src"]))
        assert answer.content_type == "image/webp", picture
        assert len(answer.body) <= SMALL, picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_that_is_kept_is_shown_once_in_its_own_language(site: TestApp, language: str) -> None:
    shown = [urlsplit(str(picture["src"])).path for picture in pictures(site, language)]
    kept = [f"/static/guide/{language}/{file.name}" for file in (GUIDE / language).iterdir()]
    assert sorted(shown) == sorted(kept)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_its_shape_before_it_comes_and_waits_until_it_is_looked_at(
    site: TestApp, language: str
) -> None:
    for picture in pictures(site, language):
        said = int(str(picture["width"])) / int(str(picture["height"]))
        with Image.open(BytesIO(site.get(str(picture["src"])).body)) as taken:
            assert taken.width / taken.height == pytest.approx(said, abs=0.002), picture
        assert picture["loading"] == "lazy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_does_not_see_a_picture_is_told_what_it_shows(site: TestApp, language: str) -> None:
    words = [str(picture["alt"]) for picture in pictures(site, language)]
    assert len(words) == len(set(words)) > 0
    assert all(len(alt.split()) >= 8 for alt in words), words


def test_every_picture_of_the_readme_is_there_and_says_what_it_shows() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    written = {path: words for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", readme)}
    placed = dict(re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)"', readme))
    assert len(written) + len(placed) == readme.count("![") + readme.count("<img ") > 0
    for path, words in {**written, **placed}.items():
        assert (ROOT / path).is_file(), path
        assert words, path
