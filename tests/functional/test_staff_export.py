"""Excel files of what staff found, from the button to the file."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from webtest import TestApp, TestResponse

from complaints_core.testing.builders import citizen
from complaints_web.background import work_of
from complaints_web.export_sheets import SheetOfComplaints
from tests.functional import office
from tests.functional.colleague import Colleague
from tests.functional.conftest import Keep, OpenSite
from tests.functional.person import mistakes_of

PAGE, EXPORT = "/staff/complaints", "/staff/complaints.xlsx"
REASON = "The inspectorate asked for it"


def asked(colleague: Colleague, query: str = "", **typed: object) -> TestResponse:
    """Press the button of the Excel file on the search page; answers what comes."""
    page = colleague.site.get(PAGE + query)
    form = next(one for one in page.forms.values() if one.action.endswith(EXPORT))
    for name, value in typed.items():
        form[name] = value
    return form.submit(expect_errors=True)


def worked(site: TestApp) -> None:
    """Let the background make everything."""
    for _ in range(4):
        work_of(site.app.registry).exporting.run()


def sheet_of(response: TestResponse) -> Worksheet:
    """The one sheet of a downloaded file."""
    sheet = load_workbook(BytesIO(response.body)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(response: TestResponse) -> list[tuple[str, ...]]:
    """The rows of a downloaded file, below its heading."""
    sheet = sheet_of(response)
    return [tuple(str(cell or "") for cell in row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def links(page: TestResponse) -> list[str]:
    """The addresses of the parts."""
    return [one["href"] for one in page.html.select(".export-parts a")]


def test_what_is_found_comes_as_a_file(expert: Colleague, keep: Keep) -> None:
    mine = keep(subject="delay")
    keep(subject="bribe")
    keep(unit="07", subject="delay")
    page = asked(expert, "?subject=delay").follow()
    assert "in the queue" in page.html.main.get_text()
    worked(expert.site)
    page = page.click("Look again")
    assert "Look again" not in page.html.main.get_text()
    assert "1 of 1 complaints" in page.html.main.get_text()
    (link,) = links(page)
    file = expert.site.get(link)
    assert file.content_disposition.startswith("attachment")
    assert [row[1] for row in rows_of(file)] == [mine.code]
    text = " ".join(map(str, rows_of(file)[0]))
    assert citizen().national_code not in text
    assert citizen().last_name not in text
    assert mine.description not in text


def test_data_of_persons_need_a_reason(expert: Colleague, keep: Keep) -> None:
    one = keep()
    page = asked(expert, "?q=weeks", personal=True)
    assert page.status_code == 422
    assert "needed for" in mistakes_of(page)
    form = next(form for form in page.forms.values() if "reason" in form.fields)
    assert form["q"].value == "weeks"
    form["reason"] = REASON
    job = form.submit().follow()
    worked(expert.site)
    (link,) = links(expert.site.get(job.request.path))
    (row,) = rows_of(expert.site.get(link))
    assert citizen().national_code in row
    assert one.description in row


def test_cells_run_nothing(expert: Colleague, keep: Keep) -> None:
    keep(description="=1+1", accused_first_name="@cmd", center_name="-2")
    job = asked(expert, personal=True, reason=REASON).follow()
    worked(expert.site)
    (link,) = links(expert.site.get(job.request.path))
    sheet = sheet_of(expert.site.get(link))
    cells = [cell for cell in sheet[2] if cell.value and str(cell.value).startswith(("=", "@", "-"))]
    assert len(cells) == 3
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_whoever_opens_the_address_of_the_button_sees_what_he_asked_for(expert: Colleague) -> None:
    page = expert.site.get(EXPORT).follow()
    assert page.html.h1.get_text(strip=True) == "My Excel files"


def test_a_file_of_somebody_else_is_not_found(site: TestApp, expert: Colleague, keep: Keep) -> None:
    keep()
    job = asked(expert).follow()
    worked(site)
    (link,) = links(expert.site.get(job.request.path))
    other = Colleague.hire(site, "mina", "Karimi", ("supervisor", "23"))
    other.sign_in()
    for address in (job.request.path, link):
        other.site.get(address, status=404)
        TestApp(site.app).get(address, status=303)
    assert job.request.path not in other.site.get("/staff/exports").text
    assert job.request.path in expert.site.get("/staff/exports").text


@pytest.mark.parametrize("address", ["", "/1.xlsx", "/2.xlsx"])
def test_a_file_that_nobody_asked_for_is_not_found(address: str, expert: Colleague) -> None:
    expert.site.get(f"/staff/exports/{'0' * 32}{address}", status=404)


@pytest.mark.parametrize("role", ["inspector", "operator", "administrator"])
def test_who_handles_no_complaints_takes_no_file(role: str, site: TestApp) -> None:
    other = Colleague.hire(site, "reza", "Karimi", (role, "23"))
    token = other.sign_in().html.select_one("input[name=csrf_token]")["value"]
    other.site.get("/staff/exports", status=404)
    other.site.post(EXPORT, {"csrf_token": token}, status=404)


def test_an_auditor_is_offered_no_data_of_persons(site: TestApp, keep: Keep) -> None:
    keep()
    auditor = Colleague.hire(site, "reza", "Karimi", ("auditor", "23"))
    auditor.sign_in()
    page = auditor.site.get(PAGE)
    form = next(one for one in page.forms.values() if one.action.endswith(EXPORT))
    assert "personal" not in form.fields
    token = form["csrf_token"].value
    typed = {"csrf_token": token, "personal": "1", "reason": REASON}
    job = auditor.site.post(EXPORT, typed).follow()
    worked(site)
    (link,) = links(auditor.site.get(job.request.path))
    assert citizen().national_code not in rows_of(auditor.site.get(link))[0]


def test_a_unit_of_others_cannot_be_asked_for(expert: Colleague, keep: Keep) -> None:
    keep()
    token = expert.site.get(PAGE).html.select_one("input[name=csrf_token]")["value"]
    expert.site.post(EXPORT, {"csrf_token": token, "unit": "07"}, status=404)
    expert.site.post(EXPORT, {"unit": "23"}, status=400)


def test_a_file_is_in_the_language_of_who_asked(expert: Colleague, keep: Keep) -> None:
    keep()
    expert.site.set_cookie("_LOCALE_", "fa")
    job = asked(expert).follow()
    worked(expert.site)
    (link,) = links(expert.site.get(job.request.path))
    sheet = sheet_of(expert.site.get(link))
    assert sheet.sheet_view.rightToLeft
    assert sheet["B1"].value == "کد رهگیری"


def test_a_worker_that_dies_within_a_part_leaves_nothing_and_the_next_one_goes_on(
    open_site: OpenSite, lasting: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("complaints_core.domain.export", "complaints_core.desks.rounds.export_round"):
        monkeypatch.setattr(f"{module}.PART_ROWS", 2)
    site = open_site(lasting)
    colleague = Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))
    colleague.sign_in()
    mine = [office.indexed(site, number).code for number in range(5)]
    job = asked(colleague, "?sort=submitted_at").follow()
    exporting = work_of(site.app.registry).exporting
    exporting.run()
    exporting.run()
    with monkeypatch.context() as dying:
        dying.setattr(SheetOfComplaints, "__call__", _die)
        with pytest.raises(SystemExit):
            exporting.run()
    worked(site)
    files = [rows_of(colleague.site.get(link)) for link in links(colleague.site.get(job.request.path))]
    assert [row[1] for rows in files for row in rows] == mine
    assert [len(rows) for rows in files] == [2, 2, 1]


def _die(*_: object) -> None:
    raise SystemExit
