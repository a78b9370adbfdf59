"""Letting files in: every limit, and what comes out of the other end."""

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain import files
from complaints_core.domain.files import KIB, MIB, CheckedFile, FileRules, Upload
from complaints_core.interfaces.errors import (
    EmptyFile,
    FileRefused,
    FilesTooLarge,
    FileTooLarge,
    KindNotAllowed,
    SettingError,
    TooManyFiles,
    UnreadablePicture,
)
from complaints_core.interfaces.ports import IFileInspector
from complaints_plugins.files import Inspector, inspector_from_settings, spools
from tests.plugins.files.samples import (
    PDF,
    ZIP,
    jpeg,
    jpeg_of_scans,
    phone_photo,
    png,
    png_of_size,
    talking_png,
    upload,
)

RULES = FileRules()
INSPECTOR = Inspector()


def _pdf(size: int) -> bytes:
    return PDF[:9] + b"%" * (size - len(PDF)) + PDF[9:]


def _refused(*uploads: Upload, rules: FileRules = RULES) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        INSPECTOR.inspect(uploads, rules)
    assert refused.value.field == "attachments"
    return refused.value


def _taken(*uploads: Upload, rules: FileRules = RULES) -> list[tuple[CheckedFile, bytes]]:
    taken = []
    for checked in INSPECTOR.inspect(uploads, rules):
        with checked.stream as stream:
            taken.append((checked, stream.read()))
    return taken


def test_the_inspector_is_what_the_port_asks_for() -> None:
    verifyObject(IFileInspector, INSPECTOR)


def test_a_document_comes_out_as_it_went_in() -> None:
    ((checked, kept),) = _taken(upload(PDF, "نامه.pdf"))
    assert kept == PDF
    assert (checked.name, checked.media_type, checked.size) == ("نامه.pdf", files.PDF, len(PDF))
    assert checked.sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(("content", "media_type"), [(jpeg(), files.JPEG), (png(), files.PNG)])
def test_size_and_hash_are_those_of_the_picture_drawn_anew(content: bytes, media_type: str) -> None:
    ((checked, kept),) = _taken(upload(content + ZIP))
    assert ZIP not in kept
    assert (checked.media_type, checked.size) == (media_type, len(kept))
    assert checked.sha256 == hashlib.sha256(kept).hexdigest()


@pytest.mark.parametrize(("content", "media_type"), [(phone_photo(), files.JPEG), (talking_png(), files.PNG)])
def test_a_picture_that_is_drawn_later_comes_out_raw_and_bare(content: bytes, media_type: str) -> None:
    (checked,) = Inspector(draws_later=True).inspect([upload(content + ZIP)], RULES)
    with checked.stream as stream:
        kept = stream.read()
    assert checked.raw
    assert (checked.media_type, checked.size) == (media_type, len(kept))
    assert checked.sha256 == hashlib.sha256(kept).hexdigest()
    assert b"secret" not in kept
    assert ZIP not in kept


@pytest.mark.parametrize("content", [jpeg()[:300], png_of_size(60_000, 60_000), jpeg_of_scans(1000)])
def test_a_picture_that_nobody_will_draw_is_refused_although_it_is_drawn_later(content: bytes) -> None:
    with pytest.raises(UnreadablePicture) as refused:
        Inspector(draws_later=True).inspect([upload(content, "photo.jpg")], RULES)
    assert refused.value.values == {"name": "photo.jpg"}


def test_a_setting_says_when_pictures_are_drawn() -> None:
    for setting, raw in (({}, True), ({"complaints.pictures": "at-once"}, False)):
        (checked,) = inspector_from_settings(setting).inspect([upload(png())], RULES)
        checked.stream.close()
        assert checked.raw == raw
    with pytest.raises(SettingError, match=r"complaints\.pictures"):
        inspector_from_settings({"complaints.pictures": "tomorrow"})


def test_a_name_that_lies_about_its_content_is_put_right() -> None:
    sent = [upload(jpeg(), "letter.pdf"), upload(PDF, "photo.jpg"), upload(png(), "photo.exe")]
    names = [checked.name for checked, _ in _taken(*sent)]
    assert names == ["letter.jpg", "photo.pdf", "photo.exe.png"]


def test_no_files_are_no_mistake() -> None:
    assert _taken() == []


