"""A complaint among staff: taken, asked about, referred, answered, and what its citizen sees of it."""

import pytest
from webtest import TestApp, TestResponse, Upload

from tests.functional import office
from tests.functional.colleague import Colleague, codes_in, form_of, steps_on
from tests.functional.person import Person, mistakes_of, seen_by
from tests.plugins.files.samples import PDF

ANSWER = "The allowance was held back by mistake. It is paid with the next month."


def answered(expert: Colleague, code: str) -> TestResponse:
    """The page of a complaint that an expert has taken and answered."""
    expert.step(code, "take")
    return expert.step(code, "answer", finding="upheld", text=ANSWER).follow()


def parts_of(page: TestResponse) -> list[str]:
    """The parts of the page of a complaint, in the order in which they are read."""
    return [part["class"][0] for part in page.html.select(".case > section")]


def test_by_when_and_what_the_citizen_wrote_is_read_before_all_facts(expert: Colleague, code: str) -> None:
    assert parts_of(expert.open(code)) == ["case-clock", "case-story", "case-facts", "case-steps"]


def test_a_new_complaint_stands_among_what_nobody_has_taken(expert: Colleague, code: str) -> None:
    assert codes_in(expert.site.get("/staff?box=unassigned")) == [code]
    assert codes_in(expert.site.get("/staff")) == []

    expert.step(code, "take")

    assert codes_in(expert.site.get("/staff?box=unassigned")) == []
    assert codes_in(expert.site.get("/staff")) == [code]


def test_a_citizen_reads_finding_and_answer(person: Person, expert: Colleague, code: str) -> None:
    page = answered(expert, code)

    assert "told by SMS" in page.text
    assert "Upheld" in seen_by(person, code)
    assert ANSWER in seen_by(person, code)
    assert person.messages()[-1]["template"] == "complaint_answer"


def test_a_question_goes_to_the_citizen_and_comes_back(person: Person, expert: Colleague, code: str) -> None:
    expert.step(code, "take")
    expert.step(code, "ask", text="Which bank is it?", attachments=[Upload("form.pdf", PDF)])
    assert "Which bank is it?" in seen_by(person, code)
    assert codes_in(expert.site.get("/staff?box=waiting")) == [code]

    reply = form_of(person.site.get(f"/panel/complaints/{code}"), "reply")
    reply["text"] = "Bank Melli, Bahar street."
    reply["attachments"] = [Upload("card.pdf", PDF)]
    reply.submit()

    page = expert.open(code)
    assert "Bank Melli" in page.html.select_one(".part-citizen").get_text()
    assert page.click("card.pdf").body == PDF
    assert "answer" in steps_on(page)
    assert codes_in(expert.site.get("/staff?box=waiting")) == []


def test_a_note_is_marked_internal_and_never_leaves_the_office(
    person: Person, expert: Colleague, code: str
) -> None:
    page = expert.step(code, "note", text="He has complained before.").follow()

    note = page.html.select_one(".part-note")
    assert "internal" in note.get_text()
    assert "He has complained before." in note.get_text()
    assert "complained before" not in person.site.get(f"/panel/complaints/{code}").text


def test_a_note_beside_a_question_is_not_taken_for_the_question(
    person: Person, expert: Colleague, code: str
) -> None:
    expert.step(code, "take")
    expert.step(code, "ask", text="Which bank is it?")
    expert.step(code, "note", text="He has complained before.")

    page = person.site.get(f"/panel/complaints/{code}")

    assert "Which bank is it?" in page.html.select_one(".notice-wait").text
    assert "complained before" not in page.text


def test_a_referral_takes_the_complaint_to_the_other_unit(
    person: Person, site: TestApp, expert: Colleague, code: str
) -> None:
    county = Colleague.hire(site, "omid", "Rostami", ("expert", "2301"))
    county.sign_in()
    county.open(code, status=404)

    page = expert.step(code, "refer", unit="2301", reason="Your office pays it.").follow()

    assert "passed on" in page.text
    assert codes_in(county.site.get("/staff?box=unassigned")) == [code]
    assert "Your office pays it." in county.open(code).text
    assert "Your office pays it." in seen_by(person, code)


def test_whoever_refers_out_of_his_sight_is_led_to_his_lists(
    site: TestApp, expert: Colleague, code: str
) -> None:
    page = expert.step(code, "refer", unit="headquarters", reason="Only they can decide it.")

    assert page.location.endswith("/staff")
    assert "passed on" in page.follow().text
    expert.open(code, status=404)


