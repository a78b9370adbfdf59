"""A report of misconduct among inspectors: taken, asked about, opened with a reason, closed, and what whoever
holds the receipt sees of it. To everybody else it does not exist."""

import re
from datetime import timedelta

import pytest
from webtest import TestApp, TestResponse, Upload

from complaints_core.domain.audit import first_broken
from complaints_core.domain.complaints import CITIZEN, Event
from complaints_core.interfaces.ports import IAuditStore, IMisconductStore
from complaints_core.testing.builders import report
from complaints_core.testing.fixed import NOON
from complaints_web.background import bare_request, transaction_of
from complaints_web.ports import port_of
from tests.functional import office
from tests.functional.colleague import Colleague, form_of
from tests.functional.person import Person, form_with, mistakes_of
from tests.functional.test_misconduct import NAMED, open_report, receipt_of
from tests.plugins.files.samples import PDF

REASON = "The prosecutor has asked for a witness by name."
FOUND = "The clerk took money twice. It was paid back, and he is suspended."


@pytest.fixture
def inspector(site: TestApp) -> Colleague:
    """An inspector of headquarters who is signed in."""
    return hired(site, "sara", "Ahmadi", "headquarters")


def hired(site: TestApp, username: str, last_name: str, unit: str, role: str = "inspector") -> Colleague:
    """Somebody who is signed in."""
    colleague = Colleague.hire(site, username, last_name, (role, unit))
    colleague.sign_in()
    return colleague


def address(site: TestApp, digits: str) -> str:
    """The address of a report among inspectors."""
    return f"/staff/misconduct/{office.report(site, digits).key}"


def step(inspector: Colleague, digits: str, name: str, **typed: object) -> TestResponse:
    """Fill the form of a step on the page of a report and send it."""
    form = form_of(inspector.site.get(address(inspector.site, digits)), name)
    for box, value in typed.items():
        form[box] = value
    return form.submit(expect_errors=True)


def steps_on(page: TestResponse) -> set[str]:
    """The steps that the page of a report offers."""
    return {str(form.action).rsplit("/", 1)[-1] for form in page.forms.values()} - {"logout", "identity"}


def rows(inspector: Colleague, status: str = "registered") -> list[str]:
    """The addresses in a queue."""
    page = inspector.site.get("/staff/misconduct", {"status": status})
    counted = page.html.select_one(".tabs [aria-current] .tab-count").get_text()
    found = [str(link["href"]) for link in page.html.select(".queue-what a")]
    assert len(found) == int(counted)
    return found


def seen_by_reporter(site: TestApp, digits: str) -> str:
    """Every word of the page that the receipt opens."""
    return str(open_report(site, digits).html.main.get_text(" ", strip=True))


def test_a_report_goes_from_the_reporter_to_its_outcome(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site, **NAMED)
    assert rows(inspector) == [address(site, digits)]

    step(inspector, digits, "take")
    assert rows(inspector, "reviewing") == [address(site, digits)]
    step(inspector, digits, "ask", text="At which desk was it?", attachments=[Upload("plan.pdf", PDF)])

    page = open_report(site, digits)
    assert "At which desk was it?" in page.html.select_one(".notice-wait").text
    reply = form_with(page, "text")
    reply["text"] = "At the second one."
    reply.submit()
    assert "At the second one." in inspector.site.get(address(site, digits)).text

    opened = step(inspector, digits, "identity", opening_reason=REASON)
    assert "نامدار" in opened.text
    assert REASON in seen_by_reporter(site, digits)

    closed = step(inspector, digits, "close", outcome="confirmed", text=FOUND).follow()
    assert "The report is closed" in closed.text
    page = open_report(site, digits)
    assert "Confirmed" in page.html.select_one("#outcome").text
    assert FOUND in page.html.select_one("#outcome").text


