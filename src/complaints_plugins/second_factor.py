"""The second factor of staff: TOTP (RFC 6238) by pyotp, as every authenticator app knows it."""

from datetime import datetime

import pyotp
from zope.interface import implementer

from complaints_core.interfaces.ports import ISecondFactor

SECONDS = 30
BESIDE = (0, -1, 1)
"""Steps around the present one that are taken too, for clocks that are a little off."""


@implementer(ISecondFactor)
class TotpFactor:
    """Six digits every 30 seconds; `issuer` is the organization's name in the app."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer

    def new_secret(self) -> str:
        """Answer a new random key of 160 bits."""
        return pyotp.random_base32()

    def address(self, secret: str, username: str) -> str:
        """Answer the `otpauth://` address."""
        return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=self._issuer)

    def step(self, secret: str, typed: str, now: datetime) -> int | None:
        """Answer the step to which the digits belong, compared in constant time."""
        present = int(now.timestamp()) // SECONDS
        fits = pyotp.TOTP(secret).verify
        return next((present + by for by in BESIDE if fits(typed, for_time=(present + by) * SECONDS)), None)
