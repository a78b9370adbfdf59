"""What every inspector of uploaded files must do."""

import hashlib
import struct
from io import BytesIO
from zlib import compress, crc32

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.files import PDF, PNG, CheckedFile, FileRules, Upload
from complaints_core.interfaces.errors import (
    EmptyFile,
    FileRefused,
    FilesTooLarge,
    FileTooLarge,
    KindNotAllowed,
    TooManyFiles,
    UnreadablePicture,
)
from complaints_core.interfaces.ports import IFileInspector


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", crc32(kind + content))


SIGNATURE = b"\x89PNG\r\n\x1a\n"
PICTURE = (
    SIGNATURE
    + _chunk(b"IHDR", struct.pack("!IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
    + _chunk(b"tEXt", b"Author\0secret author")
    + _chunk(b"IDAT", compress((b"\0" + b"\xff\x80\x00" * 2) * 2))
    + _chunk(b"IEND", b"")
)
DOCUMENT = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def sent(content: bytes, name: str = "evidence") -> Upload:
    """Answer a file as it arrives."""
    return Upload(name, BytesIO(content))


class FileInspectorContract:
    """Inherit it and give a fixture `inspector`:

    class TestMyInspector(FileInspectorContract):
        @pytest.fixture
        def inspector(self):
            return MyInspector()
    """

    @pytest.fixture
    def inspector(self) -> IFileInspector:
        """Answer an inspector: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, inspector: IFileInspector) -> None:
        assert verifyObject(IFileInspector, inspector)

    def test_no_files_are_no_files(self, inspector: IFileInspector) -> None:
        assert inspector.inspect([], FileRules()) == []

    def test_a_picture_is_taken_and_what_it_says_of_its_owner_is_not(self, inspector: IFileInspector) -> None:
        (checked,) = inspector.inspect([sent(PICTURE)], FileRules())
        content = self._content(checked)
        assert checked.media_type == PNG
        assert content.startswith(SIGNATURE)
        assert b"secret author" not in content

    def test_a_raw_picture_can_be_drawn_anew(self, inspector: IFileInspector) -> None:
        drawn = inspector.redrawn(BytesIO(PICTURE + b"what hangs on its end"))
        assert drawn is not None
        with drawn:
            content = drawn.read()
        assert content.startswith(SIGNATURE)
        assert b"secret author" not in content
        assert b"its end" not in content

    @pytest.mark.parametrize("content", [b"", b"no picture", DOCUMENT, PICTURE[:60]])
    def test_what_cannot_be_drawn_is_no_fault(self, content: bytes, inspector: IFileInspector) -> None:
        assert inspector.redrawn(BytesIO(content)) is None

    def test_a_document_is_taken_as_it_is(self, inspector: IFileInspector) -> None:
        (checked,) = inspector.inspect([sent(DOCUMENT)], FileRules())
        assert checked.media_type == PDF
        assert not checked.raw
        assert self._content(checked) == DOCUMENT

    def test_the_name_decides_nothing(self, inspector: IFileInspector) -> None:
        (checked,) = inspector.inspect([sent(DOCUMENT, "holiday.png")], FileRules())
        assert checked.media_type == PDF
        self._content(checked)

    def test_files_keep_their_order(self, inspector: IFileInspector) -> None:
        checked = inspector.inspect([sent(DOCUMENT), sent(PICTURE), sent(DOCUMENT)], FileRules())
        assert [one.media_type for one in checked] == [PDF, PNG, PDF]
        for one in checked:
            self._content(one)

    @pytest.mark.parametrize(
        ("content", "rules", "refusal"),
        [
            (b"", FileRules(), EmptyFile),
            (b"<html><script>alert(1)</script>", FileRules(), KindNotAllowed),
            (b"PK\x03\x04" + bytes(40), FileRules(), KindNotAllowed),
            (DOCUMENT, FileRules(media_types=frozenset({PNG})), KindNotAllowed),
            (DOCUMENT, FileRules(max_bytes=len(DOCUMENT) - 1), FileTooLarge),
            (DOCUMENT, FileRules(max_total_bytes=len(DOCUMENT) - 1), FilesTooLarge),
            (DOCUMENT, FileRules(max_files=0), TooManyFiles),
            (PICTURE[:60], FileRules(), UnreadablePicture),
        ],
    )
    def test_what_cannot_be_taken_is_refused_by_name(
        self, content: bytes, rules: FileRules, refusal: type[FileRefused], inspector: IFileInspector
    ) -> None:
        with pytest.raises(refusal) as refused:
            inspector.inspect([sent(content, "my file")], rules)
        assert "my file" in refused.value.values["name"]
        assert refused.value.field == "attachments"

    def test_one_bad_file_refuses_all(self, inspector: IFileInspector) -> None:
        with pytest.raises(EmptyFile) as refused:
            inspector.inspect([sent(DOCUMENT, "good"), sent(b"", "bad")], FileRules())
        assert "bad" in refused.value.values["name"]

    def test_all_files_together_have_a_limit(self, inspector: IFileInspector) -> None:
        rules = FileRules(max_total_bytes=2 * len(DOCUMENT) - 1)
        with pytest.raises(FilesTooLarge):
            inspector.inspect([sent(DOCUMENT), sent(DOCUMENT)], rules)

    def _content(self, checked: CheckedFile) -> bytes:
        """Read a file to its end and check what was said of it."""
        with checked.stream as stream:
            content = stream.read()
        assert checked.size == len(content) > 0
        assert checked.sha256 == hashlib.sha256(content).hexdigest()
        return content
