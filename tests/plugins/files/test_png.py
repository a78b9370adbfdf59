"""A PNG taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_plugins.files.png import bare
from tests.plugins.files.samples import ZIP, png, talking_png

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NOTHING = b"\0\0\0\0tEXt\0\0\0\0"


def test_what_a_picture_says_goes_and_what_it_is_drawn_with_stays() -> None:
    assert bare(talking_png(), b"") == bare(png(), b"") == png()


def test_a_picture_ends_where_it_ends() -> None:
    assert bare(png() + ZIP, b"") == png()


def test_a_picture_that_breaks_off_has_no_end_wherever_it_breaks() -> None:
    whole = talking_png()
    for length in range(len(whole)):
        assert bare(whole[:length], b"") is None


def test_chunks_without_end_are_not_walked_over() -> None:
    head, rest = png()[:33], png()[33:]
    assert bare(head + NOTHING * 1000 + rest, b"") == png()
    assert bare(head + NOTHING * 20_000 + rest, b"") is None


@pytest.mark.parametrize("exif", [b"II*\0whatever", b"Exif\0\0II*\0whatever"])
def test_exif_is_said_behind_the_head_as_a_png_says_it(exif: bytes) -> None:
    said = bare(png(), exif)
    assert said is not None
    assert said[33:].startswith(b"\0\0\0\x0ceXIfII*\0whatever")


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    left = bare(SIGNATURE + content, b"")
    assert left is None or b"IEND" in left