def test_who_reported_is_sealed_and_opened_once_for_each_reason(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site, **NAMED)
    sealed = inspector.site.get(address(site, digits))
    assert "It is sealed" in sealed.text
    assert "نامدار" not in sealed.text
    assert "Nobody so far" in seen_by_reporter(site, digits)
    form = form_of(sealed, "identity")
    form["opening_reason"] = REASON

    opened = form.submit()
    again = form.submit()

    assert opened.headers["Cache-Control"] == "no-store"
    assert "نامدار" in opened.text
    assert "09120000999" in re.sub(r"\s", "", opened.text)
    assert again.status_code == 303
    assert "نامدار" not in again.follow().text
    assert len(office.report(site, digits).openings) == 1


def test_no_reason_opens_nothing(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site, **NAMED)

    refused = step(inspector, digits, "identity", opening_reason="because")

    assert refused.status_code == 422
    assert refused.html.select_one("details[open] #identity-opening_reason")["aria-invalid"] == "true"
    assert "?:" not in mistakes_of(refused)
    assert "نامدار" not in refused.text
    assert office.report(site, digits).openings == ()


def test_a_reporter_who_gave_no_name_cannot_be_opened(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site)
    page = inspector.site.get(address(site, digits))
    assert "did not say who he is" in page.text
    key = form_of(page, "note")["submission_key"].value

    token = inspector.site.cookies["complaints_csrf"]
    typed = {"csrf_token": token, "submission_key": key, "opening_reason": REASON}
    inspector.site.post(f"{address(site, digits)}/identity", typed, status=404)

    assert office.report(site, digits).openings == ()


def test_everything_stands_in_the_audit_but_who_reported(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site, **NAMED, attachments=[Upload("slip.pdf", PDF)])
    inspector.site.get(address(site, digits)).click("slip.pdf")
    step(inspector, digits, "identity", opening_reason=REASON)

    request = bare_request(site.app.registry)
    with transaction_of(request):
        audit: IAuditStore = port_of(request, IAuditStore)
        audit.chain(100)
        entries = list(audit.entries())
    done = {one.note.action for one in entries if one.note.subject == office.report(site, digits).key}
    assert done == {"opened", "file_opened", "identity_opened"}
    assert first_broken(entries) is None
    assert not [word for word in ("نامدار", "9120000999", REASON, digits) if word in repr(entries)]


def test_files_are_fetched_with_the_receipt_in_a_posted_form(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site, attachments=[Upload("slip.pdf", PDF)])
    step(inspector, digits, "take")
    step(inspector, digits, "ask", text="Is it this paper?", attachments=[Upload("paper.pdf", PDF)])

    page = open_report(site, digits)
    mine, theirs = (form for form in page.forms.values() if form.action.endswith("/file"))

    assert mine.submit("file", value="1").body == PDF
    fetched = theirs.submit("file", value="2")
    assert (fetched.body, fetched.headers["Cache-Control"]) == (PDF, "no-store")
    assert "paper.pdf" in fetched.headers["Content-Disposition"]
    assert theirs.submit("file", value="3", expect_errors=True).status_code == 422
    theirs["receipt"] = "0" * 16
    assert "No report was found" in mistakes_of(theirs.submit("file", value="2", expect_errors=True))
    assert site.get("/misconduct/follow-up/file").location.endswith("/misconduct/follow-up")


def test_a_report_belongs_to_the_unit_of_its_province_and_to_those_above(
    site: TestApp, inspector: Colleague
) -> None:
    here, there = hired(site, "omid", "Rostami", "23"), hired(site, "nima", "Moradi", "29")
    of_province, of_nobody = receipt_of(site, province="23"), receipt_of(site)

    assert rows(here) == [address(site, of_province)]
    assert rows(there) == []
    assert set(rows(inspector)) == {address(site, of_province), address(site, of_nobody)}
    there.site.get(address(site, of_province), status=404)
    here.site.get(address(site, of_nobody), status=404)


