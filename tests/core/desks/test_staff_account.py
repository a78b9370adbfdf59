"""The door of staff: password, second factor, recovery codes; each code is good once."""

from datetime import datetime, timedelta

import pytest
from zope.interface import implementer

from complaints_core.desks.naming import Naming
from complaints_core.desks.staff_account import RECOVERY_CODES, Hired, StaffAccountDesk
from complaints_core.domain.known_browsers import KnownBrowsers, inside
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.errors import (
    AlreadyThere,
    FactorExpired,
    PersonalPassword,
    SamePassword,
    ShortPassword,
    TooManyTries,
    WeakPassword,
    WrongOldPassword,
    WrongSecondFactor,
    WrongStaffLogin,
)
from complaints_core.interfaces.ports import ISecondFactor
from complaints_core.testing.fixed import NOON
from tests.core.desks.case_office import UNIT, CaseOffice

SHIFT = timedelta(hours=1)
OWN = "seven blue tents by the sea"


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
            naming=Naming(self.stores.misconduct, self.stores.staff, self.profile),
            browsers=KnownBrowsers(OpaqueKeys(b"of this door", "browser of staff")),
        )
        self.clock.advance(minutes=5)
        newcomer = Newcomer("Karimi", "Reza", "Karimi", (Post("expert", UNIT),))
        self.hired_now: Hired = self.door.hire_with_factor(newcomer)

    @property
    def karimi(self) -> Staff:
        return self.staff_named("karimi")

    def staff_named(self, username: str) -> Staff:
        """Somebody as he is kept now."""
        found = self.stores.staff.get(username)
        assert found is not None
        return found

    def is_in(self, login: str) -> bool:
        """Tell whether a login of his opens anything."""
        return self.door.signed_in("karimi", self.karimi.login_epoch, login) is not None

    def noted(self) -> list[tuple[str, str]]:
        """Who did what, in the order of the audit."""
        self.stores.audit.chain(100)
        return [(entry.note.actor, entry.note.action) for entry in self.stores.audit.entries()]


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
        office.door.hire_with_factor(Newcomer("KARIMI", "Another", "Karimi", ()))


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


def test_whoever_guesses_elsewhere_locks_no_browser_that_is_known(office: Door) -> None:
    office.limits.allowed["staff_login"] = 1
    known, password = [office.door.browser_token(office.karimi, ())], office.hired_now.password
    with pytest.raises(WrongStaffLogin):
        office.door.login("karimi", "a guess")
    with pytest.raises(TooManyTries):
        office.door.login("karimi", password)
    assert office.door.login("Karimi", password, known) == office.karimi
    assert office.door.change_password(office.karimi, password, OWN).username == "karimi"
    with pytest.raises(TooManyTries):  # of a new password no browser knows anything
        office.door.login("karimi", OWN, known)


def test_no_name_that_is_typed_counts_for_somebody_who_bears_another(office: Door) -> None:
    office.limits.allowed["staff_login"] = 1
    known, password = [office.door.browser_token(office.karimi, ())], office.hired_now.password
    for typed in (inside("karimi"), office.door.browsers.counted("karimi", 0, known)):
        with pytest.raises(WrongStaffLogin):
            office.door.login(typed, "a guess")
    assert office.door.login("karimi", password, known) == office.karimi
    assert office.door.change_password(office.karimi, password, OWN).username == "karimi"


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
    at_home, at_work = (office.door.logins.begin("karimi", one, SHIFT) for one in ("Firefox", "Chrome"))
    office.door.log_out(office.karimi, at_home)
    assert office.is_in(at_work)
    assert not office.is_in(at_home)


def test_a_login_that_was_never_begun_opens_nothing(office: Door) -> None:
    assert not office.is_in("invented")


def test_all_other_logins_end_at_once(office: Door) -> None:
    here, *others = (office.door.logins.begin("karimi", "Firefox", SHIFT) for _ in range(3))
    office.door.log_out_others(office.karimi, here)
    assert office.is_in(here)
    assert not any(map(office.is_in, others))


def test_a_login_of_somebody_else_cannot_be_ended(office: Door) -> None:
    login = office.door.logins.begin("karimi", "Firefox", SHIFT)
    office.door.log_out(office.hired("other"), login)
    assert office.is_in(login)


def test_logins_are_listed_while_they_are_used(office: Door) -> None:
    first = office.door.logins.begin("karimi", "Firefox", SHIFT)
    office.clock.advance(minutes=50)
    office.door.logins.begin("karimi", "Chrome", SHIFT)
    office.clock.advance(minutes=1)
    office.door.logins.seen("karimi", first, SHIFT)
    assert [one.browser for one in office.door.logins.of("karimi", SHIFT)] == ["Firefox", "Chrome"]
    office.clock.advance(minutes=55)
    office.door.logins.seen("karimi", first, SHIFT)
    office.clock.advance(minutes=10)
    assert [one.browser for one in office.door.logins.of("karimi", SHIFT)] == ["Firefox"]


