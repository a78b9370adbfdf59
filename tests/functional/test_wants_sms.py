"""A citizen chooses whether news come by SMS; codes that he asks for always do."""

from tests.functional.person import PASSWORD, Person, form_with


def choose(person: Person, answer: str) -> None:
    """Say yes or no on the page of details."""
    form = form_with(person.site.get("/panel/details"), "address")
    form["wants_sms"] = answer
    form.submit()


def templates(person: Person) -> list[str]:
    """The names of what was sent, oldest first."""
    return [message["template"] for message in person.messages()]


def test_at_first_news_come_by_sms(person: Person) -> None:
    person.sign_up()
    assert form_with(person.site.get("/panel/details"), "address")["wants_sms"].value == "yes"
    person.file_complaint()
    assert templates(person)[-1] == "complaint_registered"


def test_who_wants_none_is_sent_none_and_is_told_so(person: Person) -> None:
    person.sign_up()
    choose(person, "no")
    assert "only here" in person.site.get("/panel/details")
    code = person.file_complaint()
    assert templates(person) == ["registration_code"]
    receipt = person.site.get(f"/panel/complaints/{code}/receipt")
    assert "no SMS is sent to you" in receipt
    assert "sent it to your mobile" not in receipt


def test_a_warning_of_safety_comes_all_the_same(person: Person) -> None:
    person.sign_up()
    choose(person, "no")
    form = form_with(person.site.get("/panel/password"), "old_password")
    form["old_password"] = PASSWORD
    form["password"] = form["password_repeat"] = "a new house of seven doors"
    form.submit()
    assert templates(person) == ["registration_code", "password_changed"]


def test_the_choice_is_made_at_sign_up_too(person: Person) -> None:
    person.sign_up(wants_sms="no")
    person.file_complaint()
    assert templates(person) == ["registration_code"]


def test_a_code_that_he_asks_for_comes_all_the_same(person: Person) -> None:
    person.sign_up()
    choose(person, "no")
    form = form_with(person.site.get("/panel/details"), "address")
    form["mobile"] = "09120009999"
    form.submit()
    assert templates(person)[-1] == "mobile_code"


def test_a_form_that_says_nothing_of_it_changes_nothing(person: Person) -> None:
    """As another program sends it that was written before there was a choice."""
    person.sign_up()
    choose(person, "no")
    form = form_with(person.site.get("/panel/details"), "address")
    typed = [(name, value) for name, value in form.submit_fields() if name != "wants_sms"]
    person.site.post("/panel/details", typed, status=303)
    assert form_with(person.site.get("/panel/details"), "address")["wants_sms"].value == "no"


def test_an_answer_that_is_none_of_the_two_is_refused(person: Person) -> None:
    person.sign_up()
    form = form_with(person.site.get("/panel/details"), "address")
    form["wants_sms"].force_value("perhaps")
    assert form.submit(expect_errors=True).status_code == 422
