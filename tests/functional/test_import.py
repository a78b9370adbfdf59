"""Centers come from an Excel file: every mistake is told, and nothing half is kept."""

import argparse
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from webtest import TestApp, TestResponse, Upload

from complaints_core.interfaces.ports import IAmendmentStore
from complaints_web.background import bare_request, transaction_of
from complaints_web.ports import port_of
from complaints_web.scripts import import_
from tests.functional.colleague import Colleague
from tests.functional.person import form_with, mistakes_of

HEADINGS = ("Code", "Name", "Kind of center", "Who runs it", "Province", "County")
CEDARS = ("cedars", "سرای سرو", "elderly", "nongov", "23", "2301")
KNOWN = ("demo_2301_1", "کلینیک مددکاری آفتاب مهر", "social_work_clinic", "nongov", "23", "2301")


def file_of(*rows: Sequence[object]) -> bytes:
    """An Excel file with these rows."""
    book, content = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(content)
    return content.getvalue()


def look(colleague: Colleague, content: bytes, page: str = "/staff/admin/centers/import") -> TestResponse:
    """Send a file, and answer what is said of it."""
    form = form_with(colleague.site.get(page), "attachments")
    form["attachments"] = [Upload("centers.xlsx", content)]
    return form.submit(expect_errors=True)


def keep(page: TestResponse) -> TestResponse:
    """Press the button under a report."""
    return form_with(page, "keep").submit("keep", expect_errors=True)


