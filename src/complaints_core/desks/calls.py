"""Conversations of operators with callers and visitors.

Somebody tells two facts that belong together; then the operator may act for him for a while, and in one
complaint at most. Afterwards the operator is a stranger again: there is no list of conversations. What was
told wrong is counted and noted, so that nobody finds out codes by trying.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from complaints_core import persian
from complaints_core.domain.audit import CALL_BEGUN, CALL_ENDED, CALL_REFUSED, AuditNote
from complaints_core.domain.moments import running
from complaints_core.domain.pending import Call
from complaints_core.domain.staff import OPERATOR, Staff
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.calls import WrongCaller, WrongCaseOfCaller
from complaints_core.interfaces.errors import BornInFuture, NotFound
from complaints_core.interfaces.ports import (
    IAuditStore,
    ICitizenStore,
    IClock,
    IComplaintStore,
    ILimits,
    IPendingStore,
)

PHONE, COUNTER = "phone", "counter"
"""How an operator and a citizen speak."""

WRITING: Final = timedelta(minutes=30)
"""How long a conversation lasts, after the last thing that was done, while a complaint is written."""
OPENED: Final = timedelta(minutes=10)
"""How long it lasts while a complaint is open."""


@dataclass(frozen=True, kw_only=True)
class Calls:
    """Begins, keeps and ends conversations, and notes what is done in them."""

    citizens: ICitizenStore
    complaints: IComplaintStore
    pending: IPendingStore
    audit: IAuditStore
    limits: ILimits
    clock: IClock

    def begin(self, operator: Staff, via: str, national_code: str, birth_date: date) -> Call:
        """Begin a conversation with somebody who wants to complain; without an account he has no key yet.

        Raises BornInFuture, WrongCaller, TooManyTries; NotFound for whoever is no operator.
        """
        key = self._asked(operator, national_code)
        if birth_date > persian.tehran_day(self.clock.now()):
            raise BornInFuture
        citizen = self.citizens.get(key)
        if citizen and citizen.birth_date != birth_date:
            self._refused(operator, via)
            raise WrongCaller
        call = self._new(operator, via, national_code, birth_date, citizen.key if citizen else "")
        self.note(call, CALL_BEGUN)
        return call

    def open(self, operator: Staff, via: str, tracking_code: str, national_code: str) -> Call:
        """Begin a conversation about one complaint.

        Raises WrongCaseOfCaller, TooManyTries; NotFound for whoever is no operator.
        """
        key = self._asked(operator, national_code)
        held = len(tracking_code) == TrackingCode.LENGTH and TrackingCode.holds(tracking_code)
        complaint = self.complaints.get(TrackingCode(tracking_code)) if held else None
        if complaint is None or complaint.citizen != key:
            self._refused(operator, via)
            raise WrongCaseOfCaller
        call = self._new(operator, via, national_code, None, key, complaint.code)
        self.note(call, CALL_BEGUN)
        return call

    def going_on(self, operator: Staff, key: str) -> Call:
        """Answer a conversation of an operator that is not over; raises NotFound for any other."""
        call = self.pending.get(Call, key)
        if call is None or not self._lasting(call) or call.operator != operator.username:
            raise NotFound
        if OPERATOR not in operator.roles:
            raise NotFound
        return call

    def kept(self, call: Call, **changes: Any) -> Call:
        """Keep a conversation with changes; it lasts as long as a new one again."""
        changed = replace(call, **changes)
        later = replace(changed, expires_at=self.clock.now() + self._lasts(changed.complaint))
        self.pending.replace(later)
        return later

    def end(self, call: Call, action: str = CALL_ENDED) -> None:
        """End a conversation; nothing of it is left but the audit, where `action` says how it ended."""
        self.pending.remove(Call, call.key)
        self.note(call, action)

    def note(self, call: Call, action: str, **facts: str) -> None:
        """Note what was done: about the complaint, else about the citizen by his opaque key."""
        subject = call.complaint or self.citizens.key_of(call.national_code)
        at = self.clock.now()
        self.audit.note(AuditNote.of(at, call.operator, action, subject, via=call.via, **facts))

    def _lasting(self, call: Call) -> bool:
        return running(call.expires_at, self._lasts(call.complaint), self.clock.now())

    def _asked(self, operator: Staff, national_code: str) -> str:
        """Count a national code that was told; answers its opaque key."""
        if OPERATOR not in operator.roles:
            raise NotFound
        key = self.citizens.key_of(national_code)
        self.limits.spend("operator", operator.username)
        self.limits.spend("caller", key)
        return key

    def _refused(self, operator: Staff, via: str) -> None:
        name = operator.username
        self.audit.note(AuditNote.of(self.clock.now(), name, CALL_REFUSED, name, via=via))

    def _new(
        self,
        operator: Staff,
        via: str,
        national_code: str,
        birth_date: date | None,
        citizen: str,
        complaint: str = "",
    ) -> Call:
        call = Call(
            key=secrets.token_urlsafe(18),
            expires_at=self.clock.now() + self._lasts(complaint),
            operator=operator.username,
            via=COUNTER if via == COUNTER else PHONE,
            national_code=national_code,
            birth_date=birth_date,
            citizen=citizen,
            complaint=complaint,
        )
        self.pending.add(call)
        return call

    def _lasts(self, complaint: str) -> timedelta:
        return OPENED if complaint else WRITING
