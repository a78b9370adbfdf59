"""Excel files: a table of texts and whole numbers, written row by row, that reads from right to left where it
should.

openpyxl makes the file, with its heading, styles and printing. The rows are put into it as text, because an
object of openpyxl for each cell takes half of the time that a part of an export may take.

Nothing in it is ever computed. A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end could
be taken for a formula; so every text is written as inline text, and those are marked as quoted besides, which
is what Excel itself does when a person types an apostrophe first. What is seen is the text as it was.
(https://owasp.org/www-community/attacks/CSV_Injection)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, TextIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

Sheet = Any
"""A worksheet, of which the stubs of openpyxl know half."""

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet may take for a formula."""

LINE: Final = 15.0
HIGHEST: Final = 409.0
"""Height of a line in points, and of the highest row that Excel can show."""

LONGEST: Final = 32_767
"""Characters of a cell at most; what is longer Excel calls damaged."""

PRESSED: Final = 2
"""How hard a file is pressed (zlib, 1 to 9): a little larger than usual, in a third of the time."""

A4: Final = 9
"""The paper, by its number in the file."""

_SHEET: Final = "xl/worksheets/sheet1.xml"
_END_OF_ROWS: Final = "</sheetData>"
_END: Final = "</worksheet>"
_REACH: Final = re.compile("<dimension [^>]*/>")
_MEANT: Final = '<ignoredErrors><ignoredError sqref="{}" numberStoredAsText="1"/></ignoredErrors>'
"""ECMA-376, 18.3.1.51; it stands behind the footer, where the sheet ends."""
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
    title, book = _NOT_IN_XML.sub("", title), Workbook()
    book.properties.creator = book.properties.title = title
    sheet = _prepared(book.worksheets[0], _sheet_name(title), right_to_left=right_to_left)
    pens = [_pen(sheet, place, column, right_to_left) for place, column in enumerate(columns, 1)]
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as written:
        number = 1
        for number, row in enumerate(rows, 2):
            written.write(_row(number, pens, row))
        sheet.auto_filter.ref = reach = f"A1:{get_column_letter(len(columns))}{number}"
        written.seek(0)
        _put_together(stream, book, written, reach)


def _prepared(sheet: Sheet, name: str, *, right_to_left: bool) -> Sheet:
    """Set what is no matter of a column: direction, the heading that stays, and printing, across and on as
    many numbered pages as it takes."""
    sheet.title = name
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 2 * LINE
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
    return sheet


@dataclass(frozen=True)
class _Pen:
    """What writes the cells of one column: its letters, its width, and the numbers of its styles in the file,
    for what looks harmless and for what is quoted."""

    letters: str
    width: int
    plain: int
    quoted: int

    def cell(self, number: int, text: str) -> str:
        """Answer a cell of inline text, whatever the text looks like."""
        style = self.quoted if text.startswith(DANGEROUS) else self.plain
        if not text:
            return f'<c r="{self.letters}{number}" s="{style}"/>'
        kept = f'<is><t xml:space="preserve">{escape(text[:LONGEST])}</t></is>'
        return f'<c r="{self.letters}{number}" s="{style}" t="inlineStr">{kept}</c>'

    def whole(self, number: int, value: int) -> str:
        """Answer a cell with a whole number."""
        return f'<c r="{self.letters}{number}" s="{self.plain}"><v>{value}</v></c>'

    def lines(self, text: str) -> int:
        """Answer how many lines a text takes."""
        if len(text) < self.width and "\n" not in text:
            return 1
        return sum(1 + len(paragraph) // self.width for paragraph in text.split("\n"))


def _pen(sheet: Sheet, place: int, column: Column, right_to_left: bool) -> _Pen:
    """Write the heading of a column, and answer what writes the rest of it. The styles come into the file by
    a cell that wears them, and goes again."""
    heading, letters = sheet.cell(1, place, _NOT_IN_XML.sub("", column.heading)), get_column_letter(place)
    heading.font, heading.fill, heading.alignment = _BOLD, _GROUND, _HEAD
    sheet.column_dimensions[letters].width = column.width
    model = sheet.cell(2, place)
    model.font, model.border = _FONT, _RULED
    model.alignment = _CODES if column.codes else _WORDS[right_to_left]
    plain = model.style_id
    model.quotePrefix = True
    quoted = model.style_id
    sheet.delete_rows(2)
    return _Pen(letters, column.width, plain, quoted)


def _row(number: int, pens: Sequence[_Pen], values: Sequence[object]) -> str:
    """Answer a row. It says how high it is where that is more than a line: some programs show one then."""
    cells, lines = [], 1
    for pen, value in zip(pens, values, strict=True):
        if type(value) is int:
            cells.append(pen.whole(number, value))
        else:
            text = "" if value is None else _NOT_IN_XML.sub("", str(value))
            lines = max(lines, pen.lines(text))
            cells.append(pen.cell(number, text))
    height = f' ht="{min(lines * LINE, HIGHEST):g}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{"".join(cells)}</row>'


def _put_together(stream: BinaryIO, book: Workbook, rows: TextIO, reach: str) -> None:
    """Write the file that openpyxl makes, with the rows behind its heading, and what it cannot say: how far
    the sheet reaches, and that its codes are meant to be texts, which Excel would mark in each cell."""
    made = BytesIO()
    book.save(made)
    with ZipFile(made) as parts, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=PRESSED) as archive:
        for name in parts.namelist():
            if name != _SHEET:
                archive.writestr(name, parts.read(name))
                continue
            before, after = parts.read(name).decode().split(_END_OF_ROWS)
            with TextIOWrapper(archive.open(name, "w"), encoding="utf-8", newline="\n") as sheet:
                sheet.write(_REACH.sub(f'<dimension ref="{reach}"/>', before))
                copyfileobj(rows, sheet)
                sheet.write(_END_OF_ROWS + after.replace(_END, _MEANT.format(reach) + _END))


def _sheet_name(title: str) -> str:
    """A sheet's name is short, and some characters may not stand in it."""
    return re.sub(r"[\\/*?:\[\]]", " ", title)[:31]
