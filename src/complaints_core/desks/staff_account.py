"""The door of staff: password, second factor, recovery codes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from complaints_core import persian
from complaints_core.domain.audit import SIGNED_IN, AuditNote
from complaints_core.domain.pending import EndedLogin
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.errors import WrongSecondFactor, WrongStaffLogin
from complaints_core.interfaces.ports import (
    IAuditStore,
    IClock,
    ILimits,
    IPasswordHasher,
    IPendingStore,
    ISecondFactor,
    IStaffStore,
)
from complaints_core.profiles import Profile

RECOVERY_CODES = 10


@dataclass(frozen=True)
class Hired:
    """What a new member of staff is given, once: a first password, and the address for his authenticator."""

    staff: Staff
    password: str
    address: str


@dataclass(frozen=True, kw_only=True)
class StaffAccountDesk:
    """Whoever works here and wants to sign in."""

    staff: IStaffStore
    pending: IPendingStore
    audit: IAuditStore
    hasher: IPasswordHasher
    second_factor: ISecondFactor
    limits: ILimits
    clock: IClock
    profile: Profile

    def hire(self, username: str, first_name: str, last_name: str, posts: tuple[Post, ...]) -> Hired:
        """Make an account for a new member of staff; raises AlreadyThere."""
        password = secrets.token_urlsafe(12)
        secret = self.second_factor.new_secret()
        staff = Staff(
            username=username.lower(),
            first_name=first_name,
            last_name=last_name,
            posts=posts,
            password_hash=self.hasher.hash(persian.secret(password)),
            totp_secret=secret,
            hired_at=self.clock.now(),
        )
        self.staff.add(staff)
        return Hired(staff, password, self.second_factor.address(secret, staff.username))

    def login(self, username: str, password: str) -> Staff:
        """Answer the member of staff whose name and password these are; the second factor comes after.

        Raises WrongStaffLogin, TooManyTries.
        """
        name = username.lower()
        self.limits.spend("staff_login", name)
        staff = self.staff.get(name)
        fits = self.hasher.verify(staff.password_hash if staff else None, password)
        if staff is None or not fits or not staff.active:
            raise WrongStaffLogin
        self.limits.forget("staff_login", name)
        return staff

    def second(self, staff: Staff, typed: str) -> Staff:
        """Let somebody in by the digits of his authenticator, or by a recovery code; each is good once.

        Raises WrongSecondFactor, TooManyTries.
        """
        self.limits.spend("staff_second", staff.username)
        let_in = self._by_digits(staff, typed) or self._by_recovery_code(staff, typed)
        if let_in is None:
            raise WrongSecondFactor
        self.limits.forget("staff_second", staff.username)
        self.staff.replace(let_in)
        by = "recovery code" if len(let_in.recovery_codes) < len(staff.recovery_codes) else "authenticator"
        at, name = self.clock.now(), staff.username
        self.audit.note(AuditNote(at=at, actor=name, action=SIGNED_IN, subject=name, facts=(("by", by),)))
        return let_in

    def new_recovery_codes(self, staff: Staff) -> tuple[str, ...]:
        """Answer ten new codes for the day the phone is lost, to be shown once; those of before are void."""
        codes = tuple(f"{secrets.randbelow(10**10):010}" for _ in range(RECOVERY_CODES))
        self.staff.replace(staff.with_recovery_codes(tuple(_hashed(staff, code) for code in codes)))
        return codes

    def signed_in(self, username: str, login_epoch: int, login: str = "") -> Staff | None:
        """Answer the member of staff of a session, unless this login or all logins of that time were ended.
        Between the two factors there is no login yet."""
        staff = self.staff.get(username)
        if staff is None or not staff.active or staff.login_epoch != login_epoch:
            return None
        return None if login and self.pending.get(EndedLogin, login) else staff

    def log_out(self, login: str, lasts: timedelta) -> None:
        """End one login, named by the random text in its session; `lasts` is how long a copy of that session
        could be used."""
        self.pending.add(EndedLogin(key=login, expires_at=self.clock.now() + lasts))

    def _by_digits(self, staff: Staff, typed: str) -> Staff | None:
        step = self.second_factor.step(staff.totp_secret, persian.digits(typed), self.clock.now())
        return staff.used_step(step) if step is not None and step > staff.totp_step else None

    def _by_recovery_code(self, staff: Staff, typed: str) -> Staff | None:
        hashed = _hashed(staff, persian.digits(persian.clean_line(typed)).replace(" ", ""))
        return staff.without_code(hashed) if hashed in staff.recovery_codes else None


def _hashed(staff: Staff, code: str) -> str:
    """A code is random enough for a plain hash; the user name keeps two people's apart."""
    return hashlib.sha256(f"{staff.username}:{code}".encode()).hexdigest()
