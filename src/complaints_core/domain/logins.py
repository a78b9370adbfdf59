"""The logins of a member of staff: where he is signed in now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from complaints_core.domain.pending import Pending


@dataclass(frozen=True)
class Login:
    """One login: the random text in its session, the browser in a word or two, when it began, and when it was
    last seen, give or take a few minutes."""

    id: str
    browser: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, kw_only=True)
class StaffLogins(Pending):
    """Every login of one member of staff, under his user name. A login that does not stand here has ended."""

    logins: tuple[Login, ...]

    def get(self, login: str) -> Login | None:
        """Answer the login of this id."""
        return next((one for one in self.logins if one.id == login), None)

    def with_login(self, login: Login) -> "StaffLogins":
        """Answer them with a new login, or a new version of one."""
        others = tuple(one for one in self.logins if one.id != login.id)
        return replace(self, logins=(*others, login))

    def without(self, login: str) -> "StaffLogins":
        """Answer them without one."""
        return replace(self, logins=tuple(one for one in self.logins if one.id != login))

    def seen_since(self, then: datetime, keeps: timedelta) -> "StaffLogins":
        """Answer those that were seen since a moment, to be kept for a time after the last of them was."""
        alive = tuple(one for one in self.logins if one.seen_at >= then)
        last = max((one.seen_at for one in alive), default=then)
        return replace(self, logins=alive, expires_at=last + keeps)
