"""Those who lead look at a unit: the numbers are those of the lists, and only who sees those sees them."""

from collections.abc import Callable

import pytest
from webtest import TestApp, TestResponse

from complaints_core.persian import to_jalali
from complaints_web.background import work_of
from complaints_web.languages import utc_now
from tests.functional import office
from tests.functional.colleague import Colleague
from tests.functional.person import Person

Lead = Callable[..., Colleague]
LISTS = {"Overdue": "overdue", "Taken by nobody": "unassigned", "Waiting for the complainant": "waiting"}


@pytest.fixture
def lead(site: TestApp) -> Lead:
    """Let somebody work here and sign in."""

    def hired(username: str, role: str, unit: str, last_name: str = "Moradi") -> Colleague:
        somebody = Colleague.hire(site, username, last_name, (role, unit))
        somebody.sign_in()
        return somebody

    return hired


@pytest.fixture
def chief(lead: Lead) -> Colleague:
    """The supervisor of province 23."""
    return lead("chief", "supervisor", "23")


@pytest.fixture
def counted(site: TestApp) -> Callable[[], object]:
    """Let the indexer come."""
    return work_of(site.app.registry).indexing.run


def board(somebody: Colleague, query: str = "", status: int = 200) -> TestResponse:
    return somebody.site.get(f"/staff/dashboard{query}", status=status)


def tiles(page: TestResponse) -> dict[str, int]:
    """The large numbers by their labels."""
    found = page.html.select(".board-tiles .stat")
    return {one.dt.get_text(strip=True): int(one.dd.get_text(strip=True)) for one in found}


def lines(page: TestResponse, title: str) -> dict[str, list[int]]:
    """A table of numbers (open, overdue, filed, answered) by what stands first in each line."""
    table = next(one for one in page.html.select(".numbers-wide") if one.caption.get_text() == title)
    rows = (one.select("th, td") for one in table.tbody.select("tr"))
    return {row[0].get_text(strip=True): [int(cell.get_text()) for cell in row[1:]] for row in rows}


def test_it_counts_what_was_filed_and_answered(
    person: Person, site: TestApp, chief: Colleague, counted: Callable[[], object]
) -> None:
    person.sign_up()
    first, _second = person.file_complaint(), person.file_complaint(subject="delay")
    chief.step(first, "take")
    office.step(site, first, "answer", "It was as you say.")
    counted()

    page = board(chief)

    assert tiles(page) | {"Open": 2, "Taken by nobody": 1, "Answered in the period": 1} == tiles(page)
    assert lines(page, "By subject") == {"Care allowance": [1, 0, 1, 1], "Delay, or no answer": [1, 0, 1, 0]}
    assert "Half were answered within 0 working days" in page.html.main.get_text(" ", strip=True)
    assert "100%" in page


def test_every_number_is_that_of_its_list(
    person: Person, chief: Colleague, counted: Callable[[], object]
) -> None:
    person.sign_up()
    codes = [person.file_complaint() for _ in range(4)]
    for code in codes[:3]:
        chief.step(code, "take")
    chief.step(codes[0], "ask", text="When was it?")
    counted()

    shown = board(chief, "?unit=23")

    for label, box in LISTS.items():
        page = chief.site.get(f"/staff?box={box}&unit=23")
        rows = len(page.html.select(".queue-row"))
        assert tiles(shown)[label] == rows, label
        assert f"{rows} in the unit’s own list" in shown.html.main.get_text(), label


def test_objections_and_ratings_are_shown(
    person: Person, site: TestApp, chief: Colleague, counted: Callable[[], object]
) -> None:
    person.sign_up()
    code = person.file_complaint()
    office.step(site, code, "take")
    office.step(site, code, "answer", "It is so.")
    page = person.site.get(f"/panel/complaints/{code}")
    rating = next(form for form in page.forms.values() if form.action.endswith("/rate"))
    rating["score"] = "4"
    rating.submit()
    page = person.site.get(f"/panel/complaints/{code}")
    objection = next(form for form in page.forms.values() if form.action.endswith("/object"))
    objection["reason"] = "That is not what I asked."
    objection.submit()
    counted()

    words = board(chief).html.main.get_text(" ", strip=True)

    assert "4.0 (1 rating)" in words
    assert "Not decided yet 1" in words


