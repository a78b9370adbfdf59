"""Sent twice, filed once: a double click, a replayed form, a conflict in the store."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from webtest import Form, TestApp, TestResponse, Upload
from ZODB.POSException import ConflictError

from complaints_plugins.zodb.outbox import ZodbOutbox
from tests.functional.person import Person, form_with
from tests.plugins.files.samples import PDF, png

TOGETHER = 4
NEW = "nine green doors"


def told_of(person: Person) -> list[str]:
    """The tracking codes in the SMS."""
    sent = [message["params"] for message in person.messages()]
    return [params["tracking_code"] for params in sent if "tracking_code" in params]


def code_of(page: TestResponse) -> str:
    return str(page.location).split("/")[-2]


def test_a_form_that_is_sent_again_answers_the_same_receipt(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint(attachments=[Upload("card.pdf", PDF)])
    codes = {code_of(form.submit()) for _ in range(3)}
    assert codes == set(told_of(person))
    assert len(told_of(person)) == 1
    assert person.site.get("/panel/complaints").text.count("/panel/complaints/" + codes.pop()) == 1


def test_two_forms_make_two_complaints(person: Person) -> None:
    person.sign_up()
    assert len({code_of(person.filled_complaint().submit()) for _ in range(2)}) == 2
    assert len(told_of(person)) == 2


def test_several_clicks_at_the_same_moment_file_one_complaint_with_its_files(writer: Person) -> None:
    form = writer.filled_complaint(attachments=[Upload("card.pdf", PDF), Upload("big.png", png())])
    start = Barrier(TOGETHER)

    def click(_: int) -> str:
        browser = TestApp(writer.site.app, cookiejar=writer.site.cookiejar)
        start.wait()
        return code_of(sent_from(browser, form))

    with ThreadPoolExecutor(TOGETHER) as pool:
        codes = set(pool.map(click, range(TOGETHER)))
    assert len(codes) == 1
    assert told_of(writer) == list(codes)
    detail = writer.site.get(f"/panel/complaints/{codes.pop()}")
    assert len(detail.html.select("bdi.file-name")) == 2
    assert detail.click(href="/attachments/1").body == PDF


def sent_from(browser: TestApp, form: Form) -> TestResponse:
    fields = [(name, value) for name, value in form.submit_fields() if name != "step"]
    return browser.post(form.action, fields, content_type="multipart/form-data", status=303)


def test_a_request_that_is_played_again_finds_words_and_files_as_they_came(
    writer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first two commits of the filing meet a conflict."""
    add, conflicts = ZodbOutbox.add, iter((True, True, False))

    def meets_conflict(self: ZodbOutbox, message: object) -> None:
        if next(conflicts):
            raise ConflictError
        add(self, message)  # type: ignore[arg-type]

    form = writer.filled_complaint(attachments=[Upload("card.pdf", PDF + b" " * 200_000 + PDF)])
    monkeypatch.setattr(ZodbOutbox, "add", meets_conflict)
    code = code_of(form.submit())
    assert told_of(writer) == [code]
    file = writer.site.get(f"/panel/complaints/{code}/attachments/1")
    assert file.body == PDF + b" " * 200_000 + PDF


def test_the_same_sign_up_code_opens_one_account(writer: Person) -> None:
    other = Person(TestApp(writer.site.app), writer.phone, number=8)
    other.site.set_cookie("_LOCALE_", "en")
    page = other.fill_sign_up().follow()
    form = page.forms[0]
    form["code"] = other.last_code()
    start = Barrier(TOGETHER)

    def confirm(_: int) -> int:
        browser = TestApp(other.site.app, cookiejar=other.site.cookiejar)
        start.wait()
        return int(browser.post("/register/confirm", form.submit_fields(), status="*").status_code)

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(confirm, range(TOGETHER)))
    assert answers.count(303) >= 1
    assert not [status for status in answers if status >= 500]
    other.site.reset()  # whoever of them answered last left his cookies
    assert other.log_in().location.endswith("/panel")


