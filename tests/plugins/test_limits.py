"""Attempt limits: how often, how long, and what the counter knows about people."""

from dataclasses import dataclass
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits.storage import MemoryStorage
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import SettingError, TooManyTries
from complaints_core.interfaces.ports import ILimits
from complaints_plugins.limits import Attempts, NoLimits, ProcessStorage, limits_from_settings

SECRET = b"a secret of the tests"


@dataclass(frozen=True)
class Rule:
    tries: int
    seconds: int


RULES = {"login": Rule(3, 60), "register": Rule(1, 3600)}


class Ticker:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def attempts(ticker: Ticker) -> Attempts:
    return Attempts(ProcessStorage(ticker), RULES, SECRET, ticker)


def _refusal(attempts: Attempts, rule: str = "login", key: str = "one") -> TooManyTries:
    with pytest.raises(TooManyTries) as refused:
        attempts.spend(rule, key)
    return refused.value


def _spend(attempts: Attempts, times: int, key: str = "one") -> None:
    for _ in range(times):
        attempts.spend("login", key)


def test_both_plug_ins_are_what_the_port_asks_for(attempts: Attempts) -> None:
    verifyObject(ILimits, attempts)
    verifyObject(ILimits, NoLimits())


def test_the_fourth_of_three_tries_is_refused(attempts: Attempts) -> None:
    _spend(attempts, 3)
    _refusal(attempts)


def test_the_refusal_says_how_long_to_wait(attempts: Attempts, ticker: Ticker) -> None:
    _spend(attempts, 3)
    ticker.at += 20.5
    assert _refusal(attempts).retry_after == 40


def test_after_the_wait_there_is_room_again(attempts: Attempts, ticker: Ticker) -> None:
    _spend(attempts, 3)
    ticker.at += _refusal(attempts).retry_after
    attempts.spend("login", "one")


def test_only_the_oldest_try_falls_out_of_the_window(attempts: Attempts, ticker: Ticker) -> None:
    _spend(attempts, 1)
    ticker.at += 50
    _spend(attempts, 2)
    ticker.at += 10
    _spend(attempts, 1)
    assert _refusal(attempts).retry_after == 50


def test_a_refused_try_does_not_make_the_wait_longer(attempts: Attempts, ticker: Ticker) -> None:
    _spend(attempts, 3)
    ticker.at += 59
    assert _refusal(attempts).retry_after == 1
    assert attempts.spent("login", "one") == 3


@given(st.lists(st.floats(0, 30), max_size=40))
def test_no_minute_ever_holds_more_tries_than_the_rule_allows(pauses: list[float]) -> None:
    ticker = Ticker()
    attempts = Attempts(ProcessStorage(ticker), RULES, SECRET, ticker)
    taken = []
    for pause in pauses:
        ticker.at += pause
        try:
            attempts.spend("login", "one")
        except TooManyTries:
            continue
        taken.append(ticker.at)
    assert all(later - earlier >= 60 for earlier, later in zip(taken, taken[3:], strict=False))


def test_keys_and_rules_are_counted_apart(attempts: Attempts) -> None:
    _spend(attempts, 2)
    attempts.spend("register", "one")
    assert attempts.spent("login", "one") == 2
    assert attempts.spent("login", "two") == 0
    assert attempts.spent("register", "one") == 1


def test_a_success_starts_again_from_none(attempts: Attempts) -> None:
    _spend(attempts, 3)
    attempts.forget("login", "one")
    assert attempts.spent("login", "one") == 0
    _spend(attempts, 3)


def test_a_rule_that_the_profile_does_not_have_is_a_fault(attempts: Attempts) -> None:
    with pytest.raises(KeyError):
        attempts.spend("dance", "one")


def test_the_storage_never_sees_a_key_in_the_clear(ticker: Ticker) -> None:
    seen = []

    class Watched(ProcessStorage):
        def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
            seen.append(key)
            return super().acquire_entry(key, limit, expiry, amount)

    Attempts(Watched(ticker), RULES, SECRET, ticker).spend("login", "0012345679")
    Attempts(Watched(ticker), RULES, b"another secret", ticker).spend("login", "0012345679")
    assert all("0012345679" not in key for key in seen)
    assert seen[0] != seen[1]


def test_threads_together_get_no_more_than_the_rule_allows(ticker: Ticker) -> None:
    attempts = Attempts(ProcessStorage(ticker), {"login": Rule(50, 60)}, SECRET, ticker)
    taken = []

    def many() -> None:
        for number in range(20):
            try:
                attempts.spend("login", "one")
            except TooManyTries:
                continue
            taken.append(number)

    threads = [Thread(target=many) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 50


def test_keys_whose_tries_no_longer_count_are_let_go(ticker: Ticker) -> None:
    storage = ProcessStorage(ticker)
    attempts = Attempts(storage, RULES, SECRET, ticker)
    for number in range(storage.SWEEP - 1):
        attempts.spend("login", str(number))
    ticker.at += 61
    attempts.spend("login", "the newest")
    assert len(storage) == 1


def test_the_storage_of_the_library_serves_as_well() -> None:
    attempts = Attempts(MemoryStorage(), RULES, SECRET)
    _spend(attempts, 3)
    assert 58 <= _refusal(attempts).retry_after <= 60
    attempts.forget("login", "one")
    assert attempts.spent("login", "one") == 0


def test_limits_are_on_and_in_memory_without_a_setting() -> None:
    limits = limits_from_settings({}, RULES, SECRET)
    limits.spend("register", "one")
    with pytest.raises(TooManyTries):
        limits.spend("register", "one")


def test_limits_can_be_off_in_a_load_run_and_never_in_production() -> None:
    off = limits_from_settings({"complaints.limits": "off"}, RULES, SECRET)
    for _ in range(5):
        off.spend("register", "one")
    off.forget("register", "one")
    assert off.spent("register", "one") == 0
    with pytest.raises(SettingError, match=r"complaints\.limits: 'off'"):
        limits_from_settings({"complaints.limits": "off", "complaints.production": "true"}, RULES, SECRET)


@pytest.mark.parametrize("uri", ["carrier-pigeon://coop", "async+memory://", "memory"])
def test_a_storage_that_cannot_count_is_refused_at_the_start(uri: str) -> None:
    with pytest.raises(SettingError, match=r"complaints\.limits\.storage"):
        limits_from_settings({"complaints.limits.storage": uri}, RULES, SECRET)


def test_a_refused_storage_does_not_show_its_password() -> None:
    with pytest.raises(SettingError) as refused:
        limits_from_settings({"complaints.limits.storage": "pigeon://u:hushhush@coop"}, RULES, SECRET)
    assert "hushhush" not in str(refused.value)
