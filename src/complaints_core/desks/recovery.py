"""The recovery desk: a new password for somebody who forgot the old one.

The guide shows a stranger's data to whoever knows national code and birth date, and sends the password by
SMS. Here the row is masked, a one-time code goes to the registered mobile, and the citizen chooses a new
password.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta

from complaints_core.desks.account import AccountDesk
from complaints_core.desks.codes import AGAIN
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.pending import RecoveryRequest
from complaints_core.interfaces.errors import CodeExpired
from complaints_core.persian import Mobile, NationalCode

PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class MaskedRow:
    """What the search shows of a citizen it found: enough for its owner, useless to others."""

    first_name: str
    last_name: str
    national_code: str
    mobile: str


@dataclass(frozen=True, kw_only=True)
class RecoveryDesk:
    """Whoever forgot his password."""

    account: AccountDesk

    def find(self, national_code: str, birth_date: date) -> Citizen | None:
        """Answer the citizen with this code and birth date; None for any wrong pair, and for whoever has no
        mobile for the code. Raises TooManyTries."""
        account = self.account
        key = account.citizens.key_of(national_code)
        account.limits.spend("recover", key)
        citizen = account.citizens.get(key)
        known = citizen is not None and citizen.birth_date == birth_date
        return citizen if citizen and known and citizen.mobile else None

    def found(self, key: str) -> Citizen | None:
        """Answer whom a search found before, by the opaque key that the search answered."""
        return self.account.citizens.get(key)

    def row(self, citizen: Citizen) -> MaskedRow:
        """Answer the masked row of the guide's second step."""
        return MaskedRow(
            first_name=_initial(citizen.first_name),
            last_name=_initial(citizen.last_name),
            national_code=NationalCode(citizen.national_code).masked,
            mobile=Mobile(citizen.mobile).masked,
        )

    def send(self, citizen: Citizen) -> str:
        """Send a one-time code to the registered mobile; answers the key of the request. Raises
        TooManyTries."""
        account = self.account
        account.limits.spend("code", citizen.mobile)
        digits, code = account.codes.new()
        request = RecoveryRequest(
            key=secrets.token_hex(16),
            expires_at=account.clock.now() + PATIENCE,
            mobile=citizen.mobile,
            code=code,
            citizen=citizen.key,
        )
        account.pending.add(request)
        account.notices.send_code("recovery_code", citizen.mobile, digits)
        return request.key

    def resend(self, key: str) -> None:
        """Send a new code for a request; raises CodeExpired for one that waited too long, TooManyTries."""
        self.account.codes.send_again(self._request(key), "recovery_code")

    def mobile(self, key: str) -> str:
        """Answer the mobile number (E.164) of a request; raises CodeExpired."""
        return self._request(key).mobile

    def finish(self, key: str, typed: str, password: str) -> Citizen:
        """Keep the new password if the code is right; every login of the citizen ends, and he is told. The
        same form again changes nothing.

        What is typed for one citizen is counted over all his codes: each has five tries, but whoever knows
        many birth dates could have codes sent all day. Raises CodeExpired, WrongCode, WeakPassword (the code
        can still be used then), TooManyTries.
        """
        account = self.account
        request = account.codes.waiting(RecoveryRequest, key)
        citizen = account.citizens.get(request.citizen) if request else None
        if request is None or citizen is None:
            raise CodeExpired
        account.limits.spend("recover_code", citizen.key)
        account.codes.use(request, typed)
        if request.done:
            return self._has_it(citizen, password)
        changed = account.set_password(citizen, password)
        account.pending.replace(replace(request, done=True, expires_at=account.clock.now() + AGAIN))
        for rule in ("login", "recover_code"):
            account.limits.forget(rule, citizen.key)
        return changed

    def _has_it(self, citizen: Citizen, password: str) -> Citizen:
        """Answer whoever has just chosen this password; another one would need another code."""
        if not self.account.hasher.verify(citizen.password_hash, password):
            raise CodeExpired
        return citizen

    def _request(self, key: str) -> RecoveryRequest:
        request = self.account.codes.waiting(RecoveryRequest, key)
        if request is None or request.done:
            raise CodeExpired
        return request


def _initial(name: str) -> str:
    return f"{name[:1]}•••"