def test_a_supervisor_assigns(expert: Colleague, supervisor: Colleague, code: str) -> None:
    assert "assign" not in steps_on(expert.open(code))

    supervisor.step(code, "assign", staff="sara")

    assert codes_in(expert.site.get("/staff")) == [code]
    assert "Sara Ahmadi" in supervisor.open(code).html.select_one(".case-facts").get_text()


def test_who_answered_does_not_decide_the_objection(
    person: Person, expert: Colleague, supervisor: Colleague, code: str
) -> None:
    answered(expert, code)
    objection = form_of(person.site.get(f"/panel/complaints/{code}"), "object")
    objection["reason"] = "The money has not arrived."
    objection.submit()

    assert not {"take", "answer", "close"} & steps_on(expert.open(code))
    assert "The money has not arrived." in supervisor.open(code).text
    supervisor.step(code, "take")
    supervisor.step(code, "answer", finding="partly_upheld", text="It was paid today; we are sorry.")
    assert "It was paid today" in seen_by(person, code)


def test_an_answered_complaint_is_closed(person: Person, expert: Colleague, code: str) -> None:
    answered(expert, code)

    page = expert.step(code, "close").follow()

    assert "The complaint is closed." in page.text
    assert office.kept(person.site, code).status == "closed"


def test_a_reason_that_a_citizen_reads_goes_with_extension_and_rejection(
    person: Person, supervisor: Colleague, code: str
) -> None:
    supervisor.step(code, "take")
    supervisor.step(code, "extend", reason="The center has not sent its papers.")
    assert "has not sent its papers" in seen_by(person, code)

    supervisor.step(code, "reject", reason="Another body decides on pensions.")

    assert "Another body decides on pensions." in seen_by(person, code)
    assert office.kept(person.site, code).status == "rejected"


def test_a_mistake_shows_the_page_again_with_every_word(expert: Colleague, code: str) -> None:
    expert.step(code, "take")

    page = expert.step(code, "answer", text=ANSWER)

    assert page.status_code == 422
    assert "Finding" in mistakes_of(page)
    assert form_of(page, "answer")["text"].value == ANSWER
    assert page.html.select_one("details[open] #answer-finding")["aria-invalid"] == "true"
    assert page.html.select_one("#ask-text").get_text(strip=True) == ""


def test_the_second_of_two_is_told_who_was_faster(
    expert: Colleague, supervisor: Colleague, code: str
) -> None:
    late = form_of(supervisor.open(code), "take")
    expert.step(code, "take")

    page = late.submit(status=409)

    assert "Sara Ahmadi has moved this complaint on" in mistakes_of(page)
    assert "Sara Ahmadi" in page.html.select_one(".case-facts").get_text()
    assert office.kept(supervisor.site, code).assignee == "sara"


def test_words_that_came_too_late_can_still_be_copied(person: Person, expert: Colleague, code: str) -> None:
    expert.step(code, "take")
    late = form_of(expert.open(code), "answer")
    late["finding"], late["text"] = "upheld", ANSWER
    withdrawal = form_of(person.site.get(f"/panel/complaints/{code}"), "withdraw")
    withdrawal["reason"] = "It was paid."
    withdrawal.submit()

    page = late.submit(status=409)

    assert "The complainant has moved this complaint on" in mistakes_of(page)
    assert ANSWER in page.text


def test_an_old_page_keeps_the_words(expert: Colleague, code: str) -> None:
    form = form_of(expert.open(code), "note")
    form["csrf_token"], form["text"] = "of last week", "He has complained before."

    page = form.submit(status=400)

    assert form_of(page, "note")["text"].value == "He has complained before."


def test_who_complains_is_masked_until_it_is_opened(person: Person, expert: Colleague, code: str) -> None:
    page = expert.open(code)
    assert person.code not in page.text
    assert "بهاری" not in page.text

    opened = form_of(page, "reveal").submit()

    assert person.code in opened.html.select_one("#complainant[autofocus]").get_text()
    assert "نرگس بهاری" in opened.text
    assert "بهاری" not in expert.open(code).text


def test_what_is_out_of_scope_does_not_exist(site: TestApp, person: Person, code: str) -> None:
    elsewhere = Colleague.hire(site, "omid", "Rostami", ("expert", "29"))
    elsewhere.sign_in()

    assert codes_in(elsewhere.site.get("/staff?box=unassigned")) == []
    elsewhere.open(code, status=404)
    elsewhere.open("123456789012", status=404)
    elsewhere.site.get(f"/staff/complaints/{code}/attachments/1", status=404)
    token = {"csrf_token": elsewhere.site.cookies["complaints_csrf"]}
    for step in ("take", "note", "refer", "answer", "reveal"):
        elsewhere.site.post(f"/staff/complaints/{code}/{step}", {**token, "text": "Mine now."}, status=404)
    assert len(office.kept(site, code).history) == 1


