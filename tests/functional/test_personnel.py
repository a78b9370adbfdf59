"""The people who work here, at the hands of their administrator: hired, helped in, moved and let go."""

import pyotp
import pytest
from webtest import TestApp, TestResponse

from tests.functional.colleague import Colleague, codes_in, form_of, is_inside
from tests.functional.person import Person, form_with, mistakes_of
from tests.functional.test_own_account import OWN, choose, key_on

PEOPLE = "/staff/admin/staff"


@pytest.fixture
def administrator(site: TestApp) -> Colleague:
    """An administrator of province 23 who is signed in."""
    colleague = Colleague.hire(site, "nika", "Moradi", ("administrator", "23"))
    colleague.sign_in()
    return colleague


def hire(administrator: Colleague, **typed: str) -> TestResponse:
    """Fill the form for a new colleague and send it."""
    form = form_with(administrator.site.get(f"{PEOPLE}/new"), "first_name")
    facts = {"first_name": "Omid", "last_name": "Rostami", "username": "omid", "role_1": "expert"}
    for name, value in {**facts, "unit_1": "2301", **typed}.items():
        form[name] = value
    return form.submit(expect_errors=True)


def names_on(page: TestResponse) -> list[str]:
    """The user names in the list."""
    return [bdi.get_text() for bdi in page.html.select(".people bdi")]


def let_go(administrator: Colleague, username: str, to: str = "") -> TestResponse:
    """Say that somebody works here no more."""
    form = form_of(administrator.site.get(f"{PEOPLE}/{username}/leave"), "leave")
    if to:
        form["to"] = to
    return form.submit(expect_errors=True)


def test_a_colleague_is_hired_and_begins(site: TestApp, administrator: Colleague) -> None:
    page = hire(administrator)
    password = page.html.select_one(".first-password").get_text()
    assert password not in administrator.site.get(f"{PEOPLE}/omid").text
    assert "Not signed in yet" in administrator.site.get(PEOPLE).text

    newcomer = TestApp(site.app)
    newcomer.set_cookie("_LOCALE_", "en")
    login = form_with(newcomer.get("/staff/login"), "username")
    login["username"], login["password"] = "omid", password
    setting_up = login.submit().follow()
    digits = form_with(setting_up, "totp")
    digits["totp"] = pyotp.TOTP(key_on(setting_up)).now()
    digits.submit()
    change = form_with(newcomer.get("/staff/password"), "old_password")
    change["old_password"], change["password"], change["password_repeat"] = password, OWN, OWN
    change.submit()

    assert newcomer.get("/staff").status_code == 200
    assert "Not signed in yet" not in administrator.site.get(f"{PEOPLE}/omid").text


def test_a_form_that_is_pressed_twice_tells_a_password_that_holds(
    site: TestApp, administrator: Colleague
) -> None:
    form = form_with(administrator.site.get(f"{PEOPLE}/new"), "first_name")
    for name, value in {
        "first_name": "Omid",
        "last_name": "R",
        "username": "omid",
        "role_1": "expert",
    }.items():
        form[name] = value
    form["unit_1"] = "2301"
    first, second = form.submit(), form.submit()

    voided, holding = (page.html.select_one(".first-password").get_text() for page in (first, second))
    assert "came twice" in second
    browser = Colleague(TestApp(site.app), administrator.hired)
    assert browser.type_password(voided, "omid").status_code == 422
    setting_up = browser.type_password(holding, "omid").follow()
    browser.type_digits(setting_up, pyotp.TOTP(key_on(setting_up)).now())

    third = form.submit()
    assert third.status_code == 303
    assert "is here already" in third.follow()


def test_a_form_with_mistakes_keeps_its_words(administrator: Colleague) -> None:
    page = hire(administrator, username="OM", last_name="Rostami")
    assert page.status_code == 422
    assert "Latin letters" in mistakes_of(page)
    assert form_with(page, "first_name")["last_name"].value == "Rostami"
    assert form_with(page, "first_name")["unit_1"].value == "2301"

    half = form_with(administrator.site.get(f"{PEOPLE}/new"), "first_name")
    half["first_name"], half["last_name"], half["username"], half["role_1"] = "O", "R", "omid", "expert"
    assert "role and a unit" in mistakes_of(half.submit(expect_errors=True))


def test_units_of_others_are_neither_offered_nor_taken(administrator: Colleague) -> None:
    form = form_with(administrator.site.get(f"{PEOPLE}/new"), "first_name")
    offered = {value for value, _selected, _words in form["unit_1"].options}
    assert "2301" in offered
    assert not {"07", "headquarters"} & offered

    form["first_name"], form["last_name"], form["username"], form["role_1"] = "O", "R", "omid", "expert"
    form["unit_1"].force_value("07")

    assert form.submit(expect_errors=True).status_code == 422
    administrator.site.get(f"{PEOPLE}/omid", status=404)


