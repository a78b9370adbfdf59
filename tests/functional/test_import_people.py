"""New people and units come from Excel files: every mistake is told, nothing half is kept, and first
passwords are told once."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from webtest import TestApp, TestResponse

from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.ports import IStaffStore
from complaints_web.background import bare_request, transaction_of
from complaints_web.import_sheets import CENTERS, PEOPLE, UNITS, SheetKind, headings_of
from complaints_web.languages import Language, languages
from complaints_web.ports import port_of
from tests.functional.colleague import Colleague
from tests.functional.person import mistakes_of
from tests.functional.test_import import changes, command_for, file_of, keep, look

PAGE = "/staff/admin/staff/new/import"
HEADINGS = ("User name", "First name", "Last name", "Role", "Unit", "Codes of centers of his own")
OMID = ("omid", "امید", "رستمی", "expert", "2301", "")
MINA = ("mina", "مینا", "کریمی", "Supervisor", "اداره کل بهزیستی استان تهران", "demo_2301_1")
MINA_TOO = ("mina", "مینا", "کریمی", "اپراتور", "23", "")

UNITS_PAGE = "/staff/admin/units/excel-import"
UNIT_HEADINGS = ("Code", "Name", "Name in English", "Unit above")


@pytest.fixture
def modir(site: TestApp) -> Colleague:
    """An administrator of province 23, signed in."""
    colleague = Colleague.hire(site, "modir", "Modiri", ("administrator", "23"))
    colleague.sign_in()
    return colleague


def somebody(site: TestApp, username: str) -> Staff | None:
    """Who bears a user name now."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store: IStaffStore = port_of(request, IStaffStore)
        return store.get(username)


def passwords_on(page: TestResponse) -> dict[str, str]:
    """The first passwords that a page tells, by user name."""
    cells = [[bdi.get_text() for bdi in row.select("bdi")] for row in page.html.select("tbody tr")]
    return dict(cells)


def told_rows(page: TestResponse) -> list[list[str]]:
    """Row and column of every mistake on a page."""
    return [
        [cell.get_text(strip=True) for cell in row.select("td")][:2] for row in page.html.select("tbody tr")
    ]


@pytest.mark.parametrize("kind", [CENTERS, UNITS, PEOPLE])
@pytest.mark.parametrize("language", languages().values(), ids=list(languages()))
def test_no_two_columns_of_a_sheet_have_one_heading(kind: SheetKind, language: Language) -> None:
    headings = headings_of(kind, language).values()

    assert len(set(headings)) == len(kind.columns)


def test_people_are_reported_on_and_hired_together(site: TestApp, modir: Colleague) -> None:
    report = look(modir, file_of(HEADINGS, OMID, MINA, MINA_TOO), PAGE)
    assert "2 new colleagues" in report
    assert somebody(site, "omid") is None

    passwords = passwords_on(keep(report))

    assert set(passwords) == {"omid", "mina"}
    mina = somebody(site, "mina")
    assert mina is not None
    assert mina.posts == (Post("supervisor", "23"), Post("operator", "23"))
    assert mina.centers == ("demo_2301_1",)
    begins = Colleague(TestApp(site.app), modir.hired).type_password(passwords["omid"], "omid")
    assert begins.status_code == 303
    assert passwords["omid"] not in modir.site.get("/staff/admin/staff")


def test_a_report_that_is_kept_twice_tells_the_passwords_that_hold(site: TestApp, modir: Colleague) -> None:
    report = look(modir, file_of(HEADINGS, OMID), PAGE)
    keep(report)

    again = keep(report)

    assert "came twice" in again
    browser = Colleague(TestApp(site.app), modir.hired)
    assert browser.type_password(passwords_on(again)["omid"], "omid").status_code == 303


