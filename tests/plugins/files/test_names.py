"""Names of files: Persian stays, tricks go."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.files import JPEG, PDF, PNG
from complaints_plugins.files.names import LONGEST, kept_name, shown_name

KINDS = st.sampled_from([PDF, JPEG, PNG])
ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("نامه‌ی اعتراض ۱۴۰۳.pdf", "نامه‌ی اعتراض ۱۴۰۳.pdf"),
        ("Letter of 1403.05.12", "Letter of 1403.05.12.pdf"),
        ("scan.PDF", "scan.PDF"),
        ("photo.jpg", "photo.pdf"),
        ("program.exe", "program.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\scan.pdf", "scan.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie_ b.pdf"),
        ('a"; filename="b.pdf', "a__ filename=_b.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("tag\U000e0041.pdf", "tag.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("two\n  lines.pdf", "two lines.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.old.pdf", "_LPT1.old.pdf"),
        ("console.pdf", "console.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("///", "file.pdf"),
        ("\u200c", "file.pdf"),
        ("\ud800.pdf", "pdf.pdf"),
    ],
)
def test_a_document_is_kept_as(typed: str, kept: str) -> None:
    assert kept_name(typed, PDF) == kept


def test_both_endings_of_a_photo_are_right() -> None:
    assert kept_name("a.jpg", JPEG) == "a.jpg"
    assert kept_name("a.JPEG", JPEG) == "a.JPEG"
    assert kept_name("a.png", JPEG) == "a.jpg"


def test_a_long_name_loses_its_middle_and_not_its_ending() -> None:
    assert kept_name("ن" * 300 + ".jpeg", PNG) == "ن" * 95 + ".png"


def test_a_refusal_shows_the_name_as_the_sender_knows_it() -> None:
    assert shown_name("C:\\عکس.exe") == "عکس.exe"


@given(st.text(max_size=300), KINDS)
def test_any_name_becomes_one_that_is_safe(typed: str, media_type: str) -> None:
    kept = kept_name(typed, media_type)
    assert kept.lower().endswith(ENDINGS[media_type])
    assert len(kept) <= LONGEST
    assert len(kept.encode()) <= 4 * LONGEST
    assert not set(kept) & set("/\\:\"'<>|?*%;&$`\r\n\t\0")
    assert kept[0] not in ".- "
    assert all(unicodedata.category(letter) != "Cf" for letter in kept.replace("\u200c", ""))


@given(st.text(max_size=300), KINDS)
def test_a_kept_name_stays_when_it_is_sent_again(typed: str, media_type: str) -> None:
    kept = kept_name(typed, media_type)
    assert kept_name(kept, media_type) == kept
