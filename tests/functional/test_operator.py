"""An operator files for callers and visitors, tells where a complaint stands, and is a stranger again."""

from datetime import UTC, datetime

import pytest
from pyramid.interfaces import IRequest
from webtest import Form, TestApp, TestResponse, Upload

from complaints_core.domain.audit import AuditNote
from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.ports import IClock
from complaints_core.persian.samples import national_codes
from complaints_core.stores import Stores
from complaints_core.testing import FixedClock
from complaints_web.site import site_of
from tests.functional.colleague import Colleague
from tests.functional.office import kept, step
from tests.functional.person import COMPLAINT, SIGN_UP, Person, form_with, mistakes_of
from tests.plugins.files.samples import PDF

BORN = {name: SIGN_UP[name] for name in ("birth_day", "birth_month", "birth_year")}
VISITOR = {
    "first_name": "گلی",
    "last_name": "سپهری",
    "father_name": "یوسف",
    "gender": "female",
    "province": "23",
    "county": "2301",
}


@pytest.fixture
def clock(site: TestApp) -> FixedClock:
    """The clock of the site; it stands now, for an authenticator shows the digits of now."""
    clock = FixedClock(datetime.now(UTC))
    site.app.registry.registerAdapter(lambda request: clock, (IRequest,), IClock)
    return clock


@pytest.fixture
def operator(site: TestApp) -> Colleague:
    colleague = Colleague.hire(site, "telephone", "Nouri", ("operator", "headquarters"))
    colleague.sign_in()
    return colleague


def begin(operator: Colleague, code: str, via: str = "phone", **born: str) -> TestResponse:
    """Type national code and birth date of a caller; answers what comes."""
    form = form_with(operator.site.get("/staff/operator"), "birth_day")
    for name, value in {"via": via, "national_code": code, **BORN, **born}.items():
        form[name] = value
    return form.submit(expect_errors=True)


def follow_up(operator: Colleague, tracking_code: str, national_code: str) -> TestResponse:
    """Type tracking code and national code of a caller; answers what comes."""
    form = form_with(operator.site.get("/staff/operator"), "tracking_code")
    form["tracking_code"], form["national_code"] = tracking_code, national_code
    return form.submit(expect_errors=True)


def register(page: TestResponse, **changes: str) -> TestResponse:
    """Fill the form of a caller without an account and send it."""
    form = form_with(page, "first_name")
    for name, value in {**VISITOR, **changes}.items():
        form[name] = value
    return form.submit(expect_errors=True)


def write(page: TestResponse, **changes: object) -> TestResponse:
    """Fill the complaint, look it over and send it; answers the receipt."""
    form = form_with(page, "description")
    for name, value in {**COMPLAINT, **changes}.items():
        form[name] = value
    review = form.submit("step", value="review").follow()
    return form_with(review, "submission_key").submit("step", value="send").follow()


def code_on(page: TestResponse) -> str:
    """The tracking code that stands large on a page."""
    return str(page.html.select_one(".big-code").get_text(strip=True)).replace(" ", "")


def complaint_on(operator: Colleague, page: TestResponse) -> Complaint:
    """The complaint whose code stands large on a page, as it is kept now."""
    return kept(operator.site, code_on(page))


def stores_of(operator: Colleague) -> Stores:
    """What the office keeps."""
    return site_of(operator.site.app.registry).open_stores(operator.site)


def nobody(number: int = 40) -> str:
    """The national code of somebody without an account."""
    return str(next(national_codes(number)))


# Filing


def test_a_caller_with_an_account_is_filed_for_and_sees_that_it_was_an_operator(
    operator: Colleague, person: Person
) -> None:
    person.sign_up()
    page = begin(operator, person.code).follow()
    assert "نرگس" not in page
    assert person.code not in page
    receipt = write(page, attachments=[Upload("letter.pdf", PDF, "application/pdf")])
    complaint = complaint_on(operator, receipt)
    assert (complaint.history[0].actor, complaint.history[0].via) == ("telephone", "phone")
    assert [file.name for file in complaint.attachments] == ["letter.pdf"]
    assert person.messages()[-1]["template"] == "complaint_registered"
    seen = person.site.get(f"/panel/complaints/{complaint.code}")
    assert "An operator did this for you when you called." in seen


