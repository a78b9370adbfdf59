"""Excerpts show where a search found something, and mark it as it is written."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.directory import Directory
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.wording import Wording
from complaints_web.showing.marking import LENGTH, beginning_of, excerpt_of

WORDING = Wording(OpaqueKeys(b"of a test", "search"), Directory(()))


def marked(text: str, typed: str) -> list[str]:
    """The marked words of a text."""
    return [piece.text for piece in excerpt_of(text, WORDING.query_of(typed).terms) if piece.found]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("ويلچر ندارند", "ویلچر", ["ويلچر"]),
        ("پرونده‌ام گم شد", "پرونده ام", ["پرونده", "ام"]),
        ("پرونده‌ام گم شد", "پروندهام", ["پرونده‌ام"]),
        ("حقِّ پرستاری", "حق پرستاری", ["حقِّ", "پرستاری"]),
        ("Wheelchair, please", "WHEELCHAIR", ["Wheelchair"]),
        ("کمک هزینهٔ درمان", '"هزینه درمان"', ["هزینهٔ درمان"]),
        ("the lanterns", "lan", ["lan"]),
        ("the lanterns", "lan ", ["lan"]),
        ("the lanterns", '"lan"', []),
        ("سه ۳ ماه", "3 ماه", ["۳", "ماه"]),
        ("anything", "", []),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, typed: str, found: list[str]) -> None:
    assert marked(text, typed) == found


def test_a_phrase_is_looked_for_in_one_way_only() -> None:
    text = "\n".join(("a" + "\u064b" * 28,) * 60)
    begun = process_time()
    assert marked(text, '"a a a a b"') == []
    assert process_time() - begun < 2


def test_an_excerpt_begins_shortly_before_the_first_word() -> None:
    pieces = excerpt_of("before " * 100 + "lantern " + "after " * 100, WORDING.query_of("lantern").terms)
    text = "".join(piece.text for piece in pieces)
    assert text.startswith("…before")
    assert text.index("lantern") < LENGTH / 2
    assert len(text) <= LENGTH + 1


def test_nothing_found_in_it_shows_its_beginning() -> None:
    (piece,) = excerpt_of("first words\n\nof it", WORDING.query_of("lantern").terms)
    assert piece.text == "first words of it"


@given(st.text(max_size=300), st.text(max_size=40))
def test_an_excerpt_is_a_part_of_its_text(text: str, typed: str) -> None:
    pieces = excerpt_of(text, WORDING.query_of(typed).terms)
    shown = "".join(piece.text for piece in pieces).removeprefix("…")
    assert shown in " ".join(text.split()) or shown.startswith("…")


@given(st.text("آب \n\u200c", max_size=3 * LENGTH))
def test_the_beginning_of_a_text_is_that_of_its_one_line(text: str) -> None:
    assert beginning_of(text) == " ".join(text.split())[:LENGTH]


def test_a_text_of_short_words_is_shown_to_the_last_letter() -> None:
    assert beginning_of("و  " * LENGTH) == "و " * (LENGTH // 2)
