"""The audit as auditors read it, and what is noted there of everybody who was refused."""

from dataclasses import replace

import pytest
from webtest import Form, TestApp, TestResponse

from complaints_core.domain import audit
from complaints_core.domain.amendments import Amendment
from complaints_core.interfaces.ports import IAuditStore
from complaints_core.testing.builders import audit_note
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from complaints_web.showing.audit import ACTIONS
from tests.functional.colleague import Colleague
from tests.functional.person import Person


@pytest.fixture
def auditor(site: TestApp) -> Colleague:
    """An auditor who is signed in."""
    colleague = Colleague.hire(site, "nima", "Moradi", ("auditor", "headquarters"))
    colleague.sign_in()
    return colleague


def chained(site: TestApp) -> None:
    """Let the worker take what waits into the chain."""
    work_of(site.app.registry).round()


def look(auditor: Colleague, **typed: str) -> TestResponse:
    """Fill the form of the audit and send it."""
    form = searching(auditor.site.get("/staff/audit"))
    for name, value in typed.items():
        form[name] = value
    return form.submit(expect_errors=True)


def searching(page: TestResponse) -> Form:
    """The form by which the audit is searched."""
    return next(form for form in page.forms.values() if form.action.endswith("/staff/audit"))


def rows(page: TestResponse) -> list[str]:
    """The entries on a page, each in one line."""
    return [" ".join(row.get_text(" ", strip=True).split()) for row in page.html.select(".audit-row")]


def numbers(page: TestResponse) -> list[int]:
    """The numbers of the entries on a page."""
    return [int(one.get_text()) for one in page.html.select(".audit-number")]


