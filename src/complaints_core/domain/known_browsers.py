"""Browsers in which somebody has logged in before. Whoever guesses passwords elsewhere, or wants nothing but
to lock somebody out, does not lock him out of these: their tries are counted for themselves.

The rule is OWASP's, "Slow Down Online Guessing Attacks with Device Cookies".
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from complaints_core.domain.opaque_keys import OpaqueKeys

DRAWN = 16
"""Letters of a token that are drawn; those that follow prove that we made it."""


@dataclass(frozen=True)
class KnownBrowsers:
    """Makes and reads the tokens that browsers keep for their next login: 80 hexadecimal digits, that tell
    nobody whose they are. A new password, which begins a new epoch of logins, makes all of before void."""

    keys: OpaqueKeys

    def token(self, account: str, epoch: int, shown: Sequence[str]) -> str:
        """Answer what a browser is to keep for an account: what it shows already, else a fresh token."""
        known = self._known(account, epoch, shown)
        return known or self._made(account, epoch, secrets.token_hex(DRAWN // 2))

    def counted(self, account: str, epoch: int, shown: Sequence[str]) -> str:
        """Answer under which key tries to log in are counted: one for each browser that is known, and one for
        all others together."""
        known = self._known(account, epoch, shown)
        return f"{account} in {known[:DRAWN]}" if known else account

    def _known(self, account: str, epoch: int, shown: Sequence[str]) -> str:
        ours = (one for one in shown if one.isascii())
        good = (one for one in ours if hmac.compare_digest(one, self._made(account, epoch, one[:DRAWN])))
        return next(good, "")

    def _made(self, account: str, epoch: int, drawn: str) -> str:
        return drawn + self.keys(f"{drawn} {epoch} {account}")


def inside(account: str) -> str:
    """Answer under which key the tries of somebody are counted who is signed in, and is asked for his
    password once more: nobody else has a part in them."""
    return f"{account} inside"
