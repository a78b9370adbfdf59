"""Registering a caller or visitor who has no account: at the desk of an operator, without a password.

Where there is a mobile, its owner reads the code from the SMS to the operator, or the operator says why not.
Who has no mobile is told nothing by SMS; he can have one added at the counter later, where his card is seen.
With a mobile he chooses a password himself, by recovery.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from complaints_core.desks.account import AccountDesk
from complaints_core.desks.calls import COUNTER, Calls
from complaints_core.domain.audit import CALLER_REGISTERED, MOBILE_ADDED
from complaints_core.domain.citizens import Citizen, Registration
from complaints_core.domain.pending import Call, PendingRegistration
from complaints_core.interfaces.calls import SkipReasonMissing, WrongCaller
from complaints_core.interfaces.errors import AlreadyThere, CodeExpired, NotFound, StepNotAllowed
from complaints_core.interfaces.messages import _

PATIENCE: Final = timedelta(hours=1)
"""How long a registration waits for its code."""

SKIPPED: Final = {
    "not_arrived": _("The SMS does not arrive"),
    "not_at_hand": _("The phone is not at hand"),
    "cannot_read": _("The caller cannot read it"),
}
"""Why the code from the SMS is not asked for."""


@dataclass(frozen=True)
class Visitors:
    """Makes accounts for those with whom operators speak."""

    account: AccountDesk
    calls: Calls

    def register(self, call: Call, person: Registration) -> Call:
        """Register somebody; where he has a mobile, his account waits for the code that is sent to it.
        Raises WrongCaller where an account was made meanwhile, TooManyTries."""
        if not person.mobile:
            return self._opened(call, person, "none")
        self.account.limits.spend("code", person.mobile)
        digits, code = self.account.codes.new()
        waiting = PendingRegistration(
            key=secrets.token_hex(16),
            expires_at=self.account.clock.now() + PATIENCE,
            mobile=person.mobile,
            code=code,
            registration=person,
            password_hash="",
        )
        self.account.pending.add(waiting)
        self.account.notices.send_code("registration_code", person.mobile, digits)
        return self.calls.kept(call, waiting=waiting.key)

    def mobile(self, call: Call) -> str:
        """Answer the number (E.164) to which the code went; raises NotFound."""
        if call.citizen:
            try:
                return self.account.waiting_mobile(self._citizen(call), call.waiting)
            except CodeExpired:
                raise NotFound from None
        return self._registration(call).mobile

    def resend(self, call: Call) -> None:
        """Send a new code; raises NotFound, CodeExpired, TooManyTries."""
        if call.citizen:
            self.account.resend_mobile_code(self._citizen(call), call.waiting)
        else:
            self.account.codes.send_again(self._registration(call), "registration_code")

    def confirm(self, call: Call, typed: str) -> Call:
        """Finish with the code that was read to the operator; raises NotFound, CodeExpired, WrongCode,
        WrongCaller."""
        if call.citizen:
            self.account.confirm_mobile(self._citizen(call), call.waiting, typed)
            self.calls.note(call, MOBILE_ADDED)
            return self.calls.kept(call, waiting="")
        waiting = self._registration(call)
        self.account.codes.use(waiting, typed)
        return self._finished(call, waiting, "proved")

    def skip(self, call: Call, why: str) -> Call:
        """Finish a registration without the code, for one of the reasons of `SKIPPED`; raises NotFound,
        SkipReasonMissing, WrongCaller."""
        waiting = self._registration(call)
        if why not in SKIPPED:
            raise SkipReasonMissing
        return self._finished(call, waiting, why)

    def may_add_mobile(self, call: Call) -> bool:
        """Tell whether the caller may be given a mobile: he has none, and stands at the counter. By phone
        nobody can show a card, and a mobile opens the account."""
        return call.via == COUNTER and bool(call.citizen) and not self._citizen(call).mobile

    def add_mobile(self, call: Call, mobile: str) -> Call:
        """Send a code to the mobile (E.164) of a visitor who had none; raises StepNotAllowed,
        TooManyTries."""
        if not self.may_add_mobile(call):
            raise StepNotAllowed
        return self.calls.kept(call, waiting=self.account.ask_new_mobile(self._citizen(call), mobile))

    def _registration(self, call: Call) -> PendingRegistration:
        waiting = self.account.codes.waiting(PendingRegistration, call.waiting)
        if waiting is None or call.citizen:
            raise NotFound
        return waiting

    def _finished(self, call: Call, waiting: PendingRegistration, mobile: str) -> Call:
        self.account.pending.remove(PendingRegistration, waiting.key)
        if waiting.registration is None:
            raise NotFound
        return self._opened(call, waiting.registration, mobile)

    def _opened(self, call: Call, person: Registration, mobile: str) -> Call:
        """Make the account, without a password; `mobile` tells the audit whether the number is proved."""
        store = self.account.citizens
        key, at = store.key_of(call.national_code), self.account.clock.now()
        try:
            store.add(Citizen.registered(person, key=key, password_hash="", at=at))
        except AlreadyThere:
            raise WrongCaller from None
        self.calls.note(call, CALLER_REGISTERED, mobile=mobile)
        return self.calls.kept(call, citizen=key, waiting="")

    def _citizen(self, call: Call) -> Citizen:
        citizen = self.account.citizens.get(call.citizen)
        if citizen is None:
            raise NotFound
        return citizen
