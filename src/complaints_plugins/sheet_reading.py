"""Reads Excel files row by row, as texts. Nothing in them is computed, and no more is read than is needed."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile
from zlib import error as Damaged  # noqa: N812 - a class, in spite of its name

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 50
"""So much of a sheet is read."""

MOST_BYTES: Final = 32 * 2**20
"""So much may come out of a file when it is unpacked: many times what those rows need. Nothing of a part is
unpacked beyond the size that its archive names for it."""

BROKEN: Final = (
    BadZipFile, Damaged, KeyError, ValueError, IndexError, TypeError, EOFError, OSError, SyntaxError,
)  # fmt: skip
"""What openpyxl raises for bytes that are no Excel file, or a damaged one."""


class NoSheet(Exception):
    """The bytes are no Excel file that can be read, or one that unpacks to more than anybody types."""


def read_sheet(stream: BinaryIO) -> Iterator[tuple[str, ...]]:
    """Answer the rows of the first sheet of an Excel file, one after the other, `MOST_ROWS` at most. An empty
    cell is an empty text, a number is written without a needless ``.0``. Raises NoSheet."""
    from openpyxl import load_workbook  # 6 MiB that a process without an import can do without

    try:
        _check_size(stream)
        sheet = load_workbook(stream, read_only=True, data_only=True).worksheets[0]
        for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS):
            yield tuple(map(_text, row[:MOST_COLUMNS]))
    except BROKEN as wrong:
        raise NoSheet from wrong


def _check_size(stream: BinaryIO) -> None:
    """Raise NoSheet for a small file that would unpack to a huge one."""
    with ZipFile(stream) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise NoSheet
    stream.seek(0)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
