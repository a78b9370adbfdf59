"""Excel files that somebody sends: their texts are read, and whatever is no Excel file is refused."""

from io import BytesIO
from time import process_time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from complaints_plugins import sheet_reading
from complaints_plugins.sheet_reading import NoSheet, read_sheet
from complaints_plugins.sheets import Column, write_sheet


def sheet_of(*rows: list[Any]) -> BytesIO:
    book, content = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(content)
    content.seek(0)
    return content


def test_every_cell_is_read_as_text() -> None:
    rows = list(read_sheet(sheet_of(["کد", None, "نام"], ["0702", 2301, 2301.0], [True, 1.5, "=1+1"])))

    assert rows[:2] == [("کد", "", "نام"), ("0702", "2301", "2301")]
    assert rows[2][:2] == ("True", "1.5")


def test_what_we_write_is_read_as_it_was() -> None:
    content = BytesIO()
    write_sheet(content, "مرکزها", [Column("نام"), Column("کد", codes=True)], [("=سرو", "0012")])
    content.seek(0)

    assert list(read_sheet(content)) == [("نام", "کد"), ("=سرو", "0012")]


def test_no_more_is_read_than_rows_and_columns_that_somebody_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reading, "MOST_ROWS", 3)
    monkeypatch.setattr(sheet_reading, "MOST_COLUMNS", 2)

    rows = list(read_sheet(sheet_of(*[["a", "b", "c"]] * 9)))

    assert rows == [("a", "b")] * 3


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    content = sheet_of(["a"])
    with ZipFile(content, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (sheet_reading.MOST_BYTES + 1))
    assert len(content.getvalue()) < 100_000
    content.seek(0)

    with pytest.raises(NoSheet):
        list(read_sheet(content))


NUMBER_FORMAT = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
    '<numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
    '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
)


def test_how_a_file_looks_costs_nothing() -> None:
    content = BytesIO()
    with ZipFile(sheet_of(["a"])) as whole, ZipFile(content, "w", ZIP_DEFLATED) as crafted:
        for part in whole.namelist():
            looks = NUMBER_FORMAT.format(code="[" * 200_000)  # less than a part may have
            crafted.writestr(part, looks if part == "xl/styles.xml" else whole.read(part))
    begun = process_time()
    assert list(read_sheet(content)) == [("a",)]
    assert process_time() - begun < 5


def test_a_part_without_cells_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reading, "MOST_OF_A_PART", 100)
    with pytest.raises(NoSheet):
        list(read_sheet(sheet_of(["a"])))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_what_is_no_excel_file_is_refused(content: bytes) -> None:
    with pytest.raises(NoSheet):
        list(read_sheet(BytesIO(content)))


@settings(deadline=None, max_examples=40)
@given(cut=st.integers(1, 4000))
def test_a_file_that_broke_off_is_refused(cut: int) -> None:
    whole = sheet_of(["a", "b"]).getvalue()

    with pytest.raises(NoSheet):
        list(read_sheet(BytesIO(whole[: min(cut, len(whole) - 30)])))
