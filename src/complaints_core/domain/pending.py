"""Things that wait for a person for a while, and then are forgotten."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from complaints_core.domain.one_time import OneTimeCode

if TYPE_CHECKING:
    from complaints_core.domain.citizens import Registration
    from complaints_core.domain.files import Attachment


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Whatever `IPendingStore` keeps: a random key, and when it is over."""

    key: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Confirmable(Pending):
    """Something that a one-time code from an SMS completes."""

    mobile: str
    code: OneTimeCode

    def with_code(self, code: OneTimeCode) -> Self:
        """Answer the same thing with another state of its code."""
        return replace(self, code=code)


@dataclass(frozen=True, kw_only=True)
class PendingRegistration(Confirmable):
    """A sign-up whose mobile number is not proved yet.

    `registration` is None where the national code has an account already: the page goes on as ever, and no
    code will be right. `citizen` is the key of the account that was opened, while the form may still be sent
    again.
    """

    registration: "Registration | None"
    password_hash: str
    citizen: str = ""

    def opened(self, citizen: str, until: datetime) -> Self:
        """Answer what stays of it once the account is there: nothing of the person."""
        return replace(self, registration=None, password_hash="", citizen=citizen, expires_at=until)


@dataclass(frozen=True, kw_only=True)
class PendingMobile(Confirmable):
    """A changed mobile number that is not proved yet, with the other changes already made."""

    citizen: str


@dataclass(frozen=True, kw_only=True)
class RecoveryRequest(Confirmable):
    """Somebody who knows national code and birth date asks for a new password. It is `done` once he has one,
    while the form may still be sent again."""

    citizen: str
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class Call(Pending):
    """An operator (his user name) speaks with somebody on the ``phone`` or at the ``counter``.

    `national_code` and `birth_date` are what was told to begin it; `citizen` is his key once he is known,
    `complaint` the tracking code of the one complaint that is open to the operator meanwhile, `waiting` the
    key of what waits for a code from an SMS.
    """

    operator: str
    via: str
    national_code: str
    birth_date: date | None = None
    citizen: str = ""
    complaint: str = ""
    waiting: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission(Pending):
    """A used submission key and what it made, so that a second sending makes nothing."""

    made: str


@dataclass(frozen=True, kw_only=True)
class UsedChallenge(Pending):
    """A challenge that was tried."""


@dataclass(frozen=True, kw_only=True)
class EndedLogin(Pending):
    """A login that was ended, for as long as a copy of its session could be used."""


@dataclass(frozen=True, kw_only=True)
class AuditCheck(Pending):
    """How far the chain of the audit was looked over: up to an entry by its number, since when, and when it
    came to an end; `broken` is the number of the first place that is not as it was written."""

    begun_at: datetime
    number: int = 0
    broken: int | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PendingFactor(Pending):
    """The key (base32) of an authenticator that is being set up; it waits under a user name."""

    secret: str


@dataclass(frozen=True, kw_only=True)
class WithFiles(Pending):
    """Something whose files nobody else knows of: they are forgotten with it."""

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of its files."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class ParkedDraft(WithFiles):
    """What somebody wrote when the session had ended, kept for after the login."""

    owner: str
    typed: tuple[tuple[str, str], ...]
    attachments: "tuple[Attachment, ...]" = field(default=())

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of its files."""
        return tuple(one.file for one in self.attachments)
