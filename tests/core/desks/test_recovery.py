"""The recovery desk: whoever has the phone gets a new password, and nobody learns anything on the way."""

from datetime import date, timedelta

import pytest

from complaints_core.desks.codes import AGAIN
from complaints_core.desks.recovery import PATIENCE
from complaints_core.domain.one_time import TRIES
from complaints_core.interfaces.errors import (
    CodeExpired,
    ShortPassword,
    TooManyTries,
    WrongCode,
    WrongLogin,
)
from complaints_core.testing import builders
from tests.core.desks.office import Office, wrong

NEW = "nine green doors"


def test_code_and_birth_date_together_find_somebody_and_either_alone_nobody(office: Office) -> None:
    citizen = office.citizen()
    find = office.recovery.find
    assert find(citizen.national_code, citizen.birth_date) == citizen
    assert find(citizen.national_code, date(1970, 1, 1)) is None
    assert find(builders.national_code(5), citizen.birth_date) is None


def test_searching_is_limited_whoever_is_searched(office: Office) -> None:
    office.limits.allowed["recover"] = 1
    for code in (office.citizen().national_code, builders.national_code(5)):
        office.recovery.find(code, date(1970, 1, 1))
        with pytest.raises(TooManyTries):
            office.recovery.find(code, date(1970, 1, 1))


def test_the_row_is_masked(office: Office) -> None:
    citizen = office.citizen()
    row = office.recovery.row(citizen)
    shown = " ".join((row.first_name, row.last_name, row.national_code, row.mobile))
    for secret in (citizen.first_name, citizen.last_name, citizen.national_code, citizen.mobile[-10:]):
        assert secret not in shown
    assert row.first_name == f"{citizen.first_name[0]}•••"


def test_the_code_from_the_sms_sets_the_new_password_once(office: Office) -> None:
    citizen = office.citizen()
    key = office.recovery.send(citizen)
    assert office.outbox.put[-1].to == citizen.mobile
    code = office.last_code()
    with pytest.raises(WrongCode):
        office.recovery.finish(key, wrong(code), NEW)
    with pytest.raises(ShortPassword):
        office.recovery.finish(key, code, "short")
    changed = office.recovery.finish(key, code, NEW)
    assert changed.login_epoch == citizen.login_epoch + 1
    assert office.recovery.finish(key, code, NEW) == changed
    assert office.sent() == ["recovery_code", "password_changed"]
    with pytest.raises(CodeExpired):
        office.recovery.finish(key, code, f"{NEW} and another")
    with pytest.raises(CodeExpired):
        office.recovery.resend(key)
    office.clock.advance(seconds=AGAIN.total_seconds())
    with pytest.raises(CodeExpired):
        office.recovery.finish(key, code, NEW)
    assert office.account.login(citizen.national_code, NEW) == changed
    with pytest.raises(WrongLogin):
        office.account.login(citizen.national_code, builders.registration().password)


def test_a_request_ends_after_its_time_and_after_five_tries(office: Office) -> None:
    citizen = office.citizen()
    first = office.recovery.send(citizen)
    for _ in range(TRIES):
        with pytest.raises(WrongCode):
            office.recovery.finish(first, wrong(office.last_code()), NEW)
    with pytest.raises(CodeExpired):
        office.recovery.finish(first, office.last_code(), NEW)
    second = office.recovery.send(citizen)
    office.clock.advance(seconds=PATIENCE.total_seconds())
    with pytest.raises(CodeExpired):
        office.recovery.finish(second, office.last_code(), NEW)
    with pytest.raises(CodeExpired):
        office.recovery.finish("made up", "123456", NEW)
    assert office.kept(citizen) == citizen


def test_tries_for_one_citizen_are_limited_over_all_codes(office: Office) -> None:
    citizen = office.citizen()
    office.limits.allowed["recover_code"] = TRIES + 1
    first = office.recovery.send(citizen)
    for _ in range(TRIES):
        with pytest.raises(WrongCode):
            office.recovery.finish(first, wrong(office.last_code()), NEW)
    second = office.recovery.send(citizen)
    with pytest.raises(WrongCode):
        office.recovery.finish(second, wrong(office.last_code()), NEW)
    with pytest.raises(TooManyTries):
        office.recovery.finish(second, office.last_code(), NEW)
    assert office.kept(citizen) == citizen


def test_codes_for_one_number_are_limited_over_all_requests(office: Office) -> None:
    citizen = office.citizen()
    office.limits.allowed["code"] = 1
    office.recovery.send(citizen)
    with pytest.raises(TooManyTries):
        office.recovery.send(citizen)
    assert office.stores.pending.purge(office.clock.now() + timedelta(days=1)) == 1
