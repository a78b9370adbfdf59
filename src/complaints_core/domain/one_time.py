"""Codes that an SMS carries: six digits, few tries, a short life."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LENGTH = 6
LIFETIME = timedelta(minutes=2)
TRIES = 5

Draw = Callable[[int], int]
"""Answers a random number below its argument, as `secrets.randbelow` does."""


@dataclass(frozen=True)
class OneTimeCode:
    """A one-time code as it is stored: salted hash, end of its life, tries that are left."""

    salt: str
    hashed: str
    expires_at: datetime
    tries_left: int = TRIES

    @classmethod
    def drawn(
        cls, now: datetime, draw: Draw = secrets.randbelow, lifetime: timedelta = LIFETIME
    ) -> tuple[str, "OneTimeCode"]:
        """Draw a code; answers the digits to send, and what to keep."""
        digits = f"{draw(10**LENGTH):0{LENGTH}}"
        salt = secrets.token_hex(16)
        return digits, cls(salt, _hash(salt, digits), now + lifetime)

    def alive(self, now: datetime) -> bool:
        """Tell whether a try is still possible."""
        return self.tries_left > 0 and now < self.expires_at

    def fits(self, typed: str) -> bool:
        """Tell whether these are the digits, in constant time."""
        return hmac.compare_digest(self.hashed, _hash(self.salt, typed))

    def tried(self) -> "OneTimeCode":
        """Answer the code with one try less."""
        return replace(self, tries_left=self.tries_left - 1)


def _hash(salt: str, digits: str) -> str:
    return hashlib.sha256(f"{salt}:{digits}".encode()).hexdigest()
