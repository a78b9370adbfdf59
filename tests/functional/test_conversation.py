"""A complaint goes on: questions, messages, objections, opinions, and nothing typed is lost on the way."""

import pytest
from webtest import TestResponse, Upload

from tests.functional import office
from tests.functional.colleague import form_of
from tests.functional.person import Person, form_with, mistakes_of

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def page_of(person: Person, code: str) -> TestResponse:
    return person.site.get(f"/panel/complaints/{code}")


def steps_on(page: TestResponse) -> set[str]:
    """The steps that the page of a complaint offers."""
    known = {"reply", "withdraw", "object", "rate"}
    return known & {form.action.rsplit("/", 1)[-1] for form in page.forms.values()}


def answered(person: Person, code: str) -> TestResponse:
    """The page of the complaint once the office has answered."""
    for name in ("take", "answer"):
        office.step(person.site, code, name, "The money is on its way.")
    return page_of(person, code)


def test_a_message_with_a_file_stands_in_the_conversation(person: Person, code: str) -> None:
    form = form_of(page_of(person, code), "reply")
    form["text"] = "شماره حسابم عوض شده است."
    form["attachments"] = [Upload("card.pdf", PDF, "application/pdf")]

    page = form.submit().follow()

    assert "Your message is sent" in page.text
    bubble = page.html.select_one(".bubble-mine")
    assert "شماره حسابم" in bubble.text
    assert page.click(href="/attachments/1").body == PDF


def test_a_message_that_is_sent_twice_is_said_once(person: Person, code: str) -> None:
    form = form_of(page_of(person, code), "reply")
    form["text"] = "شماره حسابم عوض شده است."

    first, second = form.submit(), form.submit()

    assert first.location == second.location
    assert len(office.kept(person.site, code).messages) == 1


@pytest.mark.parametrize(
    ("step", "typed", "told"),
    [
        ("rate", {"score": "4", "comment": "خوب بود"}, "Thank you for your opinion"),
        ("object", {"reason": "هنوز چیزی نرسیده است."}, "Your objection is registered"),
        ("withdraw", {"reason": "مشکل حل شد."}, "Your complaint is withdrawn"),
    ],
)
def test_a_step_that_is_sent_twice_is_taken_once_and_told_kindly(
    step: str, typed: dict[str, str], told: str, person: Person, code: str
) -> None:
    form = form_of(answered(person, code), step)
    for name, value in typed.items():
        form[name] = value

    form.submit()
    page = form.submit().follow()

    assert told in page.text
    assert [event.step for event in office.kept(person.site, code).history].count(step) == 1


def test_the_question_of_the_office_stands_first_with_its_last_day(person: Person, code: str) -> None:
    office.step(person.site, code, "take")
    office.step(person.site, code, "ask", "Which bank is it?")

    page = page_of(person, code)

    notice = page.html.select_one(".split-now > *")
    assert "notice-wait" in notice["class"]
    assert "Which bank is it?" in notice.text
    assert "Please answer by" in notice.text


def test_an_answer_to_the_question_sends_the_complaint_back_to_the_office(person: Person, code: str) -> None:
    office.step(person.site, code, "take")
    office.step(person.site, code, "ask", "Which bank is it?")
    form = form_of(page_of(person, code), "reply")
    form["text"] = "Bank Melli, Bahar street."

    page = form.submit().follow()

    assert office.kept(person.site, code).status == "reviewing"
    assert page.html.select_one(".notice-wait") is None


def test_a_message_is_what_was_asked_for_only_where_something_was(person: Person, code: str) -> None:
    def say(text: str) -> str:
        form = form_of(page_of(person, code), "reply")
        form["text"] = text
        return str(form.submit().follow().html.select(".timeline h3")[-1].get_text())

    assert say("شماره حسابم عوض شده است.") == "A message was sent"
    office.step(person.site, code, "take")
    office.step(person.site, code, "ask", "Which bank is it?")
    assert say("بانک ملی.") == "The requested information arrived"
    assert say("شعبهٔ بهار.") == "A message was sent"


def test_an_empty_message_comes_back_with_its_file(person: Person, code: str) -> None:
    form = form_of(page_of(person, code), "reply")
    form["attachments"] = [Upload("card.pdf", PDF, "application/pdf")]

    refused = form.submit(expect_errors=True)

    assert refused.status_code == 422
    assert refused.html.select_one("#text")["aria-invalid"] == "true"
    again = form_of(refused, "reply")
    again["text"] = "Here is my card."
    page = again.submit().follow()
    assert page.click(href="/attachments/1").body == PDF


def test_a_kept_file_can_be_taken_away_again(person: Person, code: str) -> None:
    form = form_of(page_of(person, code), "reply")
    form["attachments"] = [Upload("card.pdf", PDF, "application/pdf")]
    refused = form.submit(expect_errors=True)

    page = form_of(refused, "reply").submit("remove", value="1")

    assert "card.pdf" not in page.text


