"""The account desk: every door opens to its owner only, and every refusal is said in its own words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from complaints_core import persian
from complaints_core.desks.account import CHALLENGE_AFTER, PATIENCE
from complaints_core.desks.codes import AGAIN
from complaints_core.domain.citizens import Details
from complaints_core.domain.one_time import LIFETIME, TRIES
from complaints_core.domain.pending import PendingMobile, PendingRegistration
from complaints_core.interfaces.errors import (
    BornInFuture,
    CodeExpired,
    PersonalPassword,
    RegistrationNotFound,
    ShortPassword,
    TooManyTries,
    WeakPassword,
    WrongCode,
    WrongLogin,
    WrongOldPassword,
)
from complaints_core.testing import builders
from tests.core.desks.office import DETAILS, Office, wrong

PASSWORD = builders.registration().password
OTHER = "nine green doors"
NEW_MOBILE = "+989350000000"


def details(**changes: Any) -> Details:
    return Details(**{"mobile": builders.registration().mobile, **DETAILS, **changes})


# Signing up


def test_a_sign_up_is_completed_by_the_code_from_the_sms(office: Office) -> None:
    key = office.account.register(builders.registration())
    assert office.sent() == ["registration_code"]
    assert office.account.sign_up_mobile(key) == builders.registration().mobile
    citizen = office.account.confirm(key, office.last_code())
    assert office.kept(citizen) == citizen
    assert citizen.registered_at == office.clock.now()
    assert office.account.login(citizen.national_code, PASSWORD) == citizen


def test_nothing_that_waits_holds_a_password(office: Office) -> None:
    key = office.account.register(builders.registration())
    waiting = office.stores.pending.get(PendingRegistration, key)
    assert waiting is not None
    assert waiting.registration is not None
    assert not waiting.registration.password + waiting.registration.password_repeat


def test_a_code_completes_one_sign_up_once_and_the_same_form_again_answers_the_same(office: Office) -> None:
    key = office.account.register(builders.registration())
    code = office.last_code()
    citizen = office.account.confirm(key, code)
    assert office.account.confirm(key, code) == citizen
    with pytest.raises(WrongCode):
        office.account.confirm(key, wrong(code))
    with pytest.raises(RegistrationNotFound):
        office.account.resend(key)
    office.clock.advance(seconds=AGAIN.total_seconds())
    with pytest.raises(RegistrationNotFound):
        office.account.confirm(key, code)


def test_nothing_of_a_person_waits_when_the_account_is_there(office: Office) -> None:
    key = office.account.register(builders.registration())
    office.account.confirm(key, office.last_code())
    waiting = office.stores.pending.get(PendingRegistration, key)
    assert waiting is not None
    assert (waiting.registration, waiting.password_hash) == (None, "")


def test_a_sign_up_that_nobody_began_is_not_found(office: Office) -> None:
    with pytest.raises(RegistrationNotFound):
        office.account.confirm("nothing", "123456")
    with pytest.raises(RegistrationNotFound):
        office.account.resend("nothing")
    with pytest.raises(RegistrationNotFound):
        office.account.sign_up_mobile("nothing")


def test_a_sign_up_waits_an_hour_and_its_code_two_minutes(office: Office) -> None:
    key = office.account.register(builders.registration())
    office.clock.advance(seconds=LIFETIME.total_seconds())
    with pytest.raises(CodeExpired):
        office.account.confirm(key, office.last_code())
    office.account.resend(key)
    office.clock.advance(seconds=PATIENCE.total_seconds())
    with pytest.raises(RegistrationNotFound):
        office.account.confirm(key, office.last_code())


def test_a_wrong_code_is_counted_and_the_right_one_is_then_too_late(office: Office) -> None:
    key = office.account.register(builders.registration())
    code = office.last_code()
    for _ in range(TRIES):
        with pytest.raises(WrongCode):
            office.account.confirm(key, wrong(code))
    with pytest.raises(CodeExpired):
        office.account.confirm(key, code)


def test_a_new_code_takes_the_place_of_the_old_one(office: Office) -> None:
    key = office.account.register(builders.registration())
    old = office.last_code()
    office.account.resend(key)
    new = office.last_code()
    if old != new:
        with pytest.raises(WrongCode):
            office.account.confirm(key, old)
    assert office.account.confirm(key, new)


def test_a_code_that_is_taken_tells_its_owner_and_nobody_else(office: Office) -> None:
    owner = office.citizen()
    key = office.account.register(builders.registration(0, mobile=NEW_MOBILE))
    assert office.sent() == ["already_registered"]
    assert office.account.sign_up_mobile(key) == NEW_MOBILE
    office.account.resend(key)
    for number in range(3):
        with pytest.raises(WrongCode):
            office.account.confirm(key, f"{number:06}")
    assert office.sent() == ["already_registered"]
    assert office.kept(owner) == owner


def test_the_second_of_two_sign_ups_is_told_what_a_wrong_code_is_told(office: Office) -> None:
    first = office.account.register(builders.registration())
    first_code = office.last_code()
    office.clock.advance(seconds=1)
    second = office.account.register(builders.registration(0, mobile=NEW_MOBILE))
    second_code = office.last_code()
    owner = office.account.confirm(first, first_code)
    for _ in range(2):
        with pytest.raises(WrongCode):
            office.account.confirm(second, second_code)
    assert office.sent().count("already_registered") == 1
    assert office.kept(owner) == owner


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"password": "short"}, ShortPassword),
        ({"password": "password1234"}, WeakPassword),
        ({"password": "Sara Ahmadi Sara"}, PersonalPassword),
        ({"birth_date": date(2026, 11, 23)}, BornInFuture),
    ],
)
def test_a_bad_sign_up_is_refused_before_anything_is_kept_or_sent(
    changes: dict[str, object], refusal: type[Exception], office: Office
) -> None:
    with pytest.raises(refusal):
        office.account.register(builders.registration(0, **changes))
    assert office.sent() == []
    assert office.stores.pending.purge(office.clock.now() + timedelta(days=99)) == 0


def test_somebody_who_was_born_today_is_not_too_young(office: Office) -> None:
    today = persian.tehran_day(office.clock.now())
    assert office.account.register(builders.registration(0, birth_date=today))


@pytest.mark.parametrize("rule", ["register", "register_mobile"])
def test_sign_ups_are_limited_by_person_and_by_number(rule: str, office: Office) -> None:
    office.limits.allowed[rule] = 1
    office.account.register(builders.registration())
    with pytest.raises(TooManyTries) as refused:
        office.account.register(builders.registration())
    assert (refused.value.retry_after, refused.value.values) == (61, {"minutes": 2})


def test_codes_to_one_number_are_limited(office: Office) -> None:
    office.limits.allowed["code"] = 1
    key = office.account.register(builders.registration())
    office.account.resend(key)
    with pytest.raises(TooManyTries):
        office.account.resend(key)
    assert office.sent() == ["registration_code"] * 2


# Signing in


def test_a_wrong_password_and_an_unknown_code_take_the_same_work(office: Office) -> None:
    citizen = office.citizen()
    works = []
    for code in (citizen.national_code, builders.national_code(5)):
        office.hasher.work = 0
        with pytest.raises(WrongLogin):
            office.account.login(code, "not this one")
        works.append(office.hasher.work)
    assert works == [1, 1]


def test_failures_call_for_the_security_code_and_a_success_forgets_them(office: Office) -> None:
    citizen = office.citizen()
    for code in (citizen.national_code, builders.national_code(5)):
        for _ in range(CHALLENGE_AFTER):
            assert not office.account.needs_challenge(code)
            with pytest.raises(WrongLogin):
                office.account.login(code, "not this one")
        assert office.account.needs_challenge(code)
    office.account.login(citizen.national_code, PASSWORD)
    assert not office.account.needs_challenge(citizen.national_code)
    assert office.account.needs_challenge(builders.national_code(5))


def test_even_the_right_password_waits_when_there_were_too_many(office: Office) -> None:
    citizen = office.citizen()
    office.limits.allowed["login"] = 1
    with pytest.raises(WrongLogin):
        office.account.login(citizen.national_code, "not this one")
    with pytest.raises(TooManyTries):
        office.account.login(citizen.national_code, PASSWORD)


def test_whoever_guesses_elsewhere_does_not_lock_a_browser_that_is_known(office: Office) -> None:
    citizen, account = office.citizen(), office.account
    office.limits.allowed["login"] = CHALLENGE_AFTER
    known = [account.browser_token(account.login(citizen.national_code, PASSWORD), ())]
    for _ in range(CHALLENGE_AFTER):
        with pytest.raises(WrongLogin):
            account.login(citizen.national_code, "a guess")
    with pytest.raises(TooManyTries):
        account.login(citizen.national_code, PASSWORD)
    assert account.needs_challenge(citizen.national_code)
    assert not account.needs_challenge(citizen.national_code, known)
    assert account.login(citizen.national_code, PASSWORD, known) == citizen


def test_a_known_browser_is_locked_by_what_is_tried_in_it_and_locks_no_other(office: Office) -> None:
    citizen, account = office.citizen(), office.account
    office.limits.allowed["login"] = 2
    home, work = ([account.browser_token(citizen, ())] for _ in range(2))
    for _ in range(2):
        with pytest.raises(WrongLogin):
            account.login(citizen.national_code, "a guess", home)
    with pytest.raises(TooManyTries):
        account.login(citizen.national_code, PASSWORD, home)
    assert account.login(citizen.national_code, PASSWORD, work) == citizen
    assert account.login(citizen.national_code, PASSWORD) == citizen


def test_a_new_password_makes_a_stranger_of_every_browser(office: Office) -> None:
    citizen, account = office.citizen(), office.account
    office.limits.allowed["login"] = 1
    known = [account.browser_token(citizen, ())]
    changed = account.set_password(citizen, OTHER)
    for shown in (known, ()):
        with pytest.raises((WrongLogin, TooManyTries)):
            account.login(citizen.national_code, PASSWORD, shown)
    with pytest.raises(TooManyTries):
        account.login(citizen.national_code, OTHER, known)
    assert account.login(citizen.national_code, OTHER, [account.browser_token(changed, known)]) == changed


def test_who_is_signed_in_changes_his_password_whatever_strangers_try(office: Office) -> None:
    citizen, account = office.citizen(), office.account
    office.limits.allowed["login"] = 1
    with pytest.raises(WrongLogin):
        account.login(citizen.national_code, "a guess")
    assert account.change_password(citizen, PASSWORD, OTHER).login_epoch == citizen.login_epoch + 1


def test_a_login_is_the_moment_to_hash_a_password_anew(office: Office) -> None:
    citizen = office.citizen()
    office.stores.citizens.replace(replace(citizen, password_hash=f"plain${PASSWORD}"))
    office.hasher.outdated = True
    office.hasher.hash = lambda secret: f"strong${secret}"  # type: ignore[method-assign]
    stronger = office.account.login(citizen.national_code, PASSWORD)
    assert office.kept(citizen) == stronger
    assert stronger.password_hash == f"strong${PASSWORD}"
    assert stronger.login_epoch == citizen.login_epoch


def test_a_login_ends_alone_and_a_new_password_ends_all(office: Office) -> None:
    citizen, account = office.citizen(), office.account
    assert account.signed_in(citizen.key, 0, "at home") == citizen
    account.log_out("at home", timedelta(minutes=30))
    assert account.signed_in(citizen.key, 0, "at home") is None
    assert account.signed_in(citizen.key, 0, "on the phone") == citizen
    changed = account.change_password(citizen, PASSWORD, OTHER)
    assert account.signed_in(citizen.key, 0, "on the phone") is None
    assert account.signed_in(citizen.key, changed.login_epoch, "on the phone") == changed
    assert account.signed_in("nobody", 0, "anywhere") is None


# Own details and password


def test_changed_details_are_kept_at_once(office: Office) -> None:
    citizen = office.citizen()
    assert office.account.change_details(citizen, details(address="Rasht", father_name="")) is None
    kept = office.kept(citizen)
    assert (kept.address, kept.father_name, kept.mobile) == ("Rasht", "", citizen.mobile)
    assert office.sent() == []


def test_a_new_number_is_proved_by_a_code_sent_to_it_and_the_old_one_is_told(office: Office) -> None:
    citizen = office.citizen()
    key = office.account.change_details(citizen, details(mobile=NEW_MOBILE, address="Rasht"))
    assert key is not None
    assert (office.kept(citizen).address, office.kept(citizen).mobile) == ("Rasht", citizen.mobile)
    assert office.account.waiting_mobile(citizen, key) == NEW_MOBILE
    with pytest.raises(WrongCode):
        office.account.confirm_mobile(office.kept(citizen), key, wrong(office.last_code()))
    moved = office.account.confirm_mobile(office.kept(citizen), key, office.last_code())
    assert (moved.mobile, moved.address) == (NEW_MOBILE, "Rasht")
    assert office.kept(citizen) == moved
    assert office.sent() == ["mobile_code", "mobile_changed"]
    with pytest.raises(CodeExpired):
        office.account.confirm_mobile(moved, key, office.last_code())


def test_nobody_else_can_prove_or_see_the_new_number(office: Office) -> None:
    citizen, other = office.citizen(), office.citizen(1)
    key = office.account.change_details(citizen, details(mobile=NEW_MOBILE))
    assert key is not None
    for attempt in (
        lambda: office.account.confirm_mobile(other, key, office.last_code()),
        lambda: office.account.waiting_mobile(other, key),
        lambda: office.account.resend_mobile_code(other, key),
        lambda: office.account.waiting_mobile(citizen, "nothing"),
    ):
        with pytest.raises(CodeExpired):
            attempt()
    assert office.kept(other).mobile == other.mobile


def test_where_no_code_can_be_sent_nothing_is_kept_half(office: Office) -> None:
    citizen = office.citizen()
    office.limits.allowed["code"] = 0
    with pytest.raises(TooManyTries):
        office.account.change_details(citizen, details(mobile=NEW_MOBILE, address="Rasht"))
    assert office.kept(citizen) == citizen
    assert office.stores.pending.purge(office.clock.now() + timedelta(days=99)) == 0


def test_a_new_code_for_a_new_number(office: Office) -> None:
    citizen = office.citizen()
    key = office.account.change_details(citizen, details(mobile=NEW_MOBILE))
    assert key is not None
    office.account.resend_mobile_code(citizen, key)
    assert office.sent() == ["mobile_code"] * 2
    waiting = office.stores.pending.get(PendingMobile, key)
    assert waiting is not None
    assert waiting.code.fits(office.last_code())


def test_a_new_password_needs_the_old_one_and_its_owner_is_told(office: Office) -> None:
    citizen = office.citizen()
    with pytest.raises(WrongOldPassword):
        office.account.change_password(citizen, "not this one", OTHER)
    with pytest.raises(ShortPassword):
        office.account.change_password(citizen, PASSWORD, "short")
    with pytest.raises(PersonalPassword):
        office.account.change_password(citizen, PASSWORD, citizen.national_code)
    assert office.kept(citizen) == citizen
    assert office.sent() == []
    office.account.change_password(citizen, PASSWORD, OTHER)
    assert office.sent() == ["password_changed"]
    with pytest.raises(WrongLogin):
        office.account.login(citizen.national_code, PASSWORD)
    assert office.account.login(citizen.national_code, OTHER)


def test_the_old_password_is_not_guessed_from_inside(office: Office) -> None:
    citizen = office.citizen()
    office.limits.allowed["login"] = 2
    for _ in range(2):
        with pytest.raises(WrongOldPassword):
            office.account.change_password(citizen, "not this one", OTHER)
    with pytest.raises(TooManyTries):
        office.account.change_password(citizen, PASSWORD, OTHER)