def test_a_report_that_is_passed_on_goes_out_of_sight(site: TestApp) -> None:
    here, there = hired(site, "omid", "Rostami", "23"), hired(site, "nima", "Moradi", "29")
    digits = receipt_of(site, province="23")

    page = step(here, digits, "refer", unit="29", reason="The office lies over there.")

    assert page.location.endswith("/staff/misconduct")
    assert "passed on" in page.follow().text
    assert rows(there) == [address(site, digits)]
    here.site.get(address(site, digits), status=404)
    assert "The office lies over there." in seen_by_reporter(site, digits)


def test_whoever_is_named_does_not_see_the_report(site: TestApp, inspector: Colleague) -> None:
    accused = hired(site, "mina", "Karimi", "headquarters")
    digits = receipt_of(site, description="It was Sara  KARIMI who asked for the money.")

    assert rows(accused) == []
    accused.site.get(address(site, digits), status=404)
    assert rows(inspector) == [address(site, digits)]


@pytest.mark.parametrize(
    "role", ["expert", "supervisor", "hq_expert", "auditor", "administrator", "operator"]
)
def test_to_other_roles_there_are_no_reports(site: TestApp, role: str) -> None:
    colleague = hired(site, "omid", "Rostami", "headquarters", role)
    digits = receipt_of(site, attachments=[Upload("slip.pdf", PDF)])
    token = {"csrf_token": colleague.site.cookies["complaints_csrf"], "text": "Mine now."}

    for page in ("/staff/misconduct", address(site, digits), f"{address(site, digits)}/attachments/1"):
        colleague.site.get(page, status=404)
    for name in ("take", "note", "close", "refer", "hand-over", "identity"):
        colleague.site.post(f"{address(site, digits)}/{name}", token, status=404)
    assert len(office.report(site, digits).history) == 1


def test_a_stranger_is_led_to_the_login(site: TestApp) -> None:
    digits = receipt_of(site)

    for page in ("/staff/misconduct", address(site, digits)):
        assert site.get(page).location.endswith("/staff/login")


def test_an_inspector_sees_no_complaint(person: Person, inspector: Colleague) -> None:
    person.sign_up()
    code = person.file_complaint()

    inspector.open(code, status=404)


def test_a_report_shows_nowhere_among_complaints(site: TestApp) -> None:
    expert = hired(site, "omid", "Rostami", "headquarters", "hq_expert")
    receipt_of(site, center_name="Bahar home")

    for box in ("mine", "unassigned", "waiting", "overdue"):
        assert "Bahar home" not in expert.site.get("/staff", {"box": box}).text


def test_the_second_of_two_is_told_who_was_faster(site: TestApp, inspector: Colleague) -> None:
    rival = hired(site, "mina", "Karimi", "headquarters")
    digits = receipt_of(site)
    late = form_of(rival.site.get(address(site, digits)), "take")
    step(inspector, digits, "take")

    page = late.submit(status=409)

    assert "Sara Ahmadi has moved this report on" in mistakes_of(page)
    assert office.report(site, digits).assignee == "sara"


def test_words_that_came_too_late_can_still_be_copied(site: TestApp, inspector: Colleague) -> None:
    rival = hired(site, "mina", "Karimi", "headquarters")
    digits = receipt_of(site)
    step(inspector, digits, "take")
    late = form_of(rival.site.get(address(site, digits)), "close")
    late["outcome"], late["text"] = "not_confirmed", FOUND
    step(inspector, digits, "close", outcome="confirmed", text="Everything was as it was told.")

    page = late.submit(status=409)

    assert FOUND in page.html.select_one(".notice-wait").text
    assert len(office.report(site, digits).conclusions) == 1


def test_a_note_is_sent_once_and_never_leaves_the_inspectors(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site)
    form = form_of(inspector.site.get(address(site, digits)), "note")
    form["text"] = "He was named before."

    form.submit()
    page = form.submit().follow()

    assert [event.step for event in office.report(site, digits).history].count("note") == 1
    assert "internal" in page.html.select_one(".part-note").get_text()
    assert "named before" not in seen_by_reporter(site, digits)


