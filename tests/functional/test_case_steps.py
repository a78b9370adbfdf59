"""The rarer steps of a case on its page: declined, linked, reopened, sent back, made urgent."""

from datetime import UTC, datetime

from pyramid.interfaces import IRequest
from webtest import TestApp, Upload

from complaints_core.domain.amendment_kinds import TemplateKept
from complaints_core.domain.answer_templates import AnswerTemplate
from complaints_core.interfaces.ports import IClock
from complaints_core.testing import FixedClock
from complaints_web.background import work_of
from complaints_web.site import site_of
from tests.functional import office
from tests.functional.colleague import Colleague, codes_in, form_of, steps_on
from tests.functional.person import Person, mistakes_of, seen_by
from tests.functional.test_amended_site import amend, made
from tests.plugins.files.samples import PDF

REASON = "A paper was found that changes it."


def last_sms(person: Person) -> str:
    return str(person.messages()[-1]["template"])


def name_of(site: TestApp, unit: str) -> str:
    """What a unit is called in English."""
    found = site_of(site.app.registry).profile.directory.unit(unit)
    assert found is not None
    return str(found.label.text("en"))


def test_a_citizen_reads_which_body_decides(person: Person, supervisor: Colleague, code: str) -> None:
    page = supervisor.step(code, "decline", reason="Pensions are theirs to decide.")
    assert page.status_code == 422
    assert "Body that decides" in mistakes_of(page)

    supervisor.step(code, "decline", body="Social Security Fund", reason="Pensions are theirs to decide.")

    told = seen_by(person, code)
    assert "Body that decides: Social Security Fund" in told
    assert "Found to be another body’s matter: Social Security Fund" in told
    assert "Pensions are theirs to decide." in told
    assert last_sms(person) == "complaint_decline"


def test_an_answer_out_of_scope_asks_for_the_body(person: Person, expert: Colleague, code: str) -> None:
    expert.step(code, "take")
    text = "This matter is decided by another body, which we name here."

    page = expert.step(code, "answer", finding="out_of_scope", text=text)
    assert "name the body" in mistakes_of(page)
    form = form_of(page, "answer")
    form["body"] = "Social Security Fund"
    form.submit()

    assert "Another body decides: Social Security Fund" in seen_by(person, code)
    assert "Another body decides: Social Security Fund" in expert.open(code).text


def test_a_complaint_that_was_filed_twice_leads_to_the_first(
    person: Person, expert: Colleague, code: str
) -> None:
    second = person.file_complaint()
    assert code in expert.open(second).html.select_one(".related").get_text().replace(" ", "")

    assert "tracking code" in mistakes_of(expert.step(second, "link", original="123456789012"))
    expert.step(second, "link", original=f"{code[:4]} {code[4:8]} {code[8:]}")

    assert last_sms(person) == "complaint_link"
    page = person.site.get(f"/panel/complaints/{second}")
    assert "goes on in another complaint" in page.text
    assert page.click("Open the complaint").request.path.endswith(code)
    assert "Repeated by" in expert.open(code).text
    assert "It repeats" in expert.open(second).text


def test_what_was_closed_is_reopened_for_a_reason(person: Person, supervisor: Colleague, code: str) -> None:
    supervisor.step(code, "reject", reason="There is no such place.")

    supervisor.step(code, "reopen", reason=REASON)

    assert REASON in seen_by(person, code)
    assert last_sms(person) == "complaint_reopen"
    assert "answer" in steps_on(supervisor.open(code))
    assert codes_in(supervisor.site.get("/staff")) == [code]


def test_what_was_referred_goes_back_and_both_ways_are_told(
    site: TestApp, person: Person, supervisor: Colleague, code: str
) -> None:
    county = Colleague.hire(site, "nima", "Moradi", ("supervisor", "2301"))
    county.sign_in()
    assert "return" not in steps_on(supervisor.open(code))
    supervisor.step(code, "refer", unit="2301", reason="Your office pays it.")
    assert f"Passed on to the unit in charge: {name_of(site, '2301')}" in seen_by(person, code)

    county.step(code, "return", reason="We do not pay it.")

    assert f"Sent back to the unit it came from: {name_of(site, '23')}" in seen_by(person, code)
    assert codes_in(supervisor.site.get("/staff?box=unassigned")) == [code]
    county.open(code, status=404)