def test_somebody_without_any_phone_is_registered_at_the_counter_and_hears_nothing_by_sms(
    operator: Colleague, person: Person
) -> None:
    page = begin(operator, nobody(), via="counter").follow()
    receipt = write(register(page).follow())
    complaint = complaint_on(operator, receipt)
    citizen = stores_of(operator).citizens.get(complaint.citizen)
    assert citizen is not None
    assert (citizen.mobile, citizen.password_hash) == ("", "")
    assert person.messages() == []
    assert complaint.history[0].via == "counter"
    assert "by phone or at the counter at any time" in receipt
    asked = follow_up(operator, complaint.code, nobody()).follow()
    assert "Your complaint is registered" in asked


def test_nobody_logs_in_to_an_account_without_a_password(operator: Colleague, person: Person) -> None:
    register(begin(operator, nobody()).follow())
    for typed in ("", " ", "anything-at-all"):
        assert person.log_in(nobody(), typed).status_code == 422


def test_a_mobile_is_proved_by_the_code_that_the_caller_reads_out_and_opens_a_login(
    operator: Colleague, person: Person
) -> None:
    person.code = nobody()
    page = register(begin(operator, person.code).follow(), mobile=person.mobile).follow()
    assert "0912" in page
    assert person.mobile not in page
    form = form_with(page, "code")
    form["code"] = person.last_code()
    write(form.submit().follow())
    search = form_with(person.site.get("/recover"), "national_code")
    for name, value in {"national_code": person.code, **BORN}.items():
        search[name] = value
    row = form_with(search.submit().follow(), "selected")
    row["selected"] = "1"
    finish = form_with(row.submit().follow(), "password")
    finish["code"] = person.last_code()
    finish["password"] = finish["password_repeat"] = "a new house of seven doors"
    finish.submit()
    assert COMPLAINT["description"] in person.site.get("/panel/complaints")


def test_a_wrong_code_registers_nobody_and_can_be_typed_again(operator: Colleague, person: Person) -> None:
    page = register(begin(operator, nobody()).follow(), mobile=person.mobile).follow()
    form = form_with(page, "code")
    form["code"] = f"{(int(person.last_code()) + 1) % 10**6:06}"
    again = form.submit(expect_errors=True)
    assert again.status_code == 422
    assert "not right" in mistakes_of(again)
    citizens = stores_of(operator).citizens
    assert citizens.get(citizens.key_of(nobody())) is None


def test_the_code_is_left_out_only_for_a_reason_and_the_audit_keeps_it(
    operator: Colleague, person: Person
) -> None:
    page = register(begin(operator, nobody()).follow(), mobile=person.mobile).follow()
    silent = form_with(page, "why").submit(expect_errors=True)
    assert silent.status_code == 422
    assert "why" in mistakes_of(silent)
    form = form_with(silent, "why")
    form["why"] = "not_arrived"
    assert "registered" in form.submit().follow()
    assert ("caller_registered", "not_arrived") in [
        (note.action, dict(note.facts).get("mobile", "")) for note in notes(operator)
    ]


def test_at_the_counter_a_mobile_is_added_for_whoever_had_none(operator: Colleague, person: Person) -> None:
    register(begin(operator, nobody()).follow())
    operator.site.get("/staff/operator/person/mobile", status=404)  # by phone nobody shows a card
    page = begin(operator, nobody(), via="counter").follow().click("Add a mobile number")
    form = form_with(page, "mobile")
    form["mobile"] = person.mobile
    code = form_with(form.submit().follow(), "code")
    code["code"] = person.last_code()
    assert "choose a password" in code.submit().follow()
    citizens = stores_of(operator).citizens
    citizen = citizens.get(citizens.key_of(nobody()))
    assert citizen is not None
    assert citizen.mobile.startswith("+98912")


def test_a_wrong_birth_date_opens_nothing_and_stands_in_the_audit(
    operator: Colleague, person: Person
) -> None:
    person.sign_up()
    page = begin(operator, person.code, birth_day="13")
    assert page.status_code == 422
    assert "do not belong together" in mistakes_of(page)
    operator.site.get("/staff/operator/receipt", status=404)
    assert operator.site.get("/staff/operator/complaint", status=303)
    assert "call_refused" in {note.action for note in notes(operator)}