def invented(site: TestApp, count: int) -> None:
    """Put so many notes into the chain."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store: IAuditStore = port_of(request, IAuditStore)
        for number in range(count):
            store.note(audit_note(number))
        store.chain(count)


def test_the_newest_stands_first_and_the_page_goes_further_back(site: TestApp, auditor: Colleague) -> None:
    invented(site, 120)

    page = auditor.site.get("/staff/audit")
    assert numbers(page) == list(range(120, 70, -1))
    further = searching(page).submit("before")

    assert numbers(further) == list(range(70, 20, -1))
    assert numbers(searching(further).submit("before")) == list(range(20, 0, -1))


def test_entries_are_found_by_actor_action_code_and_day(
    site: TestApp, person: Person, auditor: Colleague, expert: Colleague
) -> None:
    person.sign_up()
    code = person.file_complaint()
    expert.step(code, "take")
    chained(site)

    assert all(" sara " in row for row in rows(look(auditor, actor="SARA")))
    assert len(rows(look(auditor, actor="sara"))) > len(rows(look(auditor, actor="sara", action="take")))
    spoken = " ".join(code[at : at + 4] for at in range(0, 12, 4))
    found = rows(look(auditor, subject=spoken))
    assert found
    assert all(spoken in row for row in found)
    assert rows(look(auditor, subject=spoken, day="1390/01/01")) == []


def test_a_day_that_there_is_not_is_said_beside_its_box(auditor: Colleague) -> None:
    page = look(auditor, day="1405/13/40")
    assert page.status_code == 422
    assert page.html.select_one("#day-mistake")
    assert searching(page)["day"].value == "1405/13/40"


def test_the_key_of_a_report_is_never_taken_for_a_tracking_code(site: TestApp, auditor: Colleague) -> None:
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store: IAuditStore = port_of(request, IAuditStore)
        note = replace(audit_note(1), subject="123456789012")
        store.note(note)
        store.note(replace(note, id="report", facts=(("misconduct", "yes"),)))
        store.chain(2)

    report, complaint = rows(auditor.site.get("/staff/audit"))[:2]

    assert "1234 5678 9012" in complaint
    assert "1234 5678 9012" not in report


def test_every_action_has_a_name_and_a_unit_is_called_by_its_own(site: TestApp, auditor: Colleague) -> None:
    invented(site, 1)
    assert "Unit: Welfare office of Tehran province" in rows(auditor.site.get("/staff/audit"))[0]

    codes = {text for name, text in vars(audit).items() if name.isupper() and isinstance(text, str)}
    changes = {kind.kind for kind in Amendment.__subclasses__()}
    assert codes - {audit.BEGINNING} | changes == set(ACTIONS)


def test_no_address_holds_what_is_looked_for(auditor: Colleague) -> None:
    assert searching(auditor.site.get("/staff/audit")).method == "post"


@pytest.mark.parametrize("role", ["expert", "supervisor", "inspector", "operator", "administrator"])
def test_the_audit_is_there_for_auditors_only(site: TestApp, role: str) -> None:
    colleague = Colleague.hire(site, "somebody", "Karimi", (role, "headquarters"))
    colleague.sign_in()
    colleague.site.get("/staff/audit", status=404)


def test_a_whole_chain_is_said_to_be_whole(site: TestApp, auditor: Colleague) -> None:
    invented(site, 20)
    page = auditor.site.get("/staff/audit")
    assert "Not looked over yet" in page.text
    checking = next(form for form in page.forms.values() if form.action.endswith("/check"))
    assert "Whole up to entry 20" in checking.submit().follow().text


def test_a_changed_entry_is_told_by_its_number(site: TestApp, auditor: Colleague) -> None:
    invented(site, 20)
    request = bare_request(site.app.registry)
    with transaction_of(request):
        entries = list(port_of(request, IAuditStore).entries())
        object.__setattr__(entries[6].note, "actor", "somebody else")
    chained(site)
    chained(site)

    assert "What stands at entry 7 is not what was written" in auditor.site.get("/staff/audit").text


def test_what_is_not_ones_own_is_refused_and_noted(
    site: TestApp, person: Person, auditor: Colleague, expert: Colleague
) -> None:
    person.sign_up()
    code = person.file_complaint()
    stranger = Colleague.hire(site, "omid", "Rostami", ("expert", "07"))
    stranger.sign_in()

    stranger.open(code, status=404)
    stranger.open("123456789012", status=404)
    stranger.site.get("/staff/audit", status=404)
    chained(site)

    found = rows(look(auditor, actor="omid", action="refused"))
    spoken = " ".join(code[at : at + 4] for at in range(0, 12, 4))
    assert [spoken in row for row in found] == [False, False, True]
    assert "page: case" in found[-1]
    assert "answer: 404" in found[-1]
    assert not any("123456789012" in row for row in found)


def test_a_step_that_came_too_late_is_noted(
    site: TestApp, person: Person, auditor: Colleague, expert: Colleague
) -> None:
    person.sign_up()
    code = person.file_complaint()
    other = Colleague.hire(site, "omid", "Rostami", ("expert", "23"))
    other.sign_in()
    form = next(one for one in other.open(code).forms.values() if one.action.endswith("/take"))
    expert.step(code, "take")
    assert form.submit(expect_errors=True).status_code == 409
    chained(site)

    assert "answer: 409" in rows(look(auditor, actor="omid", action="refused"))[0]


def test_a_refused_sign_in_is_noted_without_the_typed_name(site: TestApp, auditor: Colleague) -> None:
    stranger = Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))
    stranger.type_password(password="wrong one")
    stranger.type_password(username="my-secret-password")
    chained(site)

    found = rows(look(auditor, action="sign_in_refused"))
    assert len(found) == 2
    assert "my-secret" not in " ".join(found)
    assert "wrong one" not in " ".join(found)


def test_what_citizens_do_not_find_is_no_matter_for_the_audit(
    site: TestApp, person: Person, auditor: Colleague
) -> None:
    person.sign_up()
    person.site.get("/panel/complaints/123456789012", status=404)
    chained(site)
    assert rows(look(auditor, action="refused")) == []
