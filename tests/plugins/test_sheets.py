"""Excel files: what is seen is the text as it was, and nothing in it is ever computed."""

import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from complaints_plugins.sheets import DANGEROUS, Column, write_sheet

COLUMNS = (Column("ردیف", 6, codes=True), Column("شرح شکایت", 60), Column("کد پیگیری", 16, codes=True))
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://example.invalid","press")',
    "+989120000123",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
)


def written(rows: Sequence[Sequence[object]], *, right_to_left: bool = True) -> BytesIO:
    """The file with these rows."""
    stream = BytesIO()
    write_sheet(stream, "شکایت‌های من، بخش ۱", COLUMNS, rows, right_to_left=right_to_left)
    stream.seek(0)
    return stream


def opened(rows: Sequence[Sequence[object]], *, right_to_left: bool = True) -> Worksheet:
    """The sheet with these rows, as it is read again."""
    sheet = load_workbook(written(rows, right_to_left=right_to_left)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_sheet_reads_from_right_to_left_and_its_heading_stays() -> None:
    sheet = opened([(1, "سلام", "000000000000")])

    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["ردیف", "شرح شکایت", "کد پیگیری"]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.column_dimensions["B"].width == 60


def test_an_english_sheet_reads_from_left_to_right() -> None:
    assert not opened([], right_to_left=False).sheet_view.rightToLeft


def test_the_zeros_at_the_beginning_of_a_code_stay() -> None:
    assert opened([(1, "", "001234567890")])["C2"].value == "001234567890"


def test_codes_that_are_texts_are_meant_so_in_every_cell() -> None:
    with zipfile.ZipFile(written([(1, "", "001234567890"), (2, "", "009876543210")])) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()

    assert '<dimension ref="A1:C3"/>' in xml
    assert xml.endswith(
        '</headerFooter><ignoredErrors><ignoredError sqref="A1:C3" numberStoredAsText="1"/></ignoredErrors>'
        "</worksheet>"
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_text_and_looks_the_same(text: str) -> None:
    cell = opened([(1, text, "")])["B2"]

    assert cell.data_type in ("s", "inlineStr")
    assert cell.value == text.replace("\r", "\n")  # as every reader of XML does
    assert cell.quotePrefix


def test_no_cell_of_the_file_holds_a_formula() -> None:
    with zipfile.ZipFile(written([(1, text, text) for text in FORMULAS])) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml")

    assert b"<f>" not in xml
    assert b"<f " not in xml


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert opened([(1, "bell \x07 null \x00 half \ud800 end", "")])["B2"].value == "bell  null  half  end"


def test_the_zero_width_non_joiner_of_persian_spelling_stays() -> None:
    assert opened([(1, "نمی‌شود", "")])["B2"].value == "نمی‌شود"


@given(st.text(max_size=200))
def test_any_text_can_be_written_and_none_becomes_a_formula(text: str) -> None:
    cell = opened([(1, text, "")])["B2"]

    assert cell.data_type != "f"
    assert (cell.value or "").startswith(DANGEROUS) <= cell.quotePrefix


@given(st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=("Cs", "Cc", "Cn"))))
def test_every_letter_comes_back(text: str) -> None:
    cell = opened([(1, text, "")])["B2"]

    assert (cell.value or "") == text.replace("\ufffe", "").replace("\uffff", "")


@pytest.mark.parametrize("text", ["<t>&amp;</t>", "]]>", '"quoted"', "  spaces  ", "two\nlines", "\ttab"])
def test_signs_of_xml_and_white_space_are_text(text: str) -> None:
    assert opened([(1, text, "")])["B2"].value == text


def test_a_text_that_no_cell_can_hold_is_cut_off() -> None:
    assert opened([(1, "&" * 40_000, "")])["B2"].value == "&" * 32_767