def test_what_is_sent_twice_is_filed_once(operator: Colleague, person: Person) -> None:
    person.sign_up()
    form = form_with(begin(operator, person.code).follow(), "description")
    for name, value in COMPLAINT.items():
        form[name] = value
    first, second = (code_on(form.submit("step", value="send").follow()) for _ in range(2))
    assert first == second
    assert len(list(person.stores.complaints.of_citizen(kept(operator.site, first).citizen))) == 1


def test_whoever_goes_back_before_filing_finds_the_words_and_afterwards_the_code(
    operator: Colleague, person: Person
) -> None:
    person.sign_up()
    form = form_with(begin(operator, person.code).follow(), "description")
    for name, value in COMPLAINT.items():
        form[name] = value
    review = form.submit("step", value="review").follow()
    assert COMPLAINT["description"] in review.click("Go back and change it")
    code = code_on(form_with(review, "submission_key").submit("step", value="send").follow())
    assert code_on(operator.site.get("/staff/operator/complaint/review").follow()) == code


def test_nothing_is_looked_over_where_no_conversation_goes_on(operator: Colleague) -> None:
    assert operator.site.get("/staff/operator/complaint/review").location.endswith("/staff/operator")


def test_a_mistake_keeps_words_and_files(operator: Colleague, person: Person) -> None:
    person.sign_up()
    form = form_with(begin(operator, person.code).follow(), "description")
    form["description"], form["attachments"] = "کوتاه ولی نگه‌داشته", [Upload("card.pdf", PDF)]
    page = form.submit("step", value="review", expect_errors=True)
    assert page.status_code == 422
    assert "کوتاه ولی نگه‌داشته" in page
    assert "card.pdf" in page


# The end of a conversation


def test_when_the_caller_knows_the_code_everything_is_closed(operator: Colleague, person: Person) -> None:
    person.sign_up()
    receipt = write(begin(operator, person.code).follow())
    assert "The conversation is over" in form_of(receipt, "/receipt").submit().follow()
    for page in ("receipt", "case"):
        operator.site.get(f"/staff/operator/{page}", status=404)
    operator.site.get(f"/staff/complaints/{code_on(receipt)}", status=404)
    assert "told" in {note.action for note in notes(operator)}


def test_another_operator_finds_no_receipt(site: TestApp, operator: Colleague, person: Person) -> None:
    person.sign_up()
    write(begin(operator, person.code).follow())
    other = Colleague.hire(site, "second", "Amini", ("operator", "headquarters"))
    other.sign_in()
    other.site.get("/staff/operator/receipt", status=404)


def test_a_conversation_ends_by_itself(clock: FixedClock, operator: Colleague, person: Person) -> None:
    person.sign_up()
    code = code_on(write(begin(operator, person.code).follow()))
    follow_up(operator, code, person.code).follow()
    clock.advance(minutes=9)
    operator.site.get("/staff/operator/case")
    clock.advance(minutes=2)
    operator.site.get("/staff/operator/case", status=404)


def test_words_outlive_the_conversation_and_wait_for_their_citizen(
    clock: FixedClock, operator: Colleague, person: Person, stranger: Person
) -> None:
    person.sign_up()
    stranger.sign_up()
    form = form_with(begin(operator, person.code).follow(), "description")
    form["description"] = "حق پرستاری از سه ماه پیش نیامده است."
    form_with(begin(operator, stranger.code).follow(), "description")
    operator.site.get("/staff/operator")
    end = form_of(operator.site.get("/staff/operator/complaint"), "/end")
    end.submit()
    start = form.submit("step", value="review").follow()
    again = form_with(start, "birth_day")
    for name, value in {"national_code": person.code, **BORN}.items():
        again[name] = value
    assert "حق پرستاری از سه ماه پیش" in again.submit().follow()


def test_words_outlive_the_session(operator: Colleague, person: Person) -> None:
    person.sign_up()
    form = form_with(begin(operator, person.code).follow(), "description")
    form["description"] = "حق پرستاری از سه ماه پیش نیامده است."
    code = operator.codes[0]
    operator.close_browser()
    sent = form.submit("step", value="review")
    assert sent.location.endswith("/staff/login")
    again = form_with(operator.sign_in(code), "birth_day")
    for name, value in {"national_code": person.code, **BORN}.items():
        again[name] = value
    assert "حق پرستاری از سه ماه پیش" in again.submit().follow()


# Where it stands


def filed(person: Person) -> str:
    """Sign up and file a complaint oneself."""
    person.sign_up()
    return person.file_complaint()


