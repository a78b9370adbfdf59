"""Attempt limits, counted in this process or in Redis for several.

Each try counts as long as its rule says and then falls out of the window, so nobody gains by waiting for a
full hour to strike. Keys are hashed with a secret before they reach the storage: who looks into Redis sees
neither national codes nor addresses. A storage out of reach is an error and the request fails: a limit that
opens when its counter is pushed over would be no limit.
"""

import hashlib
import hmac
import math
import time
from collections.abc import Callable, Mapping
from threading import RLock
from typing import Protocol

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from zope.interface import implementer

from complaints_core.domain.moments import LEEWAY
from complaints_core.interfaces.errors import SettingError, TooManyTries
from complaints_core.interfaces.ports import ILimits
from complaints_plugins.settings import Settings, choice, refuse_in_production

SETTING = "complaints.limits"
STORAGE = "complaints.limits.storage"

Now = Callable[[], float]
"""Answers the present moment in seconds, as `time.time` does."""


class Rule(Protocol):
    """How many tries are allowed within how many seconds."""

    @property
    def tries(self) -> int:
        """The number of tries."""

    @property
    def seconds(self) -> int:
        """How long a try counts."""


@implementer(ILimits)
class Attempts:
    """Counts tries in a moving window, on any storage of the `limits` library that can do so."""

    def __init__(
        self, storage: Storage, rules: Mapping[str, Rule], secret: bytes, now: Now = time.time
    ) -> None:
        self._window = MovingWindowRateLimiter(storage)
        self._rules = {name: RateLimitItemPerSecond(r.tries, r.seconds, name) for name, r in rules.items()}
        self._secret = secret
        self._now = now

    def spend(self, rule: str, key: str) -> None:
        """Count one try; raises TooManyTries, and KeyError for a rule the profile does not have."""
        item, hidden = self._rules[rule], self._hidden(key)
        if not self._window.hit(item, hidden):
            raise TooManyTries.for_seconds(self._wait(item, hidden))

    def spent(self, rule: str, key: str) -> int:
        """Answer how many tries count at this moment; raises KeyError as `spend`."""
        item = self._rules[rule]
        return item.amount - self._window.get_window_stats(item, self._hidden(key)).remaining

    def forget(self, rule: str, key: str) -> None:
        """Start again from none; raises KeyError as `spend`."""
        self._window.clear(self._rules[rule], self._hidden(key))

    def _wait(self, item: RateLimitItem, hidden: str) -> int:
        free_at = self._window.get_window_stats(item, hidden).reset_time
        return max(1, math.ceil(free_at - self._now()))

    def _hidden(self, key: str) -> str:
        return hmac.new(self._secret, b"limits:" + key.encode(), hashlib.sha256).hexdigest()


@implementer(ILimits)
class NoLimits:
    """Lets everybody try for ever, for tests and load runs."""

    def spend(self, rule: str, key: str) -> None:
        """Count nothing."""

    def spent(self, rule: str, key: str) -> int:
        """Answer none."""
        return 0

    def forget(self, rule: str, key: str) -> None:
        """Forget nothing."""


class ProcessStorage(MemoryStorage):
    """The library's memory storage with housekeeping of its own.

    The inherited one walks over every key after every try, in a new thread, and never lets go of a key: with
    20,000 keys 14 ms of CPU for each try. This one looks for keys to drop once in `SWEEP` tries.
    """

    STORAGE_SCHEME: list[str] = []  # noqa: RUF012  (read by the library's metaclass: nothing to register)
    SWEEP = 4096

    def __init__(self, now: Now = time.time) -> None:
        super().__init__()
        self._now = now
        self._lock = RLock()
        self._tries: dict[str, list[float]] = {}
        self._over: dict[str, float] = {}
        self._until_sweep = self.SWEEP

    def __len__(self) -> int:
        return len(self._tries)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count so many tries if the window has room for them; tells whether it had."""
        with self._lock:
            tries = self._counting(key, expiry)
            if len(tries) + amount > limit:
                return False
            self._tries[key] = tries + [self._now()] * amount
            self._over[key] = self._now() + expiry
            self._sweep_now_and_then()
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Answer when the oldest try that counts was made, and how many count."""
        with self._lock:
            tries = self._counting(key, expiry)
            return (tries[0] if tries else self._now()), len(tries)

    def clear(self, key: str) -> None:
        """Forget the tries under a key."""
        with self._lock:
            self._tries.pop(key, None)
            self._over.pop(key, None)

    def _counting(self, key: str, expiry: int) -> list[float]:
        now = self._now()
        # A try that lies ahead was noted before the clock was put back; nobody is locked out until then.
        ahead = now + LEEWAY.total_seconds()
        return [one for one in self._tries.get(key, ()) if now - expiry < one <= ahead]

    def _sweep_now_and_then(self) -> None:
        self._until_sweep -= 1
        if self._until_sweep:
            return
        self._until_sweep = self.SWEEP
        now = self._now()
        for key in [key for key, over in self._over.items() if over <= now]:
            self.clear(key)


def limits_from_settings(settings: Settings, rules: Mapping[str, Rule], secret: bytes) -> Attempts | NoLimits:
    """Answer the limits of `complaints.limits` and `complaints.limits.storage`; raises SettingError."""
    if choice(settings, SETTING, "on", among=("on", "off")) == "off":
        refuse_in_production(settings, SETTING, "off")
        return NoLimits()
    return Attempts(_storage(str(settings.get(STORAGE, "memory://"))), rules, secret)


def _storage(uri: str) -> Storage:
    if uri == "memory://":
        return ProcessStorage()
    try:
        storage = storage_from_string(uri)
    except ConfigurationError as problem:
        # The address may hold a password, and so may the library's sentence.
        raise SettingError(STORAGE, "unknown storage, or its client library is not installed") from problem
    except ValueError:  # whose text may hold the password
        raise SettingError(STORAGE, "its address cannot be read") from None
    except StorageError as problem:
        said = " ".join(str(problem.storage_error).split())
        raise SettingError(STORAGE, f"cannot be opened: {said}") from problem
    if not (isinstance(storage, Storage) and hasattr(storage, "acquire_entry")):
        raise SettingError(STORAGE, "this kind of storage cannot count in a moving window")
    return storage
