"""One step with many complaints: ticked in the inbox, looked over, done once, and told what came of each."""

import pytest
from bs4 import Tag
from webtest import Form, TestApp, TestResponse

from tests.functional import office
from tests.functional.colleague import Colleague
from tests.functional.person import Person, mistakes_of

REASON = "It belongs to their field."


@pytest.fixture
def codes(person: Person) -> list[str]:
    """The tracking codes of three complaints at the office of province 23."""
    person.sign_up()
    return [person.file_complaint() for _number in range(3)]


@pytest.fixture
def sara(site: TestApp) -> Colleague:
    """An expert of province 23."""
    return Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))


def tick(colleague: Colleague, codes: list[str], way: str) -> TestResponse:
    """Tick complaints in the inbox and press a button below; the ticks belong to the form by its id."""
    page = colleague.site.get("/staff?box=unassigned")
    assert set(codes) <= {str(box["value"]) for box in page.html.select("input[form=bulk]")}
    button = next(one for one in page.html.select("#bulk button") if str(one["formaction"]).endswith(way))
    fields = [(str(one["name"]), str(one["value"])) for one in page.html.select("#bulk input")]
    return colleague.site.post(str(button["formaction"]), [*fields, *(("code", code) for code in codes)])


def bulk_form(page: TestResponse) -> Form:
    """The form of the step on a page."""
    return next(form for form in page.forms.values() if "/staff/bulk/" in form.action)


def look(page: TestResponse, **typed: str) -> TestResponse:
    """Fill the form and look it over."""
    form = bulk_form(page)
    for name, value in typed.items():
        form[name] = value
    return form.submit("step", value="look", expect_errors=True)


def rows(page: TestResponse) -> dict[str, str]:
    """What the page says of each complaint, by tracking code."""
    return {_code(row): row.get_text(" ", strip=True) for row in page.html.select(".bulk-row")}


def _code(row: Tag) -> str:
    shown = row.select_one("bdi")
    assert shown is not None
    return shown.get_text().replace(" ", "")


def test_with_a_first_password_nothing_can_be_ticked(site: TestApp, codes: list[str]) -> None:
    newcomer = Colleague.hire(site, "omid", "Rostami", ("supervisor", "23"), new=True)
    newcomer.sign_in()
    form = {"csrf_token": newcomer.site.cookies["complaints_csrf"], "code": codes[0], "step": "look"}
    for way, chosen in (("assign", {"staff": "omid"}), ("refer", {"unit": "2301", "reason": REASON})):
        page = newcomer.site.post(f"/staff/bulk/{way}", {**form, **chosen})
        assert page.location.endswith("/staff/login")
        assert codes[0] not in page.follow().follow().text


def steps(site: TestApp, code: str) -> list[str]:
    return [event.step for event in office.kept(site, code).history]


def test_several_are_assigned_after_a_look(
    site: TestApp, supervisor: Colleague, sara: Colleague, codes: list[str]
) -> None:
    page = look(tick(supervisor, codes[:2], "assign"), staff="sara", reason=REASON)

    assert "with 2 of 2 complaints" in page.text
    assert [office.kept(site, code).assignee for code in codes] == ["", "", ""]
    done = bulk_form(page).submit("step", value="do").follow()

    assert "Done with 2 complaints" in done.text
    assert [office.kept(site, code).assignee for code in codes] == ["sara", "sara", ""]
    sara.sign_in()
    assert "Assign: Sara Ahmadi" in sara.open(codes[0]).text
    assert REASON in sara.open(codes[0]).text


def test_what_was_moved_on_since_the_look_is_left_alone_and_told(
    site: TestApp, person: Person, supervisor: Colleague, sara: Colleague, codes: list[str]
) -> None:
    page = look(tick(supervisor, codes, "assign"), staff="sara")
    sara.sign_in()
    sara.step(codes[1], "note", text="I know him from before.")

    done = bulk_form(page).submit("step", value="do").follow()

    assert "Done with 2 complaints" in done.text
    assert "somebody has moved this complaint on" in rows(done)[codes[1]]
    assert office.kept(site, codes[1]).assignee == ""


