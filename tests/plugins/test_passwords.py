"""Password hashing: who is told what, and how long it takes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import IPasswordHasher
from complaints_plugins.passwords import AT_ONCE, Argon2idHasher, fast_hasher, hasher_from_settings

FAST = fast_hasher()


def test_the_hasher_is_what_the_port_asks_for() -> None:
    verifyObject(IPasswordHasher, FAST)


@given(st.text(max_size=128))
def test_a_password_fits_its_own_hash(password: str) -> None:
    assert FAST.verify(FAST.hash(password), password)


@given(st.text(max_size=128), st.text(max_size=128))
def test_another_password_does_not_fit(one: str, other: str) -> None:
    assert FAST.verify(FAST.hash(one), other) is (one == other)


def test_however_many_ask_a_few_threads_hash_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher, seen = fast_hasher(), set[int]()

    def watched(secret: str) -> str:
        seen.add(threading.get_ident())
        time.sleep(0.01)
        return f"hash of {secret}"

    monkeypatch.setattr(hasher, "_argon2", SimpleNamespace(hash=watched))
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(hasher.hash, map(str, range(40))))

    assert answers == [f"hash of {number}" for number in range(40)]
    assert len(seen) == AT_ONCE


def test_two_hashes_of_one_password_differ() -> None:
    assert FAST.hash("seven blue tents") != FAST.hash("seven blue tents")


def test_nobody_has_no_password() -> None:
    assert not FAST.verify(None, "")
    assert not FAST.verify(None, "nobody")


def test_nobody_is_refused_as_slowly_as_somebody() -> None:
    hasher = Argon2idHasher(time_cost=2, memory_cost=4096)
    somebody = hasher.hash("seven blue tents")
    assert _seconds(hasher, None) > _seconds(hasher, somebody) / 3


def _seconds(hasher: Argon2idHasher, hashed: str | None) -> float:
    def once() -> float:
        began = time.process_time()
        hasher.verify(hashed, "something else")
        return time.process_time() - began

    return min(once() for _ in range(5))


@pytest.mark.parametrize("stored", ["", "5f4dcc3b5aa765d61d8327deb882cf99", "$argon2id$v=19$m=8"])
def test_what_is_no_argon2_hash_is_a_fault_and_not_a_wrong_password(stored: str) -> None:
    with pytest.raises(ValueError, match="not one of argon2"):
        FAST.verify(stored, "seven blue tents")


def test_a_hash_of_weaker_parameters_is_to_be_renewed() -> None:
    today = Argon2idHasher(time_cost=1, memory_cost=16)
    assert today.needs_rehash(FAST.hash("seven blue tents"))
    assert not today.needs_rehash(today.hash("seven blue tents"))


def test_without_a_setting_the_hash_has_the_strength_that_owasp_asks_for() -> None:
    assert hasher_from_settings({}).hash("seven blue tents").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_fast_hashes_are_for_tests() -> None:
    fast = hasher_from_settings({"complaints.passwords": "fast"})
    assert fast.hash("seven blue tents").startswith("$argon2id$v=19$m=8,t=1,p=1$")
    with pytest.raises(SettingError, match=r"complaints\.passwords"):
        hasher_from_settings({"complaints.passwords": "fast", "complaints.production": "true"})


def test_another_algorithm_is_refused() -> None:
    with pytest.raises(SettingError, match="'md5' is none of: argon2id, fast"):
        hasher_from_settings({"complaints.passwords": "md5"})