def test_an_urgent_complaint_that_nobody_takes_comes_to_the_supervisor(site: TestApp, person: Person) -> None:
    clock = FixedClock(datetime.now(UTC))
    site.app.registry.registerAdapter(lambda request: clock, (IRequest,), IClock)
    person.sign_up()
    code = person.file_complaint()
    supervisor = Colleague.hire(site, "mina", "Karimi", ("supervisor", "23"))
    supervisor.sign_in()
    supervisor.step(code, "urge", reason="A child is in danger there.")

    assert last_sms(person) == "complaint_urge"
    assert "A child is in danger there." in seen_by(person, code)
    assert "urge" not in steps_on(supervisor.open(code))
    assert "first look: 4 hours left" in supervisor.site.get("/staff?box=unassigned").text
    assert "within 4 hours" in supervisor.open(code).text

    for hours in (3, 2, 1):
        clock.advance(hours=hours)
        work_of(site.app.registry).escalation.run()

    assert [event.step for event in office.kept(site, code).history].count("unseen") == 1
    supervisor.sign_in(code=supervisor.codes[0])
    assert "first look 2 hours late" in supervisor.site.get("/staff?box=escalated").text
    assert codes_in(supervisor.site.get("/staff?box=escalated")) == [code]
    supervisor.step(code, "take")
    assert codes_in(supervisor.site.get("/staff?box=escalated")) == []


def test_files_are_kept_when_a_form_has_a_mistake(expert: Colleague, code: str) -> None:
    expert.step(code, "take")
    page = expert.step(code, "answer", text="Too short?", attachments=[Upload("letter.pdf", PDF)])
    assert page.status_code == 422
    assert "letter.pdf" in page.html.select_one("details[open]").get_text()

    form = form_of(page, "answer")
    form["finding"], form["text"] = "upheld", "It was as you say; the letter tells more."
    form.submit()

    assert expert.open(code).click("letter.pdf").body == PDF


def test_a_kept_file_can_be_taken_away_again(expert: Colleague, code: str) -> None:
    expert.step(code, "take")
    page = expert.step(code, "ask", text="?", attachments=[Upload("letter.pdf", PDF)])

    again = form_of(page, "ask").submit("remove", value="1")

    assert "letter.pdf" not in again.text
    form = form_of(again, "ask")
    form["text"] = "Which bank is it?"
    form.submit()
    assert office.kept(expert.site, code).all_attachments() == ()


def test_files_outlive_the_session(expert: Colleague, code: str) -> None:
    expert.step(code, "take")
    form = form_of(expert.open(code), "ask")
    form["text"], form["attachments"] = "Which bank is it?", [Upload("letter.pdf", PDF)]
    expert.close_browser()
    form.submit()

    page = expert.sign_in(code=expert.codes[0])

    assert "letter.pdf" in page.html.select_one("details[open]").get_text()
    form_of(page, "ask").submit()
    assert [file.name for file in office.kept(expert.site, code).all_attachments()] == ["letter.pdf"]


def test_the_steps_that_mostly_come_next_stand_first(supervisor: Colleague, code: str) -> None:
    supervisor.step(code, "take")
    page = supervisor.open(code)
    folded = {form["action"].rsplit("/", 1)[-1] for form in page.html.select(".more-steps form")}
    assert {"reject", "decline", "link", "extend", "urge", "assign"} == folded
    assert {"answer", "ask", "refer", "note"} == steps_on(page) - folded
    again = supervisor.step(code, "decline", body="")
    assert again.html.select_one("details.more-steps[open] details[open] form")["action"].endswith("decline")


def test_a_ready_made_text_joins_what_was_written_and_loses_nothing(expert: Colleague, code: str) -> None:
    ready = AnswerTemplate("paid", "It was paid", "The money was paid. Code: {tracking_code}", "headquarters")
    amend(expert.site, TemplateKept(template=ready, new=True, **made()))
    expert.step(code, "take")
    form = form_of(expert.open(code), "answer")
    form["finding"], form["text"], form["template"] = "upheld", "Dear Narges,", "paid"
    form["attachments"] = [Upload("letter.pdf", PDF)]

    form = form_of(form.submit("fill"), "answer")

    assert form["finding"].value == "upheld"
    assert form["text"].value.startswith("Dear Narges,")
    assert "The money was paid. Code:" in form["text"].value
    form.submit()
    answer = office.kept(expert.site, code).answer
    assert answer is not None
    assert "The money was paid" in answer.text
    assert [file.name for file in answer.attachments] == ["letter.pdf"]


def test_where_there_is_no_ready_made_text_none_is_offered(expert: Colleague, code: str) -> None:
    expert.step(code, "take")
    assert "template" not in form_of(expert.open(code), "answer").fields