def test_a_look_says_of_each_why_it_cannot_be_done(
    site: TestApp, supervisor: Colleague, sara: Colleague, codes: list[str]
) -> None:
    page = tick(supervisor, codes, "refer")
    supervisor.step(codes[0], "refer", unit="2301", reason=REASON)
    office.step(site, codes[1], "reject", "There is no such place.")

    page = look(page, unit="2301", reason=REASON)

    assert "at this unit already" in rows(page)[codes[0]]
    assert "not possible" in rows(page)[codes[1]]
    assert "with 1 of 3 complaints" in page.text
    bulk_form(page).submit("step", value="do")
    assert office.kept(site, codes[2]).unit == "2301"
    assert office.kept(site, codes[1]).status == "rejected"


def test_a_form_that_is_sent_twice_does_it_once_and_tells_the_same(
    site: TestApp, supervisor: Colleague, sara: Colleague, codes: list[str]
) -> None:
    form = bulk_form(look(tick(supervisor, codes, "refer"), unit="2301", reason=REASON))

    first, second = (form.submit("step", value="do").follow() for _ in range(2))

    assert rows(first) == rows(second)
    assert [steps(site, code).count("refer") for code in codes] == [1, 1, 1]


def test_a_mistake_keeps_ticks_and_words(supervisor: Colleague, codes: list[str]) -> None:
    page = look(tick(supervisor, codes[:2], "refer"), reason=REASON)

    assert page.status_code == 422
    assert "Unit" in mistakes_of(page)
    assert bulk_form(page)["reason"].value == REASON
    assert set(rows(page)) == set(codes[:2])


def test_whoever_changes_his_mind_finds_everything_as_it_was(
    supervisor: Colleague, sara: Colleague, codes: list[str]
) -> None:
    page = look(tick(supervisor, codes[:2], "assign"), staff="sara", reason=REASON)

    again = bulk_form(page).submit("step", value="edit")

    assert (bulk_form(again)["staff"].value, bulk_form(again)["reason"].value) == ("sara", REASON)
    assert set(rows(again)) == set(codes[:2])


def test_what_was_chosen_outlives_the_session(
    supervisor: Colleague, sara: Colleague, codes: list[str]
) -> None:
    form = bulk_form(tick(supervisor, codes[:2], "assign"))
    form["staff"], form["reason"] = "sara", REASON
    supervisor.close_browser()
    login = form.submit("step", value="look").follow()

    page = supervisor.sign_in(code=supervisor.codes[0])

    assert "your words are here again" in login.text
    assert (bulk_form(page)["staff"].value, bulk_form(page)["reason"].value) == ("sara", REASON)
    assert set(rows(page)) == set(codes[:2])


def test_what_is_out_of_sight_is_neither_shown_nor_done(
    site: TestApp, supervisor: Colleague, codes: list[str]
) -> None:
    elsewhere = Colleague.hire(site, "omid", "Rostami", ("supervisor", "29"))
    elsewhere.sign_in()
    token = {"csrf_token": elsewhere.site.cookies["complaints_csrf"]}

    page = elsewhere.site.post("/staff/bulk/refer", {**token, "code": codes[0]})
    assert rows(page) == {}
    form = bulk_form(page)
    forged = {**dict(form.submit_fields()), "unit": "29", "reason": REASON, "code": codes[0]}
    page = elsewhere.site.post("/staff/bulk/refer", {**forged, "step": "look"})
    assert "could not find" in rows(page)[codes[0]]
    elsewhere.site.post("/staff/bulk/refer", {**forged, "step": "do", "seen": f"{codes[0]}.1"})

    assert office.kept(site, codes[0]).unit == "23"


def test_nothing_ticked_leads_back_to_the_lists(supervisor: Colleague, codes: list[str]) -> None:
    assert "Tick one complaint" in tick(supervisor, [], "assign").follow().text
    assert supervisor.site.get("/staff/bulk/assign").location.endswith("/staff")


def test_an_auditor_finds_nothing_to_tick(site: TestApp, codes: list[str]) -> None:
    auditor = Colleague.hire(site, "nima", "Moradi", ("auditor", "23"))
    auditor.sign_in()
    assert not auditor.site.get("/staff?box=unassigned").html.select("input[form=bulk], #bulk")


def test_nobody_reads_what_came_of_a_step_of_others(
    site: TestApp, supervisor: Colleague, sara: Colleague, codes: list[str]
) -> None:
    sent = bulk_form(look(tick(supervisor, codes, "assign"), staff="sara")).submit("step", value="do")
    sara.sign_in()
    sara.site.get(sent.location, status=404)
    sara.site.get("/staff/bulk/done?sent=nothing", status=404)
