"""The door of staff: password, second factor, recovery codes.

Who is hired gets a first password and no more: at his first sign-in he sets up his own authenticator, whose
key nobody else ever sees, and chooses a password of his own before anything else is open to him.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from complaints_core import persian
from complaints_core.desks.logins import Logins
from complaints_core.desks.naming import Naming
from complaints_core.desks.signed_in import staff_signed_in
from complaints_core.domain.audit import (
    ENROLLED,
    LOCKED,
    LOGINS_ENDED,
    PASSWORD_CHANGED,
    SIGN_IN_REFUSED,
    SIGNED_IN,
    AuditNote,
)
from complaints_core.domain.known_browsers import KnownBrowsers, inside
from complaints_core.domain.pending import PendingFactor
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import (
    FactorExpired,
    SamePassword,
    TooManyTries,
    WrongOldPassword,
    WrongSecondFactor,
    WrongStaffLogin,
)
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
AHEAD = 2
"""Steps of a second factor by which the last one may lie ahead, where digits of a step earlier and later are
taken."""

LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits without those that look like others."""

SETTING_UP = timedelta(minutes=30)
"""How long the key of a new authenticator waits for the digits that prove it."""


@dataclass(frozen=True)
class Hired:
    """What a new member of staff is given, once: a first password and, where he does not set up his own
    authenticator at his first sign-in, the address for it."""

    staff: Staff
    password: str
    address: str = ""


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
    naming: Naming
    browsers: KnownBrowsers

    @property
    def logins(self) -> Logins:
        """Where everybody is signed in."""
        return Logins(self.pending, self.clock)

    # Beginning to work here

    def hire(self, newcomer: Newcomer) -> Hired:
        """Make an account for somebody who sets up his own authenticator at his first sign-in; raises
        AlreadyThere."""
        return self._hired(newcomer)

    def hire_with_factor(self, newcomer: Newcomer) -> Hired:
        """Make an account for somebody who is handed the address of his authenticator, too; raises
        AlreadyThere."""
        secret = self.second_factor.new_secret()
        hired = self._hired(newcomer, totp_secret=secret)
        return replace(hired, address=self.second_factor.address(secret, hired.staff.username))

    # Signing in

    def login(self, username: str, password: str, shown: Sequence[str] = ()) -> Staff:
        """Answer the member of staff whose name and password these are; the second factor comes after, or is
        set up. A refusal is noted, by the name where somebody bears it, never by what was typed. A browser
        that shows a token of an earlier login of his is not locked by what is tried in others.

        Raises WrongStaffLogin, TooManyTries.
        """
        name = username.lower()
        staff = self.staff.get(name)
        # A name that nobody bears is whatever was typed: it must not be the key of somebody's own tries.
        counted = self.browsers.counted(name, staff.login_epoch, shown) if staff else f"nobody: {name}"
        self._spend("staff_login", counted, staff)
        fits = self.hasher.verify(staff.password_hash if staff else None, password)
        if staff is None or not fits or not staff.active:
            self._note(staff, SIGN_IN_REFUSED, at="password")
            raise WrongStaffLogin
        self.limits.forget("staff_login", counted)
        return staff

    def browser_token(self, staff: Staff, shown: Sequence[str]) -> str:
        """Answer what the browser in which he has passed both factors shows from now on; see
        `KnownBrowsers`."""
        return self.browsers.token(staff.username, staff.login_epoch, shown)

    def second(self, staff: Staff, typed: str) -> Staff:
        """Let somebody in by the digits of his authenticator, or by a recovery code; each is good once.

        Raises WrongSecondFactor, TooManyTries.
        """
        self._spend("staff_second", staff.username, staff)
        let_in = self._by_digits(staff, typed) or self._by_recovery_code(staff, typed)
        if let_in is None:
            self._note(staff, SIGN_IN_REFUSED, at="second factor")
            raise WrongSecondFactor
        by = "recovery code" if len(let_in.recovery_codes) < len(staff.recovery_codes) else "authenticator"
        return self._let_in(let_in, by)

    def forget_tries(self, staff: Staff) -> None:
        """Let somebody try at once whom an administrator lets in again: he may be one who had to wait."""
        for rule in ("staff_login", "staff_second"):
            self.limits.forget(rule, staff.username)

    def new_factor(self, staff: Staff) -> None:
        """Draw the key of a new authenticator for somebody who has none; a key of before is void, so that who
        saw it first cannot use it later."""
        self.pending.remove(PendingFactor, staff.username)
        expires = self.clock.now() + SETTING_UP
        secret = self.second_factor.new_secret()
        self.pending.add(PendingFactor(key=staff.username, expires_at=expires, secret=secret))

    def factor_address(self, staff: Staff) -> str:
        """Answer the address of the authenticator that is being set up; raises FactorExpired."""
        return self.second_factor.address(self._waiting_key(staff), staff.username)

    def factor_key(self, staff: Staff) -> str:
        """Answer its key (base32), to be typed where no camera is at hand; raises FactorExpired."""
        return self._waiting_key(staff)

    def enrol(self, staff: Staff, typed: str) -> Staff:
        """Let somebody in by the first digits of the authenticator that he has set up.

        Raises FactorExpired, WrongSecondFactor, TooManyTries.
        """
        self._spend("staff_second", staff.username, staff)
        secret = self._waiting_key(staff)
        step = self.second_factor.step(secret, persian.digits(typed), self.clock.now())
        if staff.totp_secret or step is None:
            self._note(staff, SIGN_IN_REFUSED, at="second factor")
            raise WrongSecondFactor
        self.pending.remove(PendingFactor, staff.username)
        self._note(staff, ENROLLED)
        return self._let_in(staff.with_factor(secret, step), "authenticator")

    def signed_in(self, username: str, login_epoch: int, login: str = "") -> Staff | None:
        """Answer the member of staff of a session, unless this login or all logins of that time were ended.
        Between the two factors there is no login yet."""
        return staff_signed_in(self.staff, self.logins, username, login_epoch, login)

    # Once signed in

    def change_password(self, staff: Staff, old: str, new: str) -> Staff:
        """Keep a password of his own choice; every login ends. Raises WrongOldPassword, WeakPassword,
        TooManyTries."""
        self._spend("staff_login", inside(staff.username), staff)
        if not self.hasher.verify(staff.password_hash, old):
            raise WrongOldPassword
        self.limits.forget("staff_login", inside(staff.username))
        self._check_password(staff, new)
        changed = staff.with_password(self.hasher.hash(new))
        self.staff.replace(changed)
        self.logins.end_others(staff.username, "")
        self._note(staff, PASSWORD_CHANGED)
        return changed

    def new_recovery_codes(self, staff: Staff) -> tuple[str, ...]:
        """Answer ten new codes for the day the phone is lost, to be shown once; those of before are void."""
        codes = tuple(f"{secrets.randbelow(10**10):010}" for _ in range(RECOVERY_CODES))
        self.staff.replace(staff.with_recovery_codes(tuple(_hashed(staff, code) for code in codes)))
        return codes

    def log_out(self, staff: Staff, login: str) -> None:
        """End one login of his, with every copy of its session."""
        if self.logins.end(staff.username, login):
            self._note(staff, LOGINS_ENDED, number="1")

    def log_out_others(self, staff: Staff, login: str) -> None:
        """End every login of his but one."""
        if ended := self.logins.end_others(staff.username, login):
            self._note(staff, LOGINS_ENDED, number=str(ended))

    # Steps that several of the above share

    def _hired(self, newcomer: Newcomer, totp_secret: str = "") -> Hired:
        password = first_password()
        staff = Staff(
            username=newcomer.username.lower(),
            first_name=newcomer.first_name,
            last_name=newcomer.last_name,
            posts=newcomer.posts,
            centers=newcomer.centers,
            password_hash=self.hasher.hash(persian.secret(password)),
            first_password=True,
            totp_secret=totp_secret,
            hired_at=self.clock.now(),
        )
        self.staff.add(staff)
        self.naming.note(staff)
        return Hired(staff, password)

    def _let_in(self, staff: Staff, by: str) -> Staff:
        self.limits.forget("staff_second", staff.username)
        self.staff.replace(staff)
        self._note(staff, SIGNED_IN, by=by)
        return staff

    def _by_digits(self, staff: Staff, typed: str) -> Staff | None:
        if not staff.totp_secret:
            return None
        step = self.second_factor.step(staff.totp_secret, persian.digits(typed), self.clock.now())
        return staff.used_step(step) if step is not None and _fresh(step, staff.totp_step) else None

    def _by_recovery_code(self, staff: Staff, typed: str) -> Staff | None:
        hashed = _hashed(staff, persian.digits(persian.clean_line(typed)).replace(" ", ""))
        return staff.without_code(hashed) if hashed in staff.recovery_codes else None

    def _waiting_key(self, staff: Staff) -> str:
        waiting = self.pending.get(PendingFactor, staff.username)
        if waiting is None or waiting.expires_at < self.clock.now():
            raise FactorExpired
        return waiting.secret

    def _check_password(self, staff: Staff, new: str) -> None:
        rules = self.profile.passwords
        own = (staff.username, staff.first_name, staff.last_name)
        problem = rules.problem_with(new, rules.min_staff, own)
        if problem:
            raise problem
        if self.hasher.verify(staff.password_hash, new):
            raise SamePassword

    def _spend(self, rule: str, name: str, staff: Staff | None) -> None:
        try:
            self.limits.spend(rule, name)
        except TooManyTries:
            self._note(staff, LOCKED)
            raise

    def _note(self, staff: Staff | None, action: str, **facts: str) -> None:
        """A name that nobody bears is not noted: it may be a password that was typed into the wrong box."""
        name = staff.username if staff else ""
        self.audit.note(AuditNote.of(self.clock.now(), name, action, name, **facts))


def first_password() -> str:
    """Draw a password for somebody who shall choose his own: 16 characters that are read off paper and typed
    without a doubt, 79 bits."""
    return "".join(secrets.choice(LEGIBLE) for _ in range(16))


def _fresh(step: int, last: int) -> bool:
    """Tell whether digits were not used yet. A last step further ahead than a clock a little off can explain
    was noted by one that has been put back since; its digits do not come again before their time."""
    return step > last or last > step + AHEAD


def _hashed(staff: Staff, code: str) -> str:
    """A code is random enough for a plain hash; the user name keeps two people's apart."""
    return hashlib.sha256(f"{staff.username}:{code}".encode()).hexdigest()
