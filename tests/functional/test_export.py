"""The guide's Excel file: the citizen's own complaints, in parts."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from webtest import TestApp, TestResponse

from complaints_core.desks import citizen as citizen_desk
from complaints_core.domain import listing
from complaints_web.views import export
from tests.functional.person import Person


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of two rows, so that three complaints make two."""
    for module in (listing, citizen_desk, export):
        monkeypatch.setattr(module, "PART_SIZE", 2)


def opened(response: TestResponse) -> Worksheet:
    """The sheet of a file."""
    sheet = load_workbook(BytesIO(response.body)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def sheet_of(response: TestResponse) -> list[tuple[str, ...]]:
    """The rows of a file, its heading first."""
    return [tuple(str(value or "") for value in row) for row in opened(response).iter_rows(values_only=True)]


def test_the_list_leads_to_the_file_of_its_complaints(person: Person) -> None:
    person.sign_up()
    code = person.file_complaint(description="=1+1 پول واریز نشده است.")

    response = person.site.get("/panel/complaints").click("part 1")

    assert response.content_type.endswith("spreadsheetml.sheet")
    heading, row = sheet_of(response)
    assert heading[:9] == (
        "Row", "Tracking code", "First name", "Last name", "National code", "Kind", "Personal status",
        "Subject of the complaint", "What happened",
    )  # fmt: skip
    assert row[1:4] == (code, "نرگس", "بهاری")
    assert row[8] == "=1+1 پول واریز نشده است."
    assert "Registered" in row


def test_in_persian_the_file_reads_from_right_to_left_and_has_a_persian_name(person: Person) -> None:
    person.sign_up()
    person.file_complaint()
    person.site.set_cookie("_LOCALE_", "fa")

    response = person.site.get("/panel/complaints.xlsx")

    assert opened(response).sheet_view.rightToLeft
    assert "شکایت" in unquote(response.headers["Content-Disposition"])
    row = sheet_of(response)[1]
    assert any(value.startswith("۱۴") for value in row)
    assert any(value.startswith("20") and value[4] == "-" for value in row)


def test_the_national_code_is_masked_unless_its_owner_asks_for_it(person: Person) -> None:
    person.sign_up()
    person.file_complaint()

    masked = sheet_of(person.site.get("/panel/complaints.xlsx"))[1]
    full = sheet_of(person.site.get("/panel/complaints.xlsx?national_code=full"))[1]

    assert person.code not in masked
    assert "•" in masked[4]
    assert full[4] == person.code


@pytest.mark.usefixtures("small_parts")
def test_a_long_list_comes_in_parts_that_go_on_counting(person: Person) -> None:
    person.sign_up()
    codes = {person.file_complaint() for _number in range(3)}

    page = person.site.get("/panel/complaints")
    first, second = (sheet_of(page.click(f"part {part}")) for part in (1, 2))

    assert [row[0] for row in first[1:] + second[1:]] == ["1", "2", "3"]
    assert {row[1] for row in first[1:] + second[1:]} == codes
    person.site.get("/panel/complaints.xlsx?part=3", status=404)


def test_the_file_keeps_the_search_of_the_list(person: Person) -> None:
    person.sign_up()
    person.file_complaint(description="حق پرستاری واریز نشده است.")
    person.file_complaint(description="ویلچر مادرم شکسته است.")

    found = sheet_of(person.site.get("/panel/complaints", {"q": "ويلچر"}).click("part 1"))

    assert len(found) == 2
    assert "ویلچر" in found[1][8]


@pytest.mark.parametrize("part", ["0", "2", "999999999"])
def test_a_part_that_is_not_there_is_not_found(person: Person, part: str) -> None:
    person.sign_up()
    person.file_complaint()

    person.site.get("/panel/complaints.xlsx", {"part": part}, status=404)


@pytest.mark.parametrize("part", ["", "-1", "first", "9" * 40])
def test_an_address_that_names_no_part_gives_the_first(person: Person, part: str) -> None:
    person.sign_up()
    person.file_complaint()

    assert len(sheet_of(person.site.get("/panel/complaints.xlsx", {"part": part}))) == 2


def test_nobody_gets_the_complaints_of_somebody_else(person: Person, stranger: Person) -> None:
    person.sign_up()
    code = person.file_complaint()
    stranger.sign_up()
    stranger.file_complaint()

    rows = sheet_of(stranger.site.get("/panel/complaints.xlsx"))

    assert len(rows) == 2
    assert code not in rows[1]


def test_a_stranger_is_led_to_the_login(site: TestApp) -> None:
    assert site.get("/panel/complaints.xlsx").location.endswith("/login")


def test_files_cannot_be_made_without_end(person: Person) -> None:
    person.sign_up()
    person.file_complaint()
    for _file in range(20):
        person.site.get("/panel/complaints.xlsx")

    refused = person.site.get("/panel/complaints.xlsx", expect_errors=True)

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
