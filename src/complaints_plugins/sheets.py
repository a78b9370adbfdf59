"""Excel files: a table of texts and whole numbers, written row by row, that reads from right to left where it
should.

Nothing in it is ever computed. A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end could
be taken for a formula; so every text is written as inline text, and those are marked as quoted besides, which
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
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
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

A4: Final = 9
"""The paper, by its number in the file."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Every Windows has it, and it has Persian letters of its own; Calibri has none and borrows them.
_FONT = Font(name="Tahoma", size=10)
_BOLD = Font(name="Tahoma", size=10, bold=True, color="FFFFFFFF")
_GROUND = PatternFill("solid", fgColor="FF0B5E57")
_RULED = Border(bottom=Side("hair", color="FF86796A"))
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
    """Write an Excel file with one sheet into a stream. `rows` hold one value for each column; a whole number
    is one, everything else is shown as text. Characters that XML cannot hold are left out."""
    title, book = _NOT_IN_XML.sub("", title), Workbook(write_only=True)
    book.properties.creator = book.properties.title = title
    sheet = _prepared(book.create_sheet(_sheet_name(title)), columns, right_to_left=right_to_left)
    pens = [_Pen(sheet, column, _CODES if column.codes else _WORDS[right_to_left]) for column in columns]
    number = 1
    try:
        sheet.append([_heading(sheet, column) for column in columns])
        for number, row in enumerate(rows, 2):
            cells = [pen.cell(value) for pen, value in zip(pens, row, strict=True)]
            lines = max(pen.lines for pen in pens)
            if lines > 1:
                sheet.row_dimensions[number].height = min(LINE * lines, HIGHEST)
            sheet.append(cells)
    except BaseException:
        sheet.close()  # its temporary file goes
        raise
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{number}"
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=PRESSED) as archive:
        ExcelWriter(book, archive).save()


def _prepared(sheet: Sheet, columns: Sequence[Column], *, right_to_left: bool) -> Sheet:
    """Set what must be known before the first row: direction, widths, the heading that stays, and printing,
    across and on as many numbered pages as it takes."""
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 2 * LINE
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    return sheet


def _heading(sheet: Sheet, column: Column) -> Cell:
    cell = _text(sheet, _NOT_IN_XML.sub("", column.heading))
    cell.font, cell.fill, cell.alignment = _BOLD, _GROUND, _HEAD
    return cell


class _Pen:
    """Writes the cells of one column. A row is on its way to the file when the next one begins, so three
    cells serve for all rows: for texts that look harmless, for the others, and for numbers. `lines` is how
    high the cell is that was written last: a file that does not say so is shown with one by some programs."""

    def __init__(self, sheet: Sheet, column: Column, alignment: Alignment) -> None:
        self.lines = 1
        self._width = column.width
        self._plain, self._quoted = _text(sheet, ""), _text(sheet, DANGEROUS[0])
        self._number: Cell = WriteOnlyCell(sheet)
        for cell in (self._plain, self._quoted, self._number):
            cell.alignment, cell.font, cell.border = alignment, _FONT, _RULED

    def cell(self, value: object) -> Cell:
        """Answer a cell with a value: a whole number, or a text."""
        if type(value) is int:
            self.lines, self._number.value = 1, value
            return self._number
        kept = "" if value is None else _NOT_IN_XML.sub("", str(value))
        self.lines = _lines(kept, self._width)
        return _filled(self._quoted if kept.startswith(DANGEROUS) else self._plain, kept)


def _lines(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:
        return 1
    return sum(1 + len(paragraph) // width for paragraph in text.split("\n"))


def _text(sheet: Sheet, text: str) -> Cell:
    """A cell of inline text, whatever the text looks like."""
    cell = WriteOnlyCell(sheet)
    cell.quotePrefix = text.startswith(DANGEROUS)
    return _filled(cell, text)


def _filled(cell: Cell, text: str) -> Cell:
    cell.value = text
    cell.data_type = "s"  # openpyxl has taken "=…" for a formula by now
    return cell


def _sheet_name(title: str) -> str:
    """A sheet's name is short, and some characters may not stand in it."""
    return re.sub(r"[\\/*?:\[\]]", " ", title)[:31]
