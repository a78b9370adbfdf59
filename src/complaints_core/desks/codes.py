"""One-time codes by SMS: sending, trying, sending again."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from complaints_core.desks.notices import Notices
from complaints_core.domain.one_time import Draw, OneTimeCode
from complaints_core.domain.pending import Confirmable
from complaints_core.interfaces.errors import CodeExpired, WrongCode
from complaints_core.interfaces.ports import IClock, ILimits, IPendingStore

Kind = TypeVar("Kind", bound=Confirmable)

AGAIN = timedelta(minutes=1)
"""For so long a form that a code completed may come again, by a second press or because the line broke."""


@dataclass(frozen=True)
class Codes:
    """Completes whatever a code from an SMS completes."""

    pending: IPendingStore
    notices: Notices
    limits: ILimits
    clock: IClock
    draw: Draw = secrets.randbelow

    def new(self) -> tuple[str, OneTimeCode]:
        """Draw a code: the digits to send, and what to keep."""
        return OneTimeCode.drawn(self.clock.now(), self.draw)

    def waiting(self, kind: type[Kind], key: str) -> Kind | None:
        """Answer what waits under a key, unless it is over."""
        found = self.pending.get(kind, key)
        return found if found and self.clock.now() < found.expires_at else None

    def use(self, thing: Confirmable, typed: str) -> None:
        """Try a code; returns when it fits, and the caller removes what is completed, so that the code is
        used once. A wrong try is kept.

        Raises CodeExpired when no try is left or the time is over, WrongCode otherwise.
        """
        if not thing.code.alive(self.clock.now()):
            raise CodeExpired
        if not thing.code.fits(typed):
            self.pending.replace(thing.with_code(thing.code.tried()))
            raise WrongCode

    def send_again(self, thing: Confirmable, template: str) -> None:
        """Replace the code by a new one and send it; raises TooManyTries."""
        self.notices.send_code(template, thing.mobile, self.renewed(thing))

    def renewed(self, thing: Confirmable) -> str:
        """Replace the code by a new one; answers its digits, which are sent to nobody yet. Raises
        TooManyTries."""
        self.limits.spend("code", thing.mobile)
        digits, code = self.new()
        self.pending.replace(thing.with_code(code))
        return digits