def test_a_unit_below_is_open_and_one_beside_or_above_is_not_there(chief: Colleague, lead: Lead) -> None:
    assert board(chief, "?unit=2301").html.h1.get_text()
    for query in ("?unit=07", "?unit=headquarters", "?unit=nowhere", "?period=week", "?period=1399x"):
        board(chief, query, status=404)
    board(lead("above", "hq_expert", "headquarters"), "?unit=07")


@pytest.mark.parametrize("role", ["operator", "inspector", "administrator"])
def test_whoever_sees_no_complaints_has_no_dashboard(role: str, lead: Lead) -> None:
    board(lead("somebody", role, "headquarters"), status=404)


def test_a_stranger_is_led_to_the_door(site: TestApp) -> None:
    assert site.get("/staff/dashboard", status=303).location.endswith("/staff/login")


def test_what_is_about_the_reader_is_counted_for_everybody_else(
    person: Person, chief: Colleague, lead: Lead, counted: Callable[[], object]
) -> None:
    person.sign_up()
    person.file_complaint(accused_first_name="Sara", accused_last_name="Rostami")
    accused = lead("rostami", "supervisor", "23", "Rostami")
    counted()

    assert (tiles(board(chief))["Open"], lines(board(chief), "By subject")) == (
        1,
        {"Care allowance": [1, 0, 1, 0]},
    )
    assert tiles(board(accused))["Open"] == tiles(board(accused))["Taken by nobody"] == 0
    assert "By subject" not in board(accused)


def test_the_unit_above_is_compared_only_where_enough_lies_elsewhere(
    person: Person, site: TestApp, chief: Colleague, lead: Lead, counted: Callable[[], object]
) -> None:
    person.sign_up()
    code = person.file_complaint()
    office.step(site, code, "take")
    office.step(site, code, "answer", "It is so.")
    counted()

    page = board(chief)

    assert "For comparison" in page
    assert "fewer than 5" in page
    assert "For comparison" not in board(lead("above", "hq_expert", "headquarters"))


def test_it_says_of_when_it_is_and_when_it_is_not_complete(
    person: Person, chief: Colleague, counted: Callable[[], object]
) -> None:
    person.sign_up()
    assert "counted anew" in board(chief)
    counted()
    assert "counted anew" not in board(chief)
    assert "figures as of" in board(chief)


def test_a_year_is_a_period(person: Person, chief: Colleague, counted: Callable[[], object]) -> None:
    person.sign_up()
    person.file_complaint()
    counted()
    year = to_jalali(utc_now().date()).year
    assert tiles(board(chief, f"?period={year}"))["Open"] == 1
    assert "1 filed" in board(chief, f"?period={year}")
    assert "0 filed" in board(chief, f"?period={year - 1}")


def test_plots_stand_in_the_page_with_their_tables_and_break_no_rule_of_it(
    person: Person, chief: Colleague, counted: Callable[[], object]
) -> None:
    person.sign_up()
    person.file_complaint()
    counted()
    page = board(chief)
    figures = page.html.select("figure.plot")
    assert len(figures) == 2
    for figure in figures:
        assert figure.svg["role"] == "img"
        assert figure.table.caption.get_text() == figure.h3.get_text()
    assert not page.html.select("svg style, svg script, [style]")


def test_the_line_on_top_leads_there(chief: Colleague) -> None:
    assert chief.site.get("/staff").click("Dashboard").html.h1


def test_whoever_watches_the_site_reads_whether_the_figures_are_complete(
    site: TestApp, counted: Callable[[], object]
) -> None:
    assert site.get("/readyz").json["figures_complete"] is False
    counted()
    assert site.get("/readyz").json["figures_complete"] is True
