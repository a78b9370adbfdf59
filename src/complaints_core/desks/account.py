"""The account desk: signing up, signing in, own details and password."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from complaints_core import persian
from complaints_core.desks.codes import AGAIN, Codes
from complaints_core.desks.notices import Notices
from complaints_core.desks.signed_in import citizen_signed_in
from complaints_core.domain.citizens import Citizen, Details, Registration, personal_words
from complaints_core.domain.known_browsers import KnownBrowsers, inside
from complaints_core.domain.pending import EndedLogin, PendingMobile, PendingRegistration
from complaints_core.interfaces.errors import (
    AlreadyThere,
    BornInFuture,
    CodeExpired,
    RegistrationNotFound,
    WrongCode,
    WrongLogin,
    WrongOldPassword,
)
from complaints_core.interfaces.ports import ICitizenStore, IClock, ILimits, IPasswordHasher, IPendingStore
from complaints_core.profiles import Profile

PATIENCE = timedelta(hours=1)
"""How long a sign-up or a new mobile number waits for its code."""

CHALLENGE_AFTER = 3
"""Failed logins after which the security code is asked for."""


@dataclass(frozen=True, kw_only=True)
class AccountDesk:
    """Whoever wants an account, or has one."""

    citizens: ICitizenStore
    pending: IPendingStore
    hasher: IPasswordHasher
    limits: ILimits
    clock: IClock
    profile: Profile
    notices: Notices
    codes: Codes
    browsers: KnownBrowsers

    # Signing up

    def register(self, registration: Registration) -> str:
        """Begin a sign-up; answers the key under which it waits for the code from the SMS.

        A national code that has an account already looks the same from here; its owner is told by SMS.
        Raises BornInFuture, WeakPassword, TooManyTries.
        """
        if registration.birth_date > persian.tehran_day(self.clock.now()):
            raise BornInFuture
        key = self.citizens.key_of(registration.national_code)
        self.limits.spend("register", key)
        self.limits.spend("register_mobile", registration.mobile)
        self.check_password(registration.password, registration)
        hashed = self.hasher.hash(registration.password)
        waiting = self._keep_waiting(registration, hashed, self.citizens.get(key))
        if not self.profile.confirm_mobile:
            self._open_account(waiting)
            self.pending.remove(PendingRegistration, waiting.key)
        return waiting.key

    def sign_up_mobile(self, key: str) -> str:
        """Answer the mobile number (E.164) of a waiting sign-up; raises RegistrationNotFound."""
        return self._sign_up(key).mobile

    def resend(self, key: str) -> None:
        """Send a new code for a waiting sign-up; raises RegistrationNotFound, TooManyTries."""
        waiting = self._sign_up(key)
        if waiting.registration is None:
            self.codes.renewed(waiting)  # for nobody: an account that there is shows in nothing
        else:
            self.codes.send_again(waiting, "registration_code")

    def confirm(self, key: str, typed: str) -> Citizen:
        """Finish a sign-up with the code from the SMS; the same form again answers the same account.

        Raises RegistrationNotFound, CodeExpired, WrongCode (also when the account exists already).
        """
        waiting = self.codes.waiting(PendingRegistration, key)
        if waiting is None:
            raise RegistrationNotFound
        self.codes.use(waiting, typed)
        opened = self.citizens.get(waiting.citizen) if waiting.citizen else None
        citizen = opened or self._open_account(waiting)
        if citizen is None:
            self.pending.replace(replace(waiting, registration=None, code=waiting.code.tried()))
            raise WrongCode
        if opened is None:
            self.pending.replace(waiting.opened(citizen.key, self.clock.now() + AGAIN))
        return citizen

    # Signing in

    def needs_challenge(self, national_code: str, shown: Sequence[str] = ()) -> bool:
        """Tell whether a login with this code must read the security code first, in a browser that shows
        these tokens."""
        key = self.citizens.key_of(national_code)
        counted = self._counted(key, self.citizens.get(key), shown)
        return self.limits.spent("login", counted) >= CHALLENGE_AFTER

    def login(self, national_code: str, password: str, shown: Sequence[str] = ()) -> Citizen:
        """Answer the citizen whose code and password these are; a browser that shows a token of an earlier
        login of his is not locked by what is tried in others.

        Raises WrongLogin, whichever of the two is wrong, and TooManyTries.
        """
        key = self.citizens.key_of(national_code)
        citizen = self.citizens.get(key)
        counted = self._counted(key, citizen, shown)
        self.limits.spend("login", counted)
        fits = self.hasher.verify((citizen.password_hash or None) if citizen else None, password)
        if citizen is None or not fits:
            raise WrongLogin
        self.limits.forget("login", counted)
        return self._rehashed(citizen, password)

    def browser_token(self, citizen: Citizen, shown: Sequence[str]) -> str:
        """Answer what the browser in which he has logged in shows from now on; see `KnownBrowsers`."""
        return self.browsers.token(citizen.key, citizen.login_epoch, shown)

    def signed_in(self, key: str, login_epoch: int, login: str) -> Citizen | None:
        """Answer the citizen of a session, unless its login, or all logins of that time, were ended."""
        return citizen_signed_in(self.citizens, self.pending, key, login_epoch, login)

    def log_out(self, login: str, lasts: timedelta) -> None:
        """End one login, named by the random text in its session; `lasts` is how long a copy of that session
        could be used."""
        self.pending.add(EndedLogin(key=login, expires_at=self.clock.now() + lasts))

    # Own details and password

    def change_details(self, citizen: Citizen, details: Details) -> str | None:
        """Keep changed details. A new mobile number waits for a code that is sent to it; then answers the key
        under which it waits, else None. Raises TooManyTries."""
        asked = details.mobile != citizen.mobile
        waiting = self.ask_new_mobile(citizen, details.mobile) if asked else None
        kept = citizen.with_details(replace(details, mobile=citizen.mobile))
        if kept != citizen:
            self.citizens.replace(kept)
        return waiting

    def ask_new_mobile(self, citizen: Citizen, mobile: str) -> str:
        """Send a code to a new mobile number (E.164); answers the key under which the number waits for it.
        Raises TooManyTries."""
        self.limits.spend("code", mobile)
        digits, code = self.codes.new()
        waiting = PendingMobile(
            key=secrets.token_hex(16),
            expires_at=self.clock.now() + PATIENCE,
            mobile=mobile,
            code=code,
            citizen=citizen.key,
        )
        self.pending.add(waiting)
        self.notices.send_code("mobile_code", mobile, digits)
        return waiting.key

    def resend_mobile_code(self, citizen: Citizen, key: str) -> None:
        """Send a new code to the number that waits under the key; raises CodeExpired, TooManyTries."""
        self.codes.send_again(self._new_mobile(citizen, key), "mobile_code")

    def waiting_mobile(self, citizen: Citizen, key: str) -> str:
        """Answer the number that waits under the key; raises CodeExpired."""
        return self._new_mobile(citizen, key).mobile

    def confirm_mobile(self, citizen: Citizen, key: str, typed: str) -> Citizen:
        """Take over a new mobile number, and tell the old one; raises CodeExpired, WrongCode."""
        waiting = self._new_mobile(citizen, key)
        self.codes.use(waiting, typed)
        self.pending.remove(PendingMobile, key)
        moved = citizen.with_mobile(waiting.mobile)
        self.citizens.replace(moved)
        self.notices.tell(citizen, "mobile_changed")
        return moved

    def change_password(self, citizen: Citizen, old: str, new: str) -> Citizen:
        """Keep a new password, end every other login, tell the owner.

        Raises WrongOldPassword, WeakPassword, TooManyTries.
        """
        self.limits.spend("login", inside(citizen.key))
        if not self.hasher.verify(citizen.password_hash, old):
            raise WrongOldPassword
        self.limits.forget("login", inside(citizen.key))
        return self.set_password(citizen, new)

    def set_password(self, citizen: Citizen, new: str) -> Citizen:
        """Keep a new password for somebody who has proved who he is; raises WeakPassword."""
        self.check_password(new, citizen)
        changed = citizen.with_password(self.hasher.hash(new))
        self.citizens.replace(changed)
        self.notices.tell(changed, "password_changed")
        return changed

    def check_password(self, password: str, person: Registration | Citizen) -> None:
        """Raise WeakPassword for a password that is short, common or made of the person's own data."""
        rules = self.profile.passwords
        problem = rules.problem_with(password, rules.min_citizen, personal_words(person))
        if problem:
            raise problem

    # Steps that several of the above share

    def _counted(self, key: str, citizen: Citizen | None, shown: Sequence[str]) -> str:
        return self.browsers.counted(key, citizen.login_epoch, shown) if citizen else key

    def _keep_waiting(
        self, registration: Registration, hashed: str, owner: Citizen | None
    ) -> PendingRegistration:
        """Let a sign-up wait for its code; where the national code has an `owner` already, he is told."""
        digits, code = self.codes.new()
        waiting = PendingRegistration(
            key=secrets.token_hex(16),
            expires_at=self.clock.now() + PATIENCE,
            mobile=registration.mobile,
            code=code,
            registration=None if owner else registration.without_passwords(),
            password_hash=hashed,
        )
        self.pending.add(waiting)
        if owner:
            self.notices.tell(owner, "already_registered")
        elif self.profile.confirm_mobile:
            self.notices.send_code("registration_code", registration.mobile, digits)
        return waiting

    def _tell_owner(self, national_code: str) -> None:
        owner = self.citizens.get(self.citizens.key_of(national_code))
        if owner:
            self.notices.tell(owner, "already_registered")

    def _sign_up(self, key: str) -> PendingRegistration:
        waiting = self.codes.waiting(PendingRegistration, key)
        if waiting is None or waiting.citizen:
            raise RegistrationNotFound
        return waiting

    def _open_account(self, waiting: PendingRegistration) -> Citizen | None:
        """Make the account; None when somebody has it already, who is told."""
        if waiting.registration is None:
            return None
        citizen = Citizen.registered(
            waiting.registration,
            key=self.citizens.key_of(waiting.registration.national_code),
            password_hash=waiting.password_hash,
            at=self.clock.now(),
        )
        try:
            self.citizens.add(citizen)
        except AlreadyThere:
            self._tell_owner(waiting.registration.national_code)
            return None
        return citizen

    def _rehashed(self, citizen: Citizen, password: str) -> Citizen:
        if not self.hasher.needs_rehash(citizen.password_hash):
            return citizen
        stronger = citizen.rehashed(self.hasher.hash(password))
        self.citizens.replace(stronger)
        return stronger

    def _new_mobile(self, citizen: Citizen, key: str) -> PendingMobile:
        waiting = self.codes.waiting(PendingMobile, key)
        if waiting is None or waiting.citizen != citizen.key:
            raise CodeExpired
        return waiting
