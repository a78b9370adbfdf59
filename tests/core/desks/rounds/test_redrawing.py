"""Pictures that wait to be drawn anew, in an office whose pictures are words."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

import pytest
from zope.interface import implementer

from complaints_core.desks.rounds.redrawing import RedrawRound
from complaints_core.desks.rounds.work import Taken
from complaints_core.domain.files import CheckedFile, FileRules, Upload
from complaints_core.interfaces.ports import FileState, IFileInspector, IFileStore
from complaints_core.memory import MemoryFiles
from tests.core.desks.office import Scanner


@implementer(IFileInspector)
class Painter:
    """Draws everything in capitals, but for what is broken; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def inspect(self, uploads: Iterable[Upload], rules: FileRules) -> list[CheckedFile]:
        raise AssertionError("nothing is let in here")

    def redrawn(self, stream: BinaryIO) -> BinaryIO | None:
        self.asked += 1
        content = stream.read()
        return None if content == b"broken" else BytesIO(content.upper())


@pytest.fixture
def files() -> MemoryFiles:
    return MemoryFiles()


@pytest.fixture
def painter() -> Painter:
    return Painter()


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def drawing(files: MemoryFiles, painter: Painter, scanner: Scanner) -> RedrawRound:
    @contextmanager
    def work() -> Iterator[IFileStore]:
        yield files

    return RedrawRound(painter, scanner, work)


def waiting(files: IFileStore, *contents: bytes) -> list[str]:
    return [files.add(BytesIO(content), "raw") for content in contents]


@pytest.mark.parametrize(("scanned", "state"), [(False, "clean"), (True, "pending")])
def test_a_picture_is_drawn_once_and_goes_on_its_way(
    scanned: bool,
    state: FileState,
    drawing: RedrawRound,
    files: MemoryFiles,
    scanner: Scanner,
    painter: Painter,
) -> None:
    scanner.enabled = scanned
    (file,) = waiting(files, b"photo")
    assert drawing.redraw_awaiting() == 1
    assert drawing.redraw_awaiting() == 0
    assert painter.asked == 1
    assert files.state(file) == state
    with files.open(file) as stream:
        assert stream.read() == b"PHOTO"


def test_a_picture_that_cannot_be_drawn_is_refused_and_holds_up_no_other(
    drawing: RedrawRound, files: MemoryFiles, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = waiting(files, b"broken", b"photo")
    assert drawing.redraw_awaiting() == 2
    assert (files.state(broken), files.state(good)) == ("unreadable", "clean")
    with pytest.raises(KeyError):
        files.open(broken)
    assert [broken in record.getMessage() for record in caplog.records] == [False]


def test_a_round_deals_with_so_many_and_the_next_with_the_rest(
    drawing: RedrawRound, files: MemoryFiles
) -> None:
    waiting(files, *[b"photo"] * 5)
    assert [drawing.redraw_awaiting(3) for _ in range(3)] == [3, 2, 0]


def test_what_waits_for_the_scanner_is_not_drawn(drawing: RedrawRound, files: MemoryFiles) -> None:
    file = files.add(BytesIO(b"letter"), "pending")
    assert drawing.redraw_awaiting() == 0
    assert files.state(file) == "pending"


def test_whoever_is_killed_at_his_work_has_done_nothing(
    drawing: RedrawRound, files: MemoryFiles, painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = waiting(files, b"photo")

    def killed(stream: BinaryIO) -> BinaryIO:
        raise SystemExit

    with monkeypatch.context() as one_round:
        one_round.setattr(painter, "redrawn", killed)
        with pytest.raises(SystemExit):
            drawing.redraw_awaiting()
    assert files.state(file) == "raw"
    assert drawing.redraw_awaiting() == 1
    assert files.state(file) == "clean"


def test_a_picture_that_another_worker_has_drawn_meanwhile_stays_as_it_is(
    drawing: RedrawRound, files: MemoryFiles, painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = waiting(files, b"photo")

    def slow(stream: BinaryIO) -> BinaryIO:
        files.replace(file, BytesIO(b"by another"), "clean")
        return BytesIO(b"too late")

    monkeypatch.setattr(painter, "redrawn", slow)
    drawing.redraw_awaiting()
    with files.open(file) as stream:
        assert stream.read() == b"by another"


def test_a_picture_that_was_taken_away_meanwhile_is_no_fault(
    drawing: RedrawRound, files: MemoryFiles, painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = waiting(files, b"photo")

    def taken_away(stream: BinaryIO) -> BinaryIO:
        files.remove(file)
        return BytesIO(b"too late")

    monkeypatch.setattr(painter, "redrawn", taken_away)
    drawing.redraw_awaiting()
    assert files.state(file) is None


def test_a_conflict_leaves_a_picture_for_the_next_round(files: MemoryFiles, painter: Painter) -> None:
    (file,) = waiting(files, b"photo")

    @contextmanager
    def work() -> Iterator[IFileStore]:
        yield files
        if files.state(file) != "raw":
            files.judge(file, "raw")
            raise Taken

    assert RedrawRound(painter, Scanner(), work).redraw_awaiting() == 0
    assert files.awaiting("raw", 10) == [file]
