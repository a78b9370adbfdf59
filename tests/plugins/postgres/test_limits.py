"""Attempt limits that several processes count together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from complaints_core.interfaces.errors import TooManyTries
from complaints_core.interfaces.ports import ILimits
from complaints_core.testing.contracts import LimitsContract
from complaints_plugins.limits import Attempts, limits_from_settings
from complaints_plugins.postgres import PostgresStorage
from tests.plugins.test_limits import RULES, SECRET, Rule, Ticker

THREADS, TRIES = 8, 40


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def storage(postgres_uri: str, ticker: Ticker) -> PostgresStorage:
    return PostgresStorage(postgres_uri, now=ticker)


class TestAttempts(LimitsContract):
    @pytest.fixture
    def limits(self, storage: PostgresStorage, ticker: Ticker) -> ILimits:
        return Attempts(storage, {"login": Rule(3, 60), "register": Rule(3, 60)}, SECRET, ticker)

    @pytest.fixture
    def wait(self, ticker: Ticker) -> Callable[[int], None]:
        def wait(seconds: int) -> None:
            ticker.at += seconds

        return wait


def test_the_setting_names_it(postgres_uri: str) -> None:
    limits = limits_from_settings({"complaints.limits.storage": postgres_uri}, RULES, SECRET)
    limits.spend("register", "one")
    again = limits_from_settings({"complaints.limits.storage": postgres_uri}, RULES, SECRET)
    assert again.spent("register", "one") == 1


def test_many_at_once_never_get_more_than_the_limit(postgres_uri: str) -> None:
    rules = {"login": Rule(TRIES // 2, 3600)}
    each = [Attempts(PostgresStorage(postgres_uri), rules, SECRET) for _ in range(2)]

    def allowed(number: int) -> bool:
        try:
            each[number % 2].spend("login", "one")
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(allowed, range(TRIES))) == TRIES // 2


def test_several_tries_that_do_not_fit_together_do_not_count(storage: PostgresStorage) -> None:
    assert storage.acquire_entry("one", limit=3, expiry=60, amount=2)
    assert not storage.acquire_entry("one", limit=3, expiry=60, amount=2)
    assert not storage.acquire_entry("another", limit=3, expiry=60, amount=4)
    assert storage.get_moving_window("one", 3, 60)[1] == 2


def test_what_does_not_count_any_more_is_dropped(storage: PostgresStorage, ticker: Ticker) -> None:
    storage.acquire_entry("one", limit=3, expiry=60)
    ticker.at += 30
    storage.acquire_entry("another", limit=3, expiry=60)
    ticker.at += 40
    assert storage.sweep() == 1
    assert storage.get_moving_window("another", 3, 60)[1] == 1
    assert storage.reset() == 1


def test_it_drops_by_itself_what_does_not_count(
    storage: PostgresStorage, ticker: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_until_sweep", 2)
    storage.acquire_entry("one", limit=3, expiry=60)
    ticker.at += 90
    storage.acquire_entry("another", limit=3, expiry=60)
    assert storage.reset() == 1


def test_windows_that_begin_with_a_first_try_are_counted_as_well(
    storage: PostgresStorage, ticker: Ticker
) -> None:
    limiter, item = FixedWindowRateLimiter(storage), RateLimitItemPerMinute(2)
    assert [limiter.hit(item, "one") for _ in range(3)] == [True, True, False]
    assert storage.get(item.key_for("one")) == 3
    assert storage.get_expiry(item.key_for("one")) == ticker.at + 60
    ticker.at += 61
    assert storage.get(item.key_for("one")) == 0
    assert limiter.hit(item, "one")


def test_it_tells_whether_the_database_answers(storage: PostgresStorage) -> None:
    assert storage.check()
