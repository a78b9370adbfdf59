"""Reads Excel files row by row, as texts. Nothing in them is computed, and no more is read than is needed."""

from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as Damaged  # noqa: N812 - a class, in spite of its name

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 50
"""So much of a sheet is read."""

MOST_BYTES: Final = 32 * 2**20
"""So much may come out of a file when it is unpacked: many times what those rows need. Nothing of a part is
unpacked beyond the size that its archive names for it."""

MOST_OF_A_PART: Final = 2**20
"""So much of it for a part without cells: the names of sheets, what stands where."""

LOOKS: Final = "xl/styles.xml"
CELLS: Final = ("xl/worksheets/", "xl/sharedStrings")

BROKEN: Final = (
    BadZipFile, Damaged, KeyError, ValueError, IndexError, TypeError, EOFError, OSError, SyntaxError,
    RuntimeError,
)  # fmt: skip
"""What openpyxl raises for bytes that are no Excel file, or a damaged or locked one."""


class NoSheet(Exception):
    """The bytes are no Excel file that can be read, or one that unpacks to more than anybody types."""


def read_sheet(stream: BinaryIO) -> Iterator[tuple[str, ...]]:
    """Answer the rows of the first sheet of an Excel file, one after the other, `MOST_ROWS` at most. An empty
    cell is an empty text, a number is written without a needless ``.0``. Raises NoSheet."""
    from openpyxl import load_workbook  # 6 MiB that a process without an import can do without

    try:
        with TemporaryFile() as plain:
            _copy_plain(stream, plain)
            sheet = load_workbook(plain, read_only=True, data_only=True).worksheets[0]
            for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS):
                yield tuple(map(_text, row[:MOST_COLUMNS]))
    except BROKEN as wrong:
        raise NoSheet from wrong


def _copy_plain(stream: BinaryIO, plain: BinaryIO) -> None:
    """Copy what a file says, without how it looks: openpyxl makes objects of each style, and reads a format
    of numbers in the square of its length, so that 4 KB would hold a processor for hours. Raises NoSheet for
    a small file that would unpack to a huge one."""
    with ZipFile(stream) as archive, ZipFile(plain, "w") as copy:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise NoSheet
        for part in filter(_says_something, archive.infolist()):
            copy.writestr(part.filename, archive.read(part))
    plain.seek(0)


def _says_something(part: ZipInfo) -> bool:
    most = MOST_BYTES if part.filename.startswith(CELLS) else MOST_OF_A_PART
    return part.filename != LOOKS and part.file_size <= most


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
