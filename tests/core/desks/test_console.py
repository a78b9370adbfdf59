"""The desk at the machine itself: it hires, lets in again, and never without a note."""

import pytest

from complaints_core.desks.console import CONSOLE, ConsoleDesk
from complaints_core.desks.personnel import USERNAME
from complaints_core.domain.audit import FACTOR_TAKEN, HIRED, PASSWORD_DRAWN
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Post
from complaints_core.interfaces.errors import NotFound, WrongStaffLogin
from tests.core.desks.test_staff_account import SHIFT, Door


@pytest.fixture
def office() -> Door:
    return Door()


@pytest.fixture
def console(office: Door) -> ConsoleDesk:
    return ConsoleDesk(office.door)


def test_who_is_hired_at_the_machine_stands_in_the_audit(office: Door, console: ConsoleDesk) -> None:
    hired = console.hire(Newcomer("modir", "", "", (Post("administrator", "headquarters"),)))

    assert hired.address
    assert office.noted() == [(CONSOLE, HIRED)]


def test_whoever_forgot_everything_begins_anew(office: Door, console: ConsoleDesk) -> None:
    login = office.door.logins.begin("karimi", "Firefox", SHIFT)
    assert office.is_in(login)

    told = console.let_in_again("Karimi")

    assert office.door.login("karimi", told.password) == office.karimi
    assert office.karimi.first_password
    assert not office.karimi.totp_secret
    assert not office.is_in(login)
    with pytest.raises(WrongStaffLogin):
        office.door.login("karimi", office.hired_now.password)
    assert (CONSOLE, PASSWORD_DRAWN) in office.noted()
    assert (CONSOLE, FACTOR_TAKEN) in office.noted()


def test_whoever_has_left_is_not_let_in(office: Door, console: ConsoleDesk) -> None:
    office.stores.staff.replace(office.karimi.left())
    for username in ("karimi", "nobody"):
        with pytest.raises(NotFound):
            console.let_in_again(username)
    assert office.noted() == []


def test_nobody_can_be_called_like_the_machine() -> None:
    assert not USERNAME.fullmatch(CONSOLE)