def test_every_mistake_of_a_person_is_told_and_nobody_is_hired(site: TestApp, modir: Colleague) -> None:
    page = look(
        modir,
        file_of(
            HEADINGS,
            OMID,
            ("ali", "علی", "", "expert", "2301", ""),
            ("reza1", "رضا", "رضایی", "king", "2301", ""),
            ("reza2", "رضا", "رضایی", "expert", "07", ""),
            ("modir", "رضا", "رضایی", "expert", "23", ""),
            ("reza3", "رضا", "رضایی", "expert", "23", "nowhere"),
            ("omid", "امید", "دیگری", "expert", "23", ""),
            ("9x", "رضا", "رضایی", "expert", "23", ""),
        ),
        PAGE,
    )

    assert page.status_code == 422
    assert told_rows(page) == [
        ["3", "Last name"],
        ["4", "Role"],
        ["5", "Unit"],
        ["6", "User name"],
        ["7", "Codes of centers of his own"],
        ["8", "User name"],
        ["9", "User name"],
    ]
    assert somebody(site, "omid") is None


def test_the_sheet_of_people_needs_no_column_of_centers(modir: Colleague) -> None:
    assert "1 new colleague" in look(modir, file_of(HEADINGS[:5], OMID[:5]), PAGE)
    assert "Unit" in mistakes_of(look(modir, file_of(HEADINGS[:4], OMID[:4]), PAGE))


@pytest.mark.parametrize(
    ("page", "headings"), [(PAGE, HEADINGS), (UNITS_PAGE, UNIT_HEADINGS)], ids=["people", "units"]
)
def test_an_empty_sheet_has_the_right_headings(
    modir: Colleague, page: str, headings: tuple[str, ...]
) -> None:
    sheet = modir.site.get(f"{page}.xlsx")

    rows = list(load_workbook(BytesIO(sheet.body)).worksheets[0].iter_rows(values_only=True))
    assert rows == [headings]


def test_the_command_hires_whom_the_page_would(site: TestApp, modir: Colleague, tmp_path: Path) -> None:
    content = file_of(HEADINGS, OMID)

    told = command_for("staff", site, tmp_path, content, "--by", "modir", "--dry-run")
    assert (told, somebody(site, "omid")) == ("new: 1, changed: 0, as they were: 0; nothing is kept", None)

    *_words, password = command_for("staff", site, tmp_path, content, "--by", "modir").split()
    assert Colleague(TestApp(site.app), modir.hired).type_password(password, "omid").status_code == 303
    told = command_for("staff", site, tmp_path, content, "--by", "modir")
    assert told == "row 2, User name: There is an account of this name already. Please choose another one."


def test_units_are_kept_together_one_below_the_other(site: TestApp, modir: Colleague) -> None:
    rows = (
        ("u_west", "اداره غرب", "West office", "23"),
        ("u_west_1", "ناحیه یک", "", "اداره غرب"),
        ("2301", "بهزیستی تهران بزرگ", "", "23"),
    )
    report = look(modir, file_of(UNIT_HEADINGS, *rows), UNITS_PAGE)
    assert "2 new units" in report
    assert "1 unit has another name" in report
    assert changes(site) == 0

    kept = keep(report).follow()

    assert "The units are kept" in kept
    assert changes(site) == 1
    assert "West office" in modir.site.get("/staff/admin/units/u_west")
    assert "ناحیه یک" in modir.site.get("/staff/admin/units/u_west_1")


def test_every_mistake_of_a_unit_is_told(site: TestApp, modir: Colleague, tmp_path: Path) -> None:
    rows = (
        ("u_1", "الف", "", "07"),
        ("u_2", "ب", "", "23"),
        ("u_2", "پ", "", "23"),
        ("2301", "ت", "", "u_2"),
        ("Big One", "ث", "", "23"),
        ("0702", "ج", "", "07"),
    )
    content = file_of(UNIT_HEADINGS, *rows)

    page = look(modir, content, UNITS_PAGE)

    assert told_rows(page) == [
        ["2", "Unit above"],
        ["4", "Code"],
        ["5", "Unit above"],
        ["6", "Code"],
        ["7", "Code"],
    ]
    assert changes(site) == 0
    told = command_for("units", site, tmp_path, content, "--by", "modir").splitlines()
    assert told[0] == "row 2, Unit above: There is no such unit among yours."