def test_being_there_is_written_down_rarely(office: Door) -> None:
    login = office.door.logins.begin("karimi", "Firefox", SHIFT)
    office.clock.advance(minutes=5)
    office.door.logins.seen("karimi", login, SHIFT)
    assert office.door.logins.of("karimi", SHIFT)[0].seen_at == NOON + timedelta(minutes=5)
    office.clock.advance(minutes=20)
    office.door.logins.seen("karimi", login, SHIFT)
    assert office.door.logins.of("karimi", SHIFT)[0].seen_at == NOON + timedelta(minutes=30)


def test_a_used_login_outlives_the_forgetting_of_what_has_expired(office: Door) -> None:
    login = office.door.logins.begin("karimi", "Firefox", SHIFT)
    for _ in range(6):
        office.clock.advance(minutes=15)
        office.door.logins.seen("karimi", login, SHIFT)
        office.stores.pending.purge(office.clock.now())
    assert office.is_in(login)


def test_who_is_hired_without_a_factor_sets_up_his_own(office: Door) -> None:
    office.door.hire(Newcomer("omid", "Omid", "Rostami", ()))
    omid = office.staff_named("omid")
    office.door.new_factor(omid)
    assert office.door.factor_address(omid) == "otpauth://totp/omid?secret=BASE32"
    office.door.enrol(omid, "000005")
    assert office.staff_named("omid").totp_secret == "BASE32"
    with pytest.raises(WrongSecondFactor):
        office.door.second(office.staff_named("omid"), "000005")
    with pytest.raises(FactorExpired):
        office.door.factor_address(omid)


def test_wrong_first_digits_set_up_nothing(office: Door) -> None:
    omid = office.door.hire(Newcomer("omid", "Omid", "Rostami", ())).staff
    office.door.new_factor(omid)
    with pytest.raises(WrongSecondFactor):
        office.door.enrol(omid, "123456")
    assert office.staff_named("omid") == omid


def test_an_authenticator_is_set_up_within_half_an_hour(office: Door) -> None:
    omid = office.door.hire(Newcomer("omid", "Omid", "Rostami", ())).staff
    office.door.new_factor(omid)
    office.clock.advance(minutes=31)
    with pytest.raises(FactorExpired):
        office.door.enrol(omid, "000036")


def test_nobody_without_a_factor_passes_the_second_step(office: Door) -> None:
    omid = office.door.hire(Newcomer("omid", "Omid", "Rostami", ())).staff
    with pytest.raises(WrongSecondFactor):
        office.door.second(omid, "000005")


def test_who_has_a_factor_cannot_set_up_another(office: Door) -> None:
    office.door.new_factor(office.karimi)
    with pytest.raises(WrongSecondFactor):
        office.door.enrol(office.karimi, "000005")


def test_a_password_of_his_own_ends_every_login(office: Door) -> None:
    login = office.door.logins.begin("karimi", "Firefox", SHIFT)
    assert office.karimi.first_password
    changed = office.door.change_password(office.karimi, office.hired_now.password, OWN)
    assert changed == office.karimi
    assert not changed.first_password
    assert not office.is_in(login)
    assert office.door.login("karimi", OWN) == changed


def test_the_present_password_is_asked_for(office: Door) -> None:
    with pytest.raises(WrongOldPassword):
        office.door.change_password(office.karimi, "wrong", OWN)
    assert office.karimi.first_password


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ("seven tents", ShortPassword),
        ("reza-karimi-and-tents", PersonalPassword),
        ("passwordpassword", WeakPassword),
    ],
)
def test_a_weak_password_is_refused(office: Door, new: str, refusal: type[WeakPassword]) -> None:
    with pytest.raises(refusal):
        office.door.change_password(office.karimi, office.hired_now.password, new)
    assert office.karimi.first_password


def test_a_first_password_cannot_be_kept(office: Door) -> None:
    with pytest.raises(SamePassword):
        office.door.change_password(office.karimi, office.hired_now.password, office.hired_now.password)


def test_refused_sign_ins_are_noted_without_what_was_typed(office: Door) -> None:
    office.limits.allowed["staff_login"] = 1
    for username in ("karimi", "karimi", "typed in haste"):
        office.clock.advance(seconds=1)
        with pytest.raises((WrongStaffLogin, TooManyTries)):
            office.door.login(username, "wrong")
    assert office.noted() == [("karimi", "sign_in_refused"), ("karimi", "locked"), ("", "sign_in_refused")]


def test_every_sign_in_is_noted_with_what_it_was_proved_by(office: Door) -> None:
    code = office.door.new_recovery_codes(office.karimi)[0]
    office.door.second(office.karimi, "000005")
    office.clock.advance(seconds=1)
    office.door.second(office.karimi, code)
    with pytest.raises(WrongSecondFactor):
        office.door.second(office.karimi, code)
    office.stores.audit.chain(10)
    notes = [entry.note for entry in office.stores.audit.entries()]
    assert [dict(note.facts).get("by") for note in notes if note.action == "signed_in"] == [
        "authenticator",
        "recovery code",
    ]
    assert [note.facts for note in notes if note.action == "sign_in_refused"] == [(("at", "second factor"),)]
