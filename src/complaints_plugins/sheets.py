"""Excel files: a table of texts, written row by row, that reads from right to left where it should.

Nothing in it is ever computed. A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end could
be taken for a formula; so every cell is written as inline text, and those are marked as quoted besides, which
is what Excel itself does when a person types an apostrophe first. What is seen is the text as it was.
(https://owasp.org/www-community/attacks/CSV_Injection)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

Sheet = Any
"""A write-only worksheet, of which the stubs of openpyxl know half."""

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet may take for a formula."""

LINE: Final = 15.0
HIGHEST: Final = 409.0
"""Height of a line in points, and of the highest row that Excel can show."""

PRESSED: Final = 2
"""How hard a file is pressed (zlib, 1 to 9): a little larger than usual, in a third of the time."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_BOLD = Font(bold=True, color="FFFFFF")
_GROUND = PatternFill("solid", fgColor="0B5E57")
_HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)
_CODES = Alignment(vertical="top", horizontal="center", readingOrder=1)
_WORDS = {
    True: Alignment(vertical="top", horizontal="right", wrap_text=True, readingOrder=2),
    False: Alignment(vertical="top", horizontal="left", wrap_text=True, readingOrder=1),
}
"""How words stand in a sheet that reads from right to left, or not."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, and whether it holds codes, which read from left to
    right."""

    heading: str
    width: int = 16
    codes: bool = False


def write_sheet(
    stream: BinaryIO,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    right_to_left: bool = True,
) -> None:
    """Write an Excel file with one sheet into a stream. `rows` hold one value for each column; each is shown
    as text. Characters that XML cannot hold are left out."""
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = title
    sheet = _prepared(book.create_sheet(_sheet_name(title)), columns, right_to_left=right_to_left)
    pens = [_Pen(sheet, _CODES if column.codes else _WORDS[right_to_left]) for column in columns]
    try:
        sheet.append([_heading(sheet, column) for column in columns])
        for number, row in enumerate(rows, 2):
            sheet.row_dimensions[number].height = _height(columns, row)
            sheet.append([pen.cell(value) for pen, value in zip(pens, row, strict=True)])
    except BaseException:
        sheet.close()  # its temporary file goes
        raise
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=PRESSED) as archive:
        ExcelWriter(book, archive).save()


def _prepared(sheet: Sheet, columns: Sequence[Column], *, right_to_left: bool) -> Sheet:
    """Set what must be known before the first row: direction, widths, the heading that stays, printing."""
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 2 * LINE
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    return sheet


def _height(columns: Sequence[Column], row: Sequence[object]) -> float:
    """As high as its longest text needs: a file that says nothing is shown with one line by some programs."""
    most = 1
    for column, value in zip(columns, row, strict=False):
        paragraphs = str(value).split("\n")
        most = max(most, sum(1 + len(text) // column.width for text in paragraphs))
    return min(most * LINE, HIGHEST)


def _heading(sheet: Sheet, column: Column) -> Cell:
    cell = _text(sheet, column.heading)
    cell.font, cell.fill, cell.alignment = _BOLD, _GROUND, _HEAD
    return cell


class _Pen:
    """Writes the cells of one column. A row is on its way to the file when the next one begins, so two cells
    serve for all rows: one for texts that look harmless, one for the others."""

    def __init__(self, sheet: Sheet, alignment: Alignment) -> None:
        self._plain, self._quoted = _text(sheet, ""), _text(sheet, DANGEROUS[0])
        self._plain.alignment = self._quoted.alignment = alignment

    def cell(self, value: object) -> Cell:
        """Answer a cell with a value, shown as text."""
        kept = "" if value is None else _NOT_IN_XML.sub("", str(value))
        return _filled(self._quoted if kept.startswith(DANGEROUS) else self._plain, kept)


def _text(sheet: Sheet, text: str) -> Cell:
    """A cell of inline text, whatever the text looks like."""
    kept = _NOT_IN_XML.sub("", text)
    cell = WriteOnlyCell(sheet)
    cell.quotePrefix = kept.startswith(DANGEROUS)
    return _filled(cell, kept)


def _filled(cell: Cell, text: str) -> Cell:
    cell.value = text
    cell.data_type = "s"  # openpyxl has taken "=…" for a formula by now
    return cell


def _sheet_name(title: str) -> str:
    """A sheet's name is short, and some characters may not stand in it."""
    return re.sub(r"[\\/*?:\[\]]", " ", _NOT_IN_XML.sub("", title))[:31]