def pressed_twice(person: Person, form: Form, path: str) -> TestResponse:
    """The page that somebody sees who pressed twice: the browser sent both with the cookies of before, and
    shows what the second one brought."""
    second = TestApp(person.site.app)
    for cookie in person.site.cookiejar:
        second.cookiejar.set_cookie(cookie)
    form.submit()
    answer = second.post(path, form.submit_fields())
    return second.get(answer.location)


def test_who_confirms_his_number_twice_is_welcome(person: Person) -> None:
    form = form_with(person.fill_sign_up().follow(), "code")
    form["code"] = person.last_code()

    page = pressed_twice(person, form, "/register/confirm")

    assert "Your sign-up is complete" in page.text
    assert page.request.path == "/panel"


def test_who_chooses_a_new_password_twice_has_it(person: Person) -> None:
    person.sign_up()
    person.site.reset()
    person.site.set_cookie("_LOCALE_", "en")
    form = form_with(person.site.get("/recover"), "birth_day")
    form["national_code"] = person.code
    form["birth_day"], form["birth_month"], form["birth_year"] = "12", "4", "1362"
    form = form_with(form.submit().follow(), "selected")
    form["selected"] = "1"
    form = form_with(form.submit().follow(), "code")
    form["code"], form["password"], form["password_repeat"] = person.last_code(), NEW, NEW

    page = pressed_twice(person, form, "/recover/finish")

    assert "Your new password is kept" in page.text
    assert page.request.path == "/panel"
    assert [one["template"] for one in person.messages()].count("password_changed") == 1


@pytest.mark.parametrize("waits", ["/register/confirm", "/recover/finish"])
def test_a_form_of_before_leads_who_is_signed_in_to_his_panel(waits: str, person: Person) -> None:
    person.sign_up()
    typed = {"code": "123456", "password": NEW, "password_repeat": NEW}
    assert person.site.post(waits, typed).location.endswith("/panel")


OTHER = "این چیز دیگری است که بعد از آن نوشته شد."


def test_other_words_in_a_form_that_was_sent_are_not_lost(person: Person) -> None:
    """As of a browser that goes back to the page as it was."""
    person.sign_up()
    form = person.filled_complaint()
    first = code_of(form.submit())
    form["description"] = OTHER

    back = form.submit(expect_errors=True)

    assert back.status_code == 422
    again = form_with(back, "description")
    assert again["description"].value == OTHER
    assert code_of(again.submit()) != first


def test_other_words_in_a_message_that_was_sent_are_not_lost(person: Person) -> None:
    person.sign_up()
    page = f"/panel/complaints/{person.file_complaint()}"
    form = form_with(person.site.get(page), "text")
    form["text"] = "First this."
    form.submit()
    form["text"] = OTHER

    back = form_with(form.submit(expect_errors=True), "text")

    assert back["text"].value == OTHER
    assert OTHER in back.submit().follow().text


def test_other_words_in_a_report_that_was_sent_are_not_lost(site: TestApp) -> None:
    form = form_with(site.get("/misconduct"), "description")
    form["topic"], form["description"] = "waste", "I saw it happen."
    first = form.submit().follow().html.select_one("bdi").get_text()
    form["description"] = OTHER

    back = form_with(form.submit(expect_errors=True), "description")

    assert back["description"].value == OTHER
    assert back.submit().follow().html.select_one("bdi").get_text() != first


@pytest.mark.parametrize("path", ["/panel/complaints/new", "/misconduct"])
def test_a_form_that_was_somebody_elses_is_sent_after_a_second_look(path: str, person: Person) -> None:
    """On a phone that two use, or when the keys of the installation are new."""
    person.sign_up()
    form = form_with(person.site.get(path), "description")
    typed = {"subject": "delay", "kind": "province"} if "kind" in form.fields else {"topic": "waste"}
    for name, value in {**typed, "description": OTHER, "submission_key": "of.somebody.else"}.items():
        form[name] = value

    back = form.submit(expect_errors=True)

    assert back.status_code == 422
    assert form_with(back, "description").submit().status_code == 303
