"""Password hashing with argon2id.

The parameters are the ones the OWASP password storage sheet asks for at least: 19 MiB, two passes, one lane,
30 to 50 ms on one core. They are the place to turn when machines get faster: `needs_rehash` then tells which
stored hashes are behind, and a login is the moment to renew one.

A thread that has hashed keeps those 19 MiB for its next hash (glibc does that, and getting them anew from the
system would make each hash dearer by half). So a few threads hash for all others.
"""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from zope.interface import implementer

from complaints_core.interfaces.ports import IPasswordHasher
from complaints_plugins.settings import Settings, choice, refuse_in_production

SETTING = "complaints.passwords"

AT_ONCE: Final = 2
"""So many passwords are hashed at the same time, however many ask: the others wait."""

Asked = ParamSpec("Asked")
Told = TypeVar("Told")


@implementer(IPasswordHasher)
class Argon2idHasher:
    """Salted argon2id hashes; memory in KiB. Any number of threads may ask; `AT_ONCE` of them are served."""

    def __init__(self, time_cost: int = 2, memory_cost: int = 19456, parallelism: int = 1) -> None:
        self._argon2 = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="complaints-passwords")
        # Made now and not at the first need: no stranger must wait longer than the next. And made by this
        # thread: another one would be missing in a process that is forked afterwards.
        self._nobody = self._argon2.hash(secrets.token_urlsafe())

    def hash(self, secret: str) -> str:
        """Answer a hash in the PHC format, which holds salt and parameters."""
        return self._apart(self._argon2.hash, secret)

    def verify(self, hashed: str | None, secret: str) -> bool:
        """Tell whether the secret belongs to the hash; raises ValueError for a hash of another making."""
        try:
            kept = self._nobody if hashed is None else hashed
            matches = self._apart(self._argon2.verify, kept, secret)
        except VerifyMismatchError:
            return False
        except (VerificationError, InvalidHashError) as problem:
            raise ValueError("the stored hash is not one of argon2") from problem
        return matches and hashed is not None

    def needs_rehash(self, hashed: str) -> bool:
        """Tell whether the hash has other parameters than today's; raises ValueError as `verify`."""
        return self._argon2.check_needs_rehash(hashed)

    def _apart(self, work: Callable[Asked, Told], *asked: Asked.args, **named: Asked.kwargs) -> Told:
        return self._threads.submit(work, *asked, **named).result()


def fast_hasher() -> Argon2idHasher:
    """Answer a hasher that is over in no time and protects nothing, for tests and load runs."""
    return Argon2idHasher(time_cost=1, memory_cost=8)


def hasher_from_settings(settings: Settings) -> Argon2idHasher:
    """Answer the hasher that `complaints.passwords` names; raises SettingError."""
    if choice(settings, SETTING, "argon2id", among=("argon2id", "fast")) == "argon2id":
        return Argon2idHasher()
    refuse_in_production(settings, SETTING, "fast")
    return fast_hasher()