def test_the_operator_tells_where_it_stands_and_by_when_and_nothing_of_its_words(
    operator: Colleague, person: Person
) -> None:
    code = filed(person)
    step(operator.site, code, "take")
    step(operator.site, code, "note", "Something internal")
    page = follow_up(operator, code, person.code).follow()
    assert "A member of staff is looking into your complaint." in page
    assert "Answer due by" in page
    assert "The review began" in page
    for hidden in (COMPLAINT["description"], "Something internal", "نرگس", person.code):
        assert hidden not in page


@pytest.mark.parametrize("wrong", ["tracking", "national"])
def test_one_code_alone_opens_nothing(operator: Colleague, person: Person, wrong: str) -> None:
    code = filed(person)
    typed = ("123456789012", person.code) if wrong == "tracking" else (code, nobody())
    page = follow_up(operator, *typed)
    assert page.status_code == 422
    assert "No complaint was found" in mistakes_of(page)


def test_codes_cannot_be_tried_for_long(operator: Colleague, person: Person) -> None:
    filed(person)
    answers = [follow_up(operator, "123456789012", person.code).status_code for _ in range(12)]
    assert answers[-1] == 429


def test_a_caller_replies_objects_and_withdraws_through_the_operator(
    operator: Colleague, person: Person
) -> None:
    code = filed(person)
    page = follow_up(operator, code, person.code).follow()
    reply = form_of(page, "/reply")
    reply["text"], reply["attachments"] = "نامه را آوردم.", [Upload("letter.pdf", PDF)]
    assert "The message is added." in reply.submit().follow()
    reply.submit()
    complaint = kept(operator.site, code)
    assert [(one.author, one.text, len(one.attachments)) for one in complaint.messages] == [
        ("citizen", "نامه را آوردم.", 1)
    ]
    for name in ("take", "answer"):
        step(operator.site, code, name, "It was as you say.")
    form = form_of(operator.site.get("/staff/operator/case"), "/object")
    form["reason"] = "پاسخ درست نیست."
    form.submit()
    assert kept(operator.site, code).status == "objected"
    form = form_of(operator.site.get("/staff/operator/case"), "/withdraw")
    form["reason"] = "مشکل حل شد."
    form.submit()
    last = kept(operator.site, code).history[-1]
    assert (last.step, last.actor, last.via) == ("withdraw", "telephone", "phone")


def test_a_note_is_kept_once_and_only_staff_read_it(operator: Colleague, person: Person) -> None:
    code = filed(person)
    form = form_of(follow_up(operator, code, person.code).follow(), "/note")
    form["text"] = "The caller is deaf; write to him."
    form.submit()
    form.submit()
    assert [event.step for event in kept(operator.site, code).history].count("note") == 1
    assert "The caller is deaf" not in person.site.get(f"/panel/complaints/{code}")


# Who may


@pytest.mark.parametrize("role", ["expert", "supervisor", "inspector", "administrator", "auditor"])
def test_for_others_the_desk_does_not_exist(site: TestApp, role: str) -> None:
    colleague = Colleague.hire(site, "other", "Amini", (role, "headquarters"))
    colleague.sign_in()
    for page in ("", "/person", "/person/code", "/person/mobile", "/complaint", "/receipt", "/case"):
        colleague.site.get(f"/staff/operator{page}", status=404)


def test_an_operator_sees_no_lists_and_no_cases(operator: Colleague, person: Person) -> None:
    code = filed(person)
    assert operator.site.get("/staff", status=303).location.endswith("/staff/operator")
    operator.site.get(f"/staff/complaints/{code}", status=404)


def test_no_code_stands_in_an_address_or_in_the_audit(operator: Colleague, person: Person) -> None:
    person.sign_up()
    receipt = write(begin(operator, person.code).follow())
    assert receipt.request.path == "/staff/operator/receipt"
    assert all(person.code not in str(note) for note in notes(operator))
    assert {"call_begun", "file", "opened"} <= {note.action for note in notes(operator)}


def notes(operator: Colleague) -> list[AuditNote]:
    """What the audit knows, oldest first."""
    store = stores_of(operator).audit
    while store.chain(500):
        continue
    return [entry.note for entry in store.entries() if entry.note.actor == "telephone"]


def form_of(page: TestResponse, ending: str) -> Form:
    """The form of a page that is posted to an address with this ending."""
    return next(form for form in page.forms.values() if form.action.endswith(ending))
