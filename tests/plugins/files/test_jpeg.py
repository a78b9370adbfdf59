"""How much work a JPEG would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_plugins.files.jpeg import MOST_SCANS, MOST_SEGMENTS, bare, laborious, segments
from tests.plugins.files.samples import ZIP, jpeg, jpeg_of_scans, phone_photo

START, END = b"\xff\xd8", b"\xff\xd9"
SCAN = b"\xff\xda\x00\x02"


@pytest.mark.parametrize("photo", [jpeg(), jpeg(progressive=True), phone_photo()])
def test_what_cameras_write_is_little_work(photo: bytes) -> None:
    assert not laborious(photo)


def test_a_scan_said_again_and_again_is_too_much() -> None:
    assert not laborious(jpeg_of_scans(5))
    assert laborious(jpeg_of_scans(MOST_SCANS))


def test_the_limit_is_exact() -> None:
    assert not laborious(START + SCAN * MOST_SCANS + END)
    assert laborious(START + SCAN * (MOST_SCANS + 1) + END)


def test_segments_without_end_are_too_much() -> None:
    comment = b"\xff\xfe\x00\x02"
    assert not laborious(START + comment * MOST_SEGMENTS + END)
    assert laborious(START + comment * (MOST_SEGMENTS + 1) + END)


def test_what_hangs_on_the_end_is_not_counted() -> None:
    assert not laborious(jpeg() + SCAN * 1000)


def test_a_preview_inside_of_a_segment_is_not_counted() -> None:
    preview = SCAN * 1000
    segment = b"\xff\xe1" + (len(preview) + 2).to_bytes(2) + preview
    assert not laborious(START + segment + END)


def test_stuffed_bytes_and_restart_marks_inside_of_a_scan_are_no_segments() -> None:
    assert not laborious(START + SCAN + b"\xff\x00\xff\xd0\xff\xd7" * 5000 + END)


@pytest.mark.parametrize("photo", [jpeg(), jpeg(progressive=True), phone_photo(), jpeg_of_scans(3)])
def test_all_segments_are_the_whole_picture(photo: bytes) -> None:
    assert START + b"".join(segment.content for segment in segments(photo)) == photo


def test_bytes_that_fill_up_before_a_marker_belong_to_nothing() -> None:
    comment = b"\xff\xfe\x00\x03x"
    found = [segment.content for segment in segments(START + b"\xff\xff" + comment + b"\xff" + END)]
    assert found == [comment, END]


@pytest.mark.parametrize("photo", [jpeg(), phone_photo(), jpeg(progressive=True)])
def test_a_photo_that_breaks_off_has_no_end_wherever_it_breaks(photo: bytes) -> None:
    for length in range(len(photo)):
        assert bare(photo[:length], b"") is None


def test_a_bare_photo_stays_as_it_is_and_ends_where_it_ends() -> None:
    once = bare(phone_photo() + ZIP, b"")
    assert once is not None
    assert b"secret" not in once
    assert once.endswith(END)
    assert bare(once, b"") == once


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    assert not laborious(START + content)
    left = bare(START + content, b"")
    assert left is None or left.endswith(END)