def test_an_auditor_sees_and_changes_nothing(site: TestApp, person: Person, code: str) -> None:
    auditor = Colleague.hire(site, "nima", "Moradi", ("auditor", "headquarters"))
    auditor.sign_in()

    assert steps_on(auditor.open(code)) == set()


def test_a_step_that_is_opened_by_a_link_leads_to_the_complaint(expert: Colleague, code: str) -> None:
    answer = expert.site.get(f"/staff/complaints/{code}/answer")

    assert answer.location.endswith(f"/staff/complaints/{code}")


def test_a_list_goes_on_where_its_page_ended(expert: Colleague, person: Person, site: TestApp) -> None:
    person.sign_up()
    filed = {person.file_complaint() for _number in range(20)}
    stranger = Person(TestApp(site.app), person.phone, number=8)
    stranger.site.set_cookie("_LOCALE_", "en")
    stranger.sign_up()
    filed |= {stranger.file_complaint() for _number in range(7)}

    first = expert.site.get("/staff?box=unassigned")
    second = first.click("Next page")

    assert len(codes_in(first)) == 25
    assert set(codes_in(first)) | set(codes_in(second)) == filed
    assert not second.html.select("a[rel=next]")


@pytest.mark.parametrize("address", ["/staff?box=all", "/staff?box="])
def test_a_list_that_there_is_not_is_not_found(address: str, expert: Colleague) -> None:
    expert.site.get(address, status=404)


@pytest.mark.parametrize("after", ["x", "1.2", "-9.abc", "9" * 40])
def test_a_place_that_cannot_be_read_is_the_beginning(after: str, expert: Colleague, code: str) -> None:
    assert codes_in(expert.site.get("/staff", {"box": "unassigned", "after": after})) == [code]


def test_a_note_that_is_sent_twice_stands_once(expert: Colleague, code: str) -> None:
    form = form_of(expert.open(code), "note")
    form["text"] = "He has complained before."

    first, second = form.submit(), form.submit()

    assert first.location == second.location
    assert [event.step for event in office.kept(expert.site, code).history].count("note") == 1


def test_other_words_in_a_note_that_was_sent_are_not_lost(expert: Colleague, code: str) -> None:
    form = form_of(expert.open(code), "note")
    form["text"] = "He has complained before."
    form.submit()

    form["text"] = "He has complained before, twice."
    page = form.submit(status=422)

    again = form_of(page, "note")
    assert again["text"].value == "He has complained before, twice."
    again.submit(status=303)
    notes = [event.text for event in office.kept(expert.site, code).history if event.step == "note"]
    assert notes == ["He has complained before.", "He has complained before, twice."]


def test_other_words_in_an_answer_that_was_given_are_shown_and_change_nothing(
    expert: Colleague, code: str
) -> None:
    expert.step(code, "take")
    form = form_of(expert.open(code), "answer")
    form["finding"], form["text"] = "upheld", ANSWER
    form.submit(status=303)

    form["text"] = f"{ANSWER} More of it."
    page = form.submit(status=422)

    assert "More of it." in page
    assert [answer.text for answer in office.kept(expert.site, code).answers] == [ANSWER]


def test_words_that_were_written_when_the_session_had_ended_are_there_after_the_login(
    expert: Colleague, code: str
) -> None:
    expert.step(code, "take")
    form = form_of(expert.open(code), "answer")
    form["finding"], form["text"] = "upheld", ANSWER
    expert.close_browser()
    assert form.submit().location.endswith("/staff/login")

    page = expert.sign_in(code=expert.codes[0])

    again = form_of(page, "answer")
    assert (again["finding"].value, again["text"].value) == ("upheld", ANSWER)
    assert page.html.select_one("details[open] #answer-text")
    again.submit()
    assert office.kept(expert.site, code).status == "answered"


def test_nobody_else_finds_words_that_were_kept(expert: Colleague, supervisor: Colleague, code: str) -> None:
    form = form_of(expert.open(code), "note")
    form["text"] = "He has complained before."
    key = form["submission_key"].value
    expert.close_browser()
    form.submit()

    page = supervisor.site.get(f"/staff/complaints/{code}", {"kept": key, "step": "note"})

    assert "complained before" not in page.text


def test_the_page_that_is_not_found_leads_back_to_the_lists(expert: Colleague) -> None:
    assert expert.open("123456789012", status=404).click("To my workplace").status_code == 200
