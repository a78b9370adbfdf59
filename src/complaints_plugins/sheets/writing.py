"""Excel files: a table of texts and whole numbers, written row by row, that reads from right to left where it
should.

Nothing in it is ever computed. A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end could
be taken for a formula; so every cell is written as inline text, and those are marked as quoted besides, which
is what Excel itself does when a person types an apostrophe first. What is seen is the text as it was.
(https://owasp.org/www-community/attacks/CSV_Injection)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import BinaryIO, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from complaints_plugins.sheets.parts import (
    CODES,
    HEADING,
    QUOTED,
    SHEET,
    WORDS,
    after_rows,
    before_rows,
    parts,
)

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

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    title, widths = _NOT_IN_XML.sub("", title), [column.width for column in columns]
    styles = [CODES if column.codes else WORDS[right_to_left] for column in columns]
    pen = _Pen(widths, styles)
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=PRESSED) as archive:
        for place, xml in parts(title, _sheet_name(title)).items():
            archive.writestr(place, xml)
        with TextIOWrapper(archive.open(SHEET, "w"), encoding="utf-8", newline="\n") as sheet:
            sheet.write(before_rows(widths, right_to_left=right_to_left))
            sheet.write(_headings(columns))
            number = 1
            for number, row in enumerate(rows, 2):
                sheet.write(pen.row(number, row))
            sheet.write(after_rows(_letters(len(columns) - 1), number))


class _Pen:
    """Writes rows. A file has as many cells as an office has complaints times columns, so the XML is put
    together here, without an object for each."""

    def __init__(self, widths: Sequence[int], styles: Sequence[int]) -> None:
        self._cells = list(zip(map(_letters, range(len(widths))), widths, styles, strict=True))

    def row(self, number: int, values: Sequence[object]) -> str:
        """Answer a row of texts, as high as its longest one needs: a file that says nothing is shown with one
        line by some programs."""
        texts = ["" if value is None else str(value) for value in values]
        if _NOT_IN_XML.search("".join(texts)):
            texts = [_NOT_IN_XML.sub("", text) for text in texts]
        cells, lines = [f'<row r="{number}" ht="', "", '" customHeight="1">'], 1
        for (letters, width, style), value, text in zip(self._cells, values, texts, strict=True):
            if type(value) is int:
                cells.append(f'<c r="{letters}{number}" s="{style}"><v>{text}</v></c>')
                continue
            if len(text) >= width or "\n" in text:
                lines = max(lines, _lines(text, width))
            quoted = QUOTED if text.startswith(DANGEROUS) else 0
            cells.append(_cell(f"{letters}{number}", style + quoted, text))
        cells[1] = f"{min(lines * LINE, HIGHEST):g}"
        return "".join(cells) + "</row>"


def _headings(columns: Sequence[Column]) -> str:
    texts = (_NOT_IN_XML.sub("", column.heading) for column in columns)
    cells = (_cell(f"{_letters(place)}1", HEADING, text) for place, text in enumerate(texts))
    return f'<row r="1" ht="{2 * LINE:g}" customHeight="1">{"".join(cells)}</row>'


def _cell(place: str, style: int, text: str) -> str:
    """A cell of inline text, whatever the text looks like."""
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    kept = escape(text[:LONGEST])
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def _lines(text: str, width: int) -> int:
    return sum(1 + len(paragraph) // width for paragraph in text.split("\n"))


def _letters(place: int) -> str:
    """The letters of a column, by its place counted from 0: A to Z, then AA."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _sheet_name(title: str) -> str:
    """A sheet's name is short, and some characters may not stand in it."""
    return re.sub(r"[\\/*?:\[\]]", " ", title)[:31]
