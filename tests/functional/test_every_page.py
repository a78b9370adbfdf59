"""Every address against everybody: what is not for somebody is not there, or leads to a login."""

from collections.abc import Iterator, Mapping

import pytest
from pyramid.interfaces import IRoutesMapper
from webtest import TestApp, TestResponse

from complaints_web.routes import (
    ADMIN,
    CASE,
    COMPLAINT,
    DEVELOPMENT,
    OPERATOR,
    PAGES,
    PERSON,
    PREFIX,
    REPORT,
    STAFF,
)
from tests.functional.colleague import Colleague
from tests.functional.person import Person

DOOR = {"staff_login", "staff_second", "staff_logout", "staff_enrol", "staff_enrol_picture"}
CITIZENS = {name for name, address in PAGES.items() if address.startswith("/panel")} | {*COMPLAINT}
PEOPLE = {"people", "hire", "people_import", "people_sheet", *PERSON}
CASES = {"search", "staff_export", "staff_exports", "dashboard", "inbox", *CASE}
PARKS = {"bulk_assign", "bulk_refer"}
"""Of these the address leads whoever ticked nothing back to his lists."""
OWN = {"inbox", "news_read", "staff_codes", "staff_password", "staff_logins", *PARKS}
"""What is there for everybody who works here; for some the first leads elsewhere."""
WORK = {*STAFF, *REPORT, *CASE, *OPERATOR, *PERSON, *ADMIN} - DOOR

MAY: Mapping[str, set[str]] = {
    "expert": {*OWN, *CASES},
    "supervisor": {*OWN, *CASES},
    "auditor": {*OWN, *CASES, "audit", "audit_check"},
    "inspector": {*OWN, "reports"},
    "operator": {*OWN, *OPERATOR},
    "administrator": {*OWN, *PEOPLE, *ADMIN},
}
"""What may be there for a role at the unit of the complaint; nothing else is."""
COMES_FOR = {
    "expert": "case",
    "supervisor": "case",
    "auditor": "audit",
    "inspector": "reports",
    "operator": "operator",
    "administrator": "people",
}
"""What is there for a role without fail."""


def addresses(site: TestApp, code: str) -> Iterator[tuple[str, str]]:
    """Every address by the name of its route, those of a complaint with its code."""
    parts = {
        "tracking_code": code,
        "username": "far.away",
        "report": "0" * 64,
        "export": "0" * 32,
        "number": "1",
        "list": "subject",
        **dict.fromkeys(("code", "text", "challenge"), "x"),
    }
    for route in site.app.registry.getUtility(IRoutesMapper).get_routes():
        if route.name.startswith(PREFIX) and (name := route.name.removeprefix(PREFIX)) not in DEVELOPMENT:
            yield name, route.generate(parts)


def asked(site: TestApp, address: str) -> list[TestResponse]:
    """What an address answers to whoever looks, and to whoever sends a form of ours."""
    form = {"csrf_token": site.cookies.get("complaints_csrf", "")}
    return [site.get(address, status="*"), site.post(address, form, status="*")]


def led_to(page: TestResponse) -> str:
    """Where a page leads, empty for one that is there; `nothing` where there is none."""
    if page.status_code == 404:
        return "nothing"
    return str(page.location).removeprefix("http://localhost") if page.status_code == 303 else ""


def itself_of(name: str, address: str) -> list[str]:
    """The thing with which a step is taken: the address of a step leads there, whether it is there or not."""
    return [address.rpartition("/")[0]] if name in {*COMPLAINT, *CASE, *REPORT, *OPERATOR} else []


def test_a_stranger_sees_nothing_of_anybody(site: TestApp, stranger: Person, code: str) -> None:
    stranger.site.get("/login")
    for name, address in addresses(site, code):
        if name in CITIZENS | WORK:
            doors = {led_to(page) for page in asked(stranger.site, address)}
            assert doors <= {"/login", "/staff/login", "nothing", *itself_of(name, address)}, address


def test_to_a_citizen_there_is_no_workplace_and_nothing_of_another(
    site: TestApp, stranger: Person, code: str
) -> None:
    stranger.sign_up()
    for name, address in addresses(site, code):
        if name in COMPLAINT:
            assert {led_to(page) for page in asked(stranger.site, address)} == {"nothing"}, address
        elif name in WORK:
            doors = {led_to(page) for page in asked(stranger.site, address)}
            assert doors <= {"/staff/login", "nothing", *itself_of(name, address)}, address


@pytest.mark.parametrize("role", MAY)
def test_a_role_finds_its_own_pages_and_no_others(role: str, site: TestApp, code: str) -> None:
    colleague = Colleague.hire(site, "somebody", "Invented", (role, "23"))
    colleague.sign_in()
    for name, address in addresses(site, code):
        if name == COMES_FOR[role]:
            colleague.site.get(address, status=200)
        elif name in (WORK | {*COMPLAINT}) - MAY[role]:
            doors = {led_to(page) for page in asked(colleague.site, address)}
            assert doors <= {"/login", "nothing", *itself_of(name, address)}, address


@pytest.mark.parametrize("role", ["expert", "supervisor", "auditor"])
def test_another_provinces_complaint_is_not_there(role: str, site: TestApp, code: str) -> None:
    colleague = Colleague.hire(site, "far.away", "Invented", (role, "07"))
    colleague.sign_in()
    for name, address in addresses(site, code):
        if name in CASE:
            assert {led_to(page) for page in asked(colleague.site, address)} == {"nothing"}, address


@pytest.mark.parametrize("role", MAY)
def test_a_first_password_opens_the_choice_of_another_alone(role: str, site: TestApp, code: str) -> None:
    newcomer = Colleague.hire(site, "newcomer", "Invented", (role, "23"), new=True)
    newcomer.sign_in()
    newcomer.site.get("/staff/password", status=200)
    for name, address in addresses(site, code):
        if name in WORK - {"staff_password"}:
            doors = {led_to(page) for page in asked(newcomer.site, address)}
            assert doors <= {"/staff/password", "/staff/login", "nothing", *itself_of(name, address)}, address


def writing_cookies(site: TestApp, code: str) -> set[str]:
    """The pages that write a cookie although they were open before; logging out is none."""
    pages = [address for name, address in addresses(site, code) if "logout" not in name]
    there = [address for address in pages if site.get(address, status="*").status_code == 200]
    return {address for address in there if "Set-Cookie" in site.get(address).headers}


def test_a_page_that_is_opened_again_writes_no_cookie_anew(person: Person, code: str) -> None:
    assert writing_cookies(person.site, code) == set()


@pytest.mark.parametrize("role", MAY)
def test_nor_does_a_page_of_a_colleague(role: str, site: TestApp, code: str) -> None:
    colleague = Colleague.hire(site, "somebody", "Invented", (role, "23"))
    colleague.sign_in()
    assert writing_cookies(colleague.site, code) == set()