def test_an_empty_file_is_refused() -> None:
    refused = _refused(upload(b"", "../نامه.pdf"))
    assert isinstance(refused, EmptyFile)
    assert refused.values == {"name": "نامه.pdf"}


def test_ten_megabytes_are_taken_and_one_byte_more_is_refused() -> None:
    ((checked, _),) = _taken(upload(_pdf(10 * MIB)))
    assert checked.size == 10 * MIB
    refused = _refused(upload(_pdf(10 * MIB + 1), "scan.pdf"))
    assert isinstance(refused, FileTooLarge)
    assert refused.values == {"name": "scan.pdf", "most": 10 * MIB}


def test_a_file_that_never_ends_is_not_read_to_its_end() -> None:
    class Endless(io.BytesIO):
        read_so_far = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size > 0
            self.read_so_far += size
            return b"x" * size

    endless = Endless()
    assert isinstance(_refused(Upload("endless", endless)), FileTooLarge)
    assert endless.read_so_far == RULES.max_bytes + 1


def test_fifty_files_are_refused_before_one_is_read() -> None:
    class Untouched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("was read")

    refused = _refused(*(Upload("a", Untouched()) for _ in range(50)))
    assert isinstance(refused, TooManyFiles)
    assert refused.values["most"] == 5


def test_an_endless_row_of_files_is_refused_too() -> None:
    def endless() -> Iterator[Upload]:
        while True:
            yield upload(PDF)

    with pytest.raises(TooManyFiles):
        INSPECTOR.inspect(endless(), RULES)


def test_files_together_may_be_as_large_as_the_rules_say_and_no_larger() -> None:
    rules = FileRules(max_bytes=KIB, max_total_bytes=2 * KIB)
    assert len(_taken(upload(_pdf(KIB)), upload(_pdf(KIB)), rules=rules)) == 2
    refused = _refused(upload(_pdf(KIB)), upload(_pdf(KIB)), upload(PDF, "last.pdf"), rules=rules)
    assert isinstance(refused, FilesTooLarge)
    assert refused.values == {"name": "last.pdf", "most": 2 * KIB}


def test_where_no_room_is_left_nothing_more_is_taken() -> None:
    assert isinstance(_refused(upload(PDF), rules=FileRules(max_files=0)), TooManyFiles)
    assert isinstance(_refused(upload(PDF), rules=FileRules(max_files=-2)), TooManyFiles)
    assert isinstance(_refused(upload(PDF), rules=FileRules(max_total_bytes=-5)), FilesTooLarge)


@pytest.mark.parametrize("content", [b"<html>hello</html>", ZIP, b"<html>" + PDF, PDF[:-20], b"\x00" * 100])
def test_what_is_none_of_the_kinds_is_refused_whatever_its_name_says(content: bytes) -> None:
    refused = _refused(upload(content, "letter.pdf"))
    assert isinstance(refused, KindNotAllowed)
    assert refused.values == {"name": "letter.pdf"}


def test_a_kind_that_the_rules_leave_out_is_refused() -> None:
    rules = FileRules(media_types=frozenset({files.PDF}))
    assert isinstance(_refused(upload(jpeg()), rules=rules), KindNotAllowed)


def test_a_broken_picture_is_refused() -> None:
    refused = _refused(upload(jpeg()[:300], "photo.jpg"))
    assert isinstance(refused, UnreadablePicture)
    assert refused.values == {"name": "photo.jpg"}


def test_one_bad_file_and_all_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = list[BinaryIO]()
    plain = spools.received

    def watched(stream: BinaryIO, most: int) -> tuple[BinaryIO, int]:
        spool, size = plain(stream, most)
        opened.append(spool)
        return spool, size

    monkeypatch.setattr("complaints_plugins.files.inspector.received", watched)
    _refused(upload(PDF), upload(_pdf(MIB)), upload(jpeg()), upload(b"bad"))
    assert len(opened) == 4
    assert all(spool.closed for spool in opened)


def test_a_large_file_waits_on_disk_and_not_in_memory() -> None:
    spool, size = spools.received(io.BytesIO(bytes(spools.IN_MEMORY + 1)), most=MIB)
    with spool:
        assert size == spools.IN_MEMORY + 1
        assert spool.fileno() > 0
        assert getattr(spool, "_rolled")  # noqa: B009 - typeshed does not know it