def test_numbers_of_rows_are_numbers_and_sort_as_such_by_their_heading() -> None:
    sheet = opened([(1, "سلام", "0012"), (True, "2", 3.5)])

    assert [cell.value for cell in sheet["A"]] == ["ردیف", 1, "True"]
    assert (sheet["B3"].value, sheet["C3"].value) == ("2", "3.5")
    assert sheet.auto_filter.ref == "A1:C3"


def test_words_and_codes_stand_where_they_are_read() -> None:
    sheet = opened([(1, "سلام", "0012")])
    words, codes, heading = sheet["B2"].alignment, sheet["C2"].alignment, sheet["B1"]

    assert (words.horizontal, words.vertical, words.wrap_text, words.readingOrder) == (
        "right",
        "top",
        True,
        2,
    )
    assert (codes.horizontal, codes.vertical, codes.wrap_text, codes.readingOrder) == (
        "center",
        "top",
        None,
        1,
    )
    assert (heading.alignment.horizontal, heading.alignment.vertical) == ("center", "center")
    assert (heading.fill.fgColor.rgb, heading.font.color.rgb) == ("FF0B5E57", "FFFFFFFF")
    assert opened([(1, "hello", "")], right_to_left=False)["B2"].alignment.horizontal == "left"


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("", None),
        ("x" * 59, None),
        ("x" * 60, 30),
        ("x" * 200, 60),
        ("one\ntwo\nthree", 45),
        ("x\n" * 100, 409),
    ],
)
def test_a_row_says_how_high_its_longest_text_is_if_that_is_more_than_a_line(
    text: str, height: float | None
) -> None:
    assert opened([(1, text, "")]).row_dimensions[2].height == height


def test_a_sheet_may_have_more_columns_than_there_are_letters() -> None:
    stream = BytesIO()
    write_sheet(stream, "many", [Column(str(number)) for number in range(60)], [range(60)])
    sheet = load_workbook(stream).active
    assert isinstance(sheet, Worksheet)

    assert [cell.coordinate for cell in sheet[2]][25:28] == ["Z2", "AA2", "AB2"]
    assert [cell.value for cell in sheet[2]] == list(range(60))
    assert sheet.auto_filter.ref == "A1:BH2"


def test_the_title_is_that_of_the_file_and_a_short_one_of_the_sheet() -> None:
    stream = BytesIO()
    write_sheet(stream, "The [boss]'s <sheet> & more than fits on the tab\x00", COLUMNS, [])
    book = load_workbook(stream)

    assert book.properties.title == "The [boss]'s <sheet> & more than fits on the tab"
    assert book.sheetnames == ["The  boss 's <sheet> & more tha"]
    assert isinstance(book.active, Worksheet)
    assert book.active.print_title_rows == "$1:$1"
    setup = book.active.page_setup
    assert (setup.orientation, setup.fitToHeight, setup.paperSize) == ("landscape", 0, 9)
    assert b"&amp;P / &amp;N" in zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml")


def test_an_error_between_two_rows_is_the_callers() -> None:
    def rows() -> Iterator[Sequence[object]]:
        yield 1, "one", ""
        raise LookupError("the second")

    with pytest.raises(LookupError, match="the second"):
        write_sheet(BytesIO(), "broken", COLUMNS, rows())


@pytest.mark.parametrize("row", [(1, "one column is missing"), (1, "a", "b", "one column too many")])
def test_a_row_that_does_not_fit_the_columns_is_an_error(row: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        written([row])


def test_libreoffice_opens_the_file_and_shows_every_text_as_it_was(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here: nobody has opened the sheet with another program")
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(written([(1, "=1+1", "001234567890"), (2, "نمی‌شود", "")]).getvalue())

    subprocess.run(  # noqa: S603 - our own file, opened by a program of this machine
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
            "--outdir",
            str(tmp_path),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    shown = (tmp_path / "sheet.csv").read_text(encoding="utf-8").splitlines()
    assert shown == ["ردیف,شرح شکایت,کد پیگیری", "1,=1+1,001234567890", "2,نمی‌شود,"]