def changes(site: TestApp) -> int:
    """How often the organization was amended."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        return int(port_of(request, IAmendmentStore).version())


def test_a_file_is_reported_on_and_kept_whole(site: TestApp, modir: Colleague) -> None:
    changed = (KNOWN[0], "کلینیک آفتاب", *KNOWN[2:])
    page = look(modir, file_of(HEADINGS, CEDARS, changed))

    assert "1 new center" in page
    assert "1 center changes" in page
    assert changes(site) == 0

    kept = keep(page).follow()
    assert "The centers are kept" in kept
    assert "New center: سرای سرو" in kept
    assert changes(site) == 1
    assert "کلینیک آفتاب" in modir.site.get("/staff/admin/centers/codes/demo_2301_1")


def test_what_is_chosen_may_be_written_by_its_name(modir: Colleague) -> None:
    headings = ("کد", "نام", "نوع مرکز", "مالکیت", "استان", "شهرستان")
    row = ("cedars", "سرای سرو", "سالمندان", "غیردولتی", "تهران", "تهران")
    named = keep(look(modir, file_of(headings, row)))

    assert named.status_code == 303
    page = modir.site.get("/staff/admin/centers/codes/cedars")
    form = form_with(page, "ownership")
    assert [form[name].value for name in ("kind", "ownership", "province", "county")] == list(CEDARS[2:])


def test_every_mistake_is_told_with_its_row_and_column(site: TestApp, modir: Colleague) -> None:
    rows = [
        HEADINGS,
        CEDARS,
        ("", "", "", "", "", ""),
        ("Big One", "A name", "castle", "nongov", "23", "2301"),
        CEDARS,
        ("c_2", "", "elderly", "nongov", "23", "0702"),
    ]

    page = look(modir, file_of(*rows))

    assert page.status_code == 422
    told = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.html.select("tbody tr")]
    assert [line[:2] for line in told] == [
        ["4", "Kind of center"],
        ["4", "Code"],
        ["5", "Code"],
        ["6", "Name"],
        ["6", "County"],
    ]
    assert "keep" not in {name for form in page.forms.values() for name in form.fields}
    assert changes(site) == 0


def test_a_report_is_kept_once(site: TestApp, modir: Colleague) -> None:
    page = look(modir, file_of(HEADINGS, CEDARS))

    assert keep(page).status_code == 303
    assert keep(page).status_code == 303
    assert changes(site) == 1


def test_a_sheet_that_changes_nothing_is_told(modir: Colleague) -> None:
    page = look(modir, file_of(HEADINGS, KNOWN))

    assert page.status_code == 422
    assert "Nothing in this sheet is new or different" in mistakes_of(page)


@pytest.mark.parametrize(
    "content", [b"", b"no sheet", b"PK\x03\x04 broken"], ids=["empty", "text", "damaged"]
)
def test_what_is_no_excel_file_is_refused(modir: Colleague, content: bytes) -> None:
    page = look(modir, content)

    assert page.status_code == 422
    assert "Please choose an Excel file" in mistakes_of(page)


def test_missing_columns_are_named(modir: Colleague) -> None:
    page = look(modir, file_of(HEADINGS[:4], CEDARS[:4]))

    assert "Province · County" in mistakes_of(page)


def test_the_empty_sheet_has_the_right_headings(modir: Colleague) -> None:
    sheet = modir.site.get("/staff/admin/centers/import.xlsx")

    rows = list(load_workbook(BytesIO(sheet.body)).worksheets[0].iter_rows(values_only=True))
    assert rows == [HEADINGS]
    assert "Nothing in this sheet" in mistakes_of(look(modir, sheet.body))


def test_centers_of_other_provinces_are_not_imported(site: TestApp) -> None:
    of_tehran = Colleague.hire(site, "tehrani", "Tehrani", ("administrator", "23"))
    of_tehran.sign_in()

    page = look(of_tehran, file_of(HEADINGS, ("c_7", "A name", "elderly", "nongov", "07", "0707")))

    assert page.status_code == 422
    assert "This place is not one of yours" in page


def command(site: TestApp, tmp_path: Path, content: bytes, *options: str) -> str:
    """What the command says of a file, or why it stopped."""
    return command_for("centers", site, tmp_path, content, *options)


def command_for(what: str, site: TestApp, tmp_path: Path, content: bytes, *options: str) -> str:
    """What the command says of a file of some kind, or why it stopped."""
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(content)
    parser = argparse.ArgumentParser()
    import_.add_arguments(parser)
    request = bare_request(site.app.registry)
    try:
        with transaction_of(request):
            return import_.imported(request, parser.parse_args([what, str(file), *options]))
    except import_.Stopped as stopped:
        return str(stopped)


def test_the_command_tells_first_and_keeps_then(site: TestApp, modir: Colleague, tmp_path: Path) -> None:
    content = file_of(HEADINGS, CEDARS, KNOWN)

    told = command(site, tmp_path, content, "--by", "modir", "--dry-run")
    assert (told, changes(site)) == ("new: 1, changed: 0, as they were: 1; nothing is kept", 0)

    kept = command(site, tmp_path, content, "--by", "modir")
    assert (kept, changes(site)) == ("new: 1, changed: 0, as they were: 1", 1)


def test_the_command_names_row_and_column_of_a_mistake(
    site: TestApp, modir: Colleague, tmp_path: Path
) -> None:
    told = command(
        site, tmp_path, file_of(HEADINGS, ("c", "", "castle", "nongov", "23", "2301")), "--by", "modir"
    )

    assert told == (
        "row 2, Name: Please fill in this field.\nrow 2, Kind of center: Please choose one from the list."
    )
    assert changes(site) == 0


def test_the_command_is_for_administrators(site: TestApp, tmp_path: Path) -> None:
    Colleague.hire(site, "karimi", "Karimi", ("expert", "23"))

    for name in ("karimi", "nobody"):
        assert (
            command(site, tmp_path, file_of(HEADINGS, CEDARS), "--by", name) == f"{name} is no administrator."
        )


@pytest.mark.parametrize("content", [b"", b"no sheet"])
def test_the_command_refuses_what_is_no_excel_file(
    site: TestApp, modir: Colleague, tmp_path: Path, content: bytes
) -> None:
    assert "Please choose an Excel file" in command(site, tmp_path, content, "--by", "modir")