def test_the_list_is_narrowed(site: TestApp, administrator: Colleague, expert: Colleague) -> None:
    Colleague.hire(site, "omid", "Rostami", ("expert", "2301"))
    Colleague.hire(site, "elsewhere", "Karimi", ("expert", "07"))

    assert names_on(administrator.site.get(PEOPLE)) == ["sara", "nika", "omid"]
    assert names_on(administrator.site.get(f"{PEOPLE}?q=rost")) == ["omid"]
    assert names_on(administrator.site.get(f"{PEOPLE}?unit=2301")) == ["omid"]
    assert names_on(administrator.site.get(f"{PEOPLE}?left=1")) == []
    administrator.site.get(f"{PEOPLE}/elsewhere", status=404)


@pytest.mark.parametrize("role", ["expert", "supervisor", "hq_expert", "inspector", "operator", "auditor"])
@pytest.mark.parametrize("page", ["", "/new", "/nika", "/nika/posts", "/nika/leave"])
def test_these_pages_are_there_for_administrators_only(
    site: TestApp, administrator: Colleague, role: str, page: str
) -> None:
    colleague = Colleague.hire(site, "somebody", "Karimi", (role, "headquarters"))
    colleague.sign_in()

    colleague.site.get(PEOPLE + page, status=404)


def test_a_stranger_is_led_to_the_login(site: TestApp, administrator: Colleague) -> None:
    for page in ("", "/new", "/nika", "/nika/posts", "/nika/leave"):
        assert site.get(PEOPLE + page).location.endswith("/staff/login")


def test_an_administrator_sees_no_complaint(person: Person, administrator: Colleague) -> None:
    person.sign_up()
    administrator.open(person.file_complaint(), status=404)
    assert administrator.site.get("/staff/recovery-codes").html.header.find("a", string="Inbox") is None


def test_a_forgotten_password_is_drawn_anew(administrator: Colleague, expert: Colleague) -> None:
    form = form_of(administrator.site.get(f"{PEOPLE}/sara"), "password")
    drawn = form.submit().html.select_one(".first-password").get_text()

    assert not is_inside(expert)
    assert expert.type_password().status_code == 422
    page = expert.type_digits(expert.type_password(drawn).follow(), expert.codes[0])
    assert page.follow().location.endswith("/staff/password")
    assert choose(expert, drawn, OWN).location.endswith("/staff")


def test_a_lost_phone_is_replaced(administrator: Colleague, expert: Colleague) -> None:
    form_of(administrator.site.get(f"{PEOPLE}/sara"), "authenticator").submit()

    assert not is_inside(expert)
    page = expert.type_password().follow()
    assert page.request.path == "/staff/login/authenticator"
    assert expert.type_digits(page, pyotp.TOTP(key_on(page)).now()).status_code == 200
    assert is_inside(expert)


def test_nobody_is_offered_help_for_himself(administrator: Colleague) -> None:
    page = administrator.site.get(f"{PEOPLE}/nika")
    assert not any(form.action.endswith(("/password", "/authenticator")) for form in page.forms.values())


def test_whoever_leaves_hands_his_complaints_over(
    site: TestApp, person: Person, administrator: Colleague, expert: Colleague
) -> None:
    other = Colleague.hire(site, "omid", "Rostami", ("expert", "23"))
    other.sign_in()
    person.sign_up()
    code = person.file_complaint()
    expert.step(code, "take")

    refused = let_go(administrator, "sara")
    assert refused.status_code == 422
    assert "still open: 1" in mistakes_of(refused)
    assert is_inside(expert)
    page = let_go(administrator, "sara", "omid").follow()

    assert "works here no more" in page.text
    assert not is_inside(expert)
    assert expert.type_password().status_code == 422
    assert codes_in(other.site.get("/staff")) == [code]
    assert "Handed over: Sara Rostami" in other.open(code).text
    assert "Handed over" not in person.site.get(f"/panel/complaints/{code}").text
    assert "sara" in administrator.site.get(f"{PEOPLE}?left=1").text


def test_other_posts_let_complaints_fall_back_to_their_queue(
    site: TestApp, person: Person, administrator: Colleague, expert: Colleague
) -> None:
    supervisor = Colleague.hire(site, "mina", "Karimi", ("supervisor", "23"))
    supervisor.sign_in()
    person.sign_up()
    code = person.file_complaint()
    expert.step(code, "take")

    form = form_of(administrator.site.get(f"{PEOPLE}/sara/posts"), "posts")
    form["unit_1"] = "2301"
    page = form.submit(expect_errors=True)
    assert "still open: 1" in mistakes_of(page)
    form = form_of(page, "posts")
    assert form["unit_1"].value == "2301"
    form["to"] = "queue"
    form.submit().follow()

    expert.open(code, status=404)
    assert codes_in(supervisor.site.get("/staff?box=unassigned")) == [code]


def test_the_last_administrator_cannot_go(administrator: Colleague) -> None:
    page = let_go(administrator, "nika")
    assert page.status_code == 422
    assert "Nobody else administers this unit" in page.text