def test_a_note_beside_a_question_is_not_taken_for_the_question(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site)
    step(inspector, digits, "take")
    step(inspector, digits, "ask", text="At which desk was it?")
    step(inspector, digits, "note", text="He was named before.")

    page = open_report(site, digits)

    assert "At which desk was it?" in page.html.select_one(".notice-wait").text
    assert "named before" not in page.text


def test_a_file_survives_a_forgotten_word(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site)
    step(inspector, digits, "take")
    refused = step(inspector, digits, "ask", text="", attachments=[Upload("plan.pdf", PDF)])
    assert refused.status_code == 422

    again = form_of(refused, "ask")
    again["text"] = "At which desk was it?"
    again.submit()

    (asked,) = office.report(site, digits).messages
    assert [file.name for file in asked.attachments] == ["plan.pdf"]


def test_words_written_when_the_session_had_ended_are_there_after_the_login(
    site: TestApp, inspector: Colleague
) -> None:
    digits = receipt_of(site)
    form = form_of(inspector.site.get(address(site, digits)), "note")
    form["text"] = "He was named before."
    inspector.close_browser()
    assert form.submit().location.endswith("/staff/login")

    page = inspector.sign_in(code=inspector.codes[0])

    assert form_of(page, "note")["text"].value == "He was named before."


def test_an_inspector_goes_on_hands_over_and_begins_anew(site: TestApp, inspector: Colleague) -> None:
    digits = receipt_of(site)
    step(inspector, digits, "take")
    step(inspector, digits, "ask", text="At which desk was it?")
    step(inspector, digits, "resume")
    step(inspector, digits, "hand-over", body="The court of audit", text="They decide on public money.")
    assert "The court of audit" in seen_by_reporter(site, digits)
    assert rows(inspector, "handed_over") == [address(site, digits)]

    step(inspector, digits, "reopen", reason="They sent it back to us.")

    assert office.report(site, digits).status == "reviewing"
    assert "They sent it back" in seen_by_reporter(site, digits)


def test_what_waits_longest_is_marked_and_late_is_said(site: TestApp, inspector: Colleague) -> None:
    long_ago = NOON - timedelta(days=20)
    forgotten = report(1, submitted_at=long_ago, history=(Event(long_ago, "file", CITIZEN, "registered"),))
    request = bare_request(site.app.registry)
    with transaction_of(request):
        port_of(request, IMisconductStore).add(forgotten)
    receipt_of(site)

    page = inspector.site.get("/staff/misconduct")

    assert page.html.select_one(".longest a")["href"].endswith(forgotten.key)
    assert page.html.select(".queue-row")[-1].select_one(".longest-mark") is not None
    assert "late" in page.html.select_one(".longest .days").text


def test_a_queue_goes_on_where_its_page_ended(site: TestApp, inspector: Colleague) -> None:
    sent = {address(site, receipt_of(site)) for _number in range(27)}

    first = inspector.site.get("/staff/misconduct")
    second = first.click("Next page")

    found = [[str(one["href"]) for one in page.html.select(".queue-what a")] for page in (first, second)]
    assert [len(one) for one in found] == [25, 2]
    assert {*found[0], *found[1]} == sent


@pytest.mark.parametrize("status", ["", "answered", "nowhere"])
def test_a_queue_that_there_is_not_is_not_found(status: str, inspector: Colleague) -> None:
    inspector.site.get("/staff/misconduct", {"status": status}, status=404)


def test_a_key_that_names_no_report_is_not_found(inspector: Colleague) -> None:
    inspector.site.get(f"/staff/misconduct/{'0' * 64}", status=404)
    inspector.site.get("/staff/misconduct/x", status=404)