def test_what_was_written_when_the_login_had_ended_is_there_again_after_it(person: Person, code: str) -> None:
    form = form_of(page_of(person, code), "reply")
    form["text"] = "A long message, written slowly."
    form["attachments"] = [Upload("card.pdf", PDF, "application/pdf")]
    person.session_ends()

    assert form.submit().location.endswith("/login")
    page = person.log_in().follow()

    assert form_of(page, "reply")["text"].value == "A long message, written slowly."
    assert "card.pdf" in page.text
    form_of(page, "reply").submit()
    assert len(office.kept(person.site, code).all_attachments()) == 1


def test_a_stranger_does_not_see_what_was_kept(person: Person, stranger: Person, code: str) -> None:
    form = form_of(page_of(person, code), "reply")
    form["text"] = "A long message, written slowly."
    person.session_ends()
    form.submit()
    stranger.sign_up()
    own = stranger.file_complaint()

    page = stranger.site.get(
        f"/panel/complaints/{own}", {"kept": form["submission_key"].value, "step": "reply"}
    )

    assert "written slowly" not in page.text


def test_only_open_steps_are_shown(person: Person, code: str) -> None:
    assert steps_on(page_of(person, code)) == {"reply", "withdraw"}
    assert steps_on(answered(person, code)) == {"reply", "withdraw", "object", "rate"}
    office.step(person.site, code, "close")
    assert steps_on(page_of(person, code)) == {"object", "rate"}


def test_an_objection_reopens_the_matter(person: Person, code: str) -> None:
    form = form_of(answered(person, code), "object")
    form["reason"] = "The money has not arrived."

    page = form.submit().follow()

    assert "Somebody else looks at the answer again" in page.text
    kept = office.kept(person.site, code)
    assert (kept.status, kept.history[-1].text) == ("objected", "The money has not arrived.")


def test_an_objection_without_a_reason_comes_back_open(person: Person, code: str) -> None:
    page = form_of(answered(person, code), "object").submit(expect_errors=True)

    assert page.status_code == 422
    assert page.html.select_one("details#object")["open"] == ""
    assert page.html.select_one("#object-reason")["aria-invalid"] == "true"
    assert mistakes_of(page)


def test_a_withdrawn_complaint_offers_nothing_more(person: Person, code: str) -> None:
    form = form_of(page_of(person, code), "withdraw")
    form["reason"] = "It has been settled."

    page = form.submit().follow()

    assert steps_on(page) == set()
    assert "withdrawn" in page.text


def test_a_step_that_is_closed_meanwhile_is_refused_on_the_page_of_the_complaint(
    person: Person, code: str
) -> None:
    form = form_of(page_of(person, code), "withdraw")
    form["reason"] = "It has been settled."
    form.submit()
    form["reason"] = "It was never settled."

    again = form.submit(expect_errors=True)

    assert again.status_code == 422
    assert "not possible for the complaint as it stands now" in mistakes_of(again)
    assert len(office.kept(person.site, code).history) == 2


def test_an_opinion_is_given_once_and_shown(person: Person, code: str) -> None:
    form = form_of(answered(person, code), "rate")
    form["score"], form["comment"] = "4", "Quick enough."

    page = form.submit().follow()

    assert "Thank you" in page.text
    assert "rate" not in steps_on(page)
    assert "Quick enough." in page.text
    rating = office.kept(person.site, code).rating
    assert rating is not None
    assert rating.score == 4


@pytest.mark.parametrize("score", ["0", "6", "", "good", "۹"])
def test_a_score_that_is_none_of_the_five_is_refused(person: Person, code: str, score: str) -> None:
    form = form_of(answered(person, code), "rate")
    form["comment"] = "Quick enough."

    refused = person.site.post(form.action, {**dict(form.submit_fields()), "score": score}, status=422)

    assert form_of(refused, "rate")["comment"].value == "Quick enough."
    assert office.kept(person.site, code).rating is None


def test_a_persian_digit_is_a_score_too(person: Person, code: str) -> None:
    form = form_of(answered(person, code), "rate")

    person.site.post(form.action, {**dict(form.submit_fields()), "score": "۵"})

    rating = office.kept(person.site, code).rating
    assert rating is not None
    assert rating.score == 5


def test_five_files_at_the_beginning_leave_room_for_the_one_the_office_asks_for(person: Person) -> None:
    person.sign_up()
    code = person.file_complaint(attachments=[Upload(f"{n}.pdf", PDF, "application/pdf") for n in range(5)])
    form = form_with(page_of(person, code), "text")
    form["text"], form["attachments"] = "Here it is.", [Upload("asked.pdf", PDF, "application/pdf")]

    assert form.submit().status_code == 303
    assert len(office.kept(person.site, code).all_attachments()) == 6


def test_nobody_takes_a_step_with_the_complaint_of_somebody_else(
    person: Person, stranger: Person, code: str
) -> None:
    stranger.sign_up()
    token = form_with(stranger.site.get("/panel/details"), "mobile")["csrf_token"].value

    for name in ("reply", "withdraw", "object", "rate"):
        stranger.site.post(f"/panel/complaints/{code}/{name}", {"csrf_token": token}, status=404)


def test_the_address_of_a_step_leads_to_the_complaint(person: Person, code: str) -> None:
    assert person.site.get(f"/panel/complaints/{code}/reply").location.endswith(code)
