"""What a file is, by its first bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain import files
from complaints_plugins.files.sniffer import NEEDED, sniff
from tests.plugins.files.samples import PDF, jpeg, png


@pytest.mark.parametrize(
    ("content", "media_type"), [(PDF, files.PDF), (jpeg(), files.JPEG), (png(), files.PNG)]
)
def test_the_three_kinds_are_known_by_their_beginning(content: bytes, media_type: str) -> None:
    assert sniff(content[:NEEDED]) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF",
        b"%PDF-9.9",
        b" " + PDF,
        b"<html>" + PDF,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\x01\x00\x01\x00",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"PK\x03\x04\x14\x00",
        b"MZ\x90\x00",
        b"\x7fELF\x02\x01",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"#!/bin/sh\n",
        b"\x89PNG\r\n\x1a\n" + bytes(20),
        b"\xff\xd8\xff\x00",
        b"\xff\xd8\xff<script>",
    ],
)
def test_anything_else_is_nothing(content: bytes) -> None:
    assert sniff(content[:NEEDED]) is None


@given(st.binary(max_size=64))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    assert sniff(content) in (None, *files.FileRules().media_types)
