"""The door of staff: password, second factor, recovery codes; each code is good once."""

from datetime import datetime, timedelta

import pytest
from zope.interface import implementer

from complaints_core.desks.staff_account import RECOVERY_CODES, Hired, StaffAccountDesk
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.errors import (
    AlreadyThere,
    TooManyTries,
    WrongSecondFactor,
    WrongStaffLogin,
)
from complaints_core.interfaces.ports import ISecondFactor
from complaints_core.testing.fixed import NOON
from tests.core.desks.case_office import UNIT, CaseOffice


@implementer(ISecondFactor)
class Minutes:
    """A factor whose digits are the minute of the hour, and whose step the minutes since noon."""

    def new_secret(self) -> str:
        return "BASE32"

    def address(self, secret: str, username: str) -> str:
        return f"otpauth://totp/{username}?secret={secret}"

    def step(self, secret: str, typed: str, now: datetime) -> int | None:
        return (now - NOON).seconds // 60 if typed == f"{now.minute:06}" else None


class Door(CaseOffice):
    """An office with a door for staff, at which somebody was hired; it is five past."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.door = StaffAccountDesk(
            staff=self.stores.staff,
            pending=self.stores.pending,
            audit=self.stores.audit,
            hasher=self.hasher,
            second_factor=Minutes(),
            limits=self.limits,
            clock=self.clock,
            profile=self.profile,
        )
        self.clock.advance(minutes=5)
        self.hired_now: Hired = self.door.hire("Karimi", "Reza", "Karimi", (Post("expert", UNIT),))

    @property
    def karimi(self) -> Staff:
        found = self.stores.staff.get("karimi")
        assert found is not None
        return found


@pytest.fixture
def office() -> Door:
    return Door()


def test_who_is_hired_gets_a_password_and_an_address_for_his_phone(office: Door) -> None:
    hired = office.hired_now
    assert len(hired.password) >= 16
    assert hired.address == "otpauth://totp/karimi?secret=BASE32"
    assert office.door.login("karimi", hired.password) == office.karimi


def test_a_user_name_is_given_once_whatever_its_case(office: Door) -> None:
    with pytest.raises(AlreadyThere):
        office.door.hire("KARIMI", "Another", "Karimi", ())


def test_a_user_name_is_read_whatever_its_case(office: Door) -> None:
    assert office.door.login("KaRiMi", office.hired_now.password).username == "karimi"


@pytest.mark.parametrize("username", ["karimi", "nobody", ""])
def test_a_wrong_password_and_an_unknown_name_look_the_same_and_take_as_long(
    office: Door, username: str
) -> None:
    work = office.hasher.work
    with pytest.raises(WrongStaffLogin):
        office.door.login(username, "wrong")
    assert office.hasher.work == work + 1


def test_who_has_left_is_refused_like_a_stranger(office: Door) -> None:
    office.stores.staff.replace(office.karimi.left())
    with pytest.raises(WrongStaffLogin):
        office.door.login("karimi", office.hired_now.password)


def test_tries_at_one_name_are_counted_and_forgotten_after_a_success(office: Door) -> None:
    office.limits.allowed["staff_login"] = 2
    for _ in range(2):
        with pytest.raises(WrongStaffLogin):
            office.door.login("Karimi", "wrong")
    with pytest.raises(TooManyTries):
        office.door.login("karimi", office.hired_now.password)
    office.limits.forget("staff_login", "karimi")
    office.door.login("karimi", office.hired_now.password)
    assert office.limits.spent("staff_login", "karimi") == 0


@pytest.mark.parametrize("typed", ["000005", "۰۰۰۰۰۵", "٠٠٠٠٠٥"])
def test_the_digits_of_the_phone_let_in_however_they_are_typed(office: Door, typed: str) -> None:
    assert office.door.second(office.karimi, typed).totp_step == 5


def test_digits_work_once(office: Door) -> None:
    office.door.second(office.karimi, "000005")
    with pytest.raises(WrongSecondFactor):
        office.door.second(office.karimi, "000005")
    office.clock.advance(minutes=1)
    office.door.second(office.karimi, "000006")


def test_wrong_digits_are_counted(office: Door) -> None:
    office.limits.allowed["staff_second"] = 1
    with pytest.raises(WrongSecondFactor):
        office.door.second(office.karimi, "123456")
    with pytest.raises(TooManyTries):
        office.door.second(office.karimi, "000005")


def test_a_recovery_code_lets_in_once(office: Door) -> None:
    first, *others = office.door.new_recovery_codes(office.karimi)
    assert len({first, *others}) == RECOVERY_CODES
    office.door.second(office.karimi, f" {first[:5]} {first[5:]} ")
    with pytest.raises(WrongSecondFactor):
        office.door.second(office.karimi, first)
    office.door.second(office.karimi, others[0])
    assert len(office.karimi.recovery_codes) == RECOVERY_CODES - 2


def test_recovery_codes_are_not_kept_in_the_clear_and_new_ones_void_the_old(office: Door) -> None:
    old = office.door.new_recovery_codes(office.karimi)
    assert not any(code in repr(office.karimi) for code in old)
    office.door.new_recovery_codes(office.karimi)
    with pytest.raises(WrongSecondFactor):
        office.door.second(office.karimi, old[0])


def test_two_people_with_one_code_have_two_hashes(office: Door) -> None:
    code = office.door.new_recovery_codes(office.karimi)[0]
    other = office.hired("other", recovery_codes=office.karimi.recovery_codes)
    with pytest.raises(WrongSecondFactor):
        office.door.second(other, code)


def test_a_login_ends_with_a_new_password_and_with_leaving(office: Door) -> None:
    epoch = office.karimi.login_epoch
    assert office.door.signed_in("karimi", epoch) == office.karimi
    assert office.door.signed_in("nobody", 0) is None
    office.stores.staff.replace(office.karimi.with_password("plain$new"))
    assert office.door.signed_in("karimi", epoch) is None
    now = office.karimi.login_epoch
    office.stores.staff.replace(office.karimi.left())
    assert office.door.signed_in("karimi", now) is None
    assert office.door.signed_in("karimi", office.karimi.login_epoch) is None


def test_logging_out_ends_one_login_and_no_other(office: Door) -> None:
    epoch = office.karimi.login_epoch
    office.door.log_out("at home", timedelta(hours=8))
    assert office.door.signed_in("karimi", epoch, "at home") is None
    assert office.door.signed_in("karimi", epoch, "at work") == office.karimi


def test_every_sign_in_is_noted_with_what_it_was_proved_by(office: Door) -> None:
    code = office.door.new_recovery_codes(office.karimi)[0]
    office.door.second(office.karimi, "000005")
    office.clock.advance(seconds=1)
    office.door.second(office.karimi, code)
    with pytest.raises(WrongSecondFactor):
        office.door.second(office.karimi, code)
    office.stores.audit.chain(10)
    notes = [entry.note for entry in office.stores.audit.entries()]
    assert [(note.actor, note.action) for note in notes] == [("karimi", "signed_in")] * 2
    assert [dict(note.facts)["by"] for note in notes] == ["authenticator", "recovery code"]
