"""Where members of staff are signed in: each login can be seen and ended by its owner.

One record a person says which logins there are. It is written at a sign-in and a log-out, and while somebody
works only once in a third of the time for which he may be idle, so that pages stay cheap.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from complaints_core.desks.keeping import put
from complaints_core.domain.logins import Login, StaffLogins
from complaints_core.interfaces.ports import IClock, IPendingStore

NOTED = 3
"""So many times in the idle time it is written down that somebody is still there."""


@dataclass(frozen=True)
class Logins:
    """The logins of everybody. `lasts` is how long a login may be idle."""

    pending: IPendingStore
    clock: IClock

    def begin(self, username: str, browser: str, lasts: timedelta) -> str:
        """Begin a login in a browser; answers its random id."""
        now = self.clock.now()
        login = Login(secrets.token_urlsafe(9), browser, now, now)
        self._keep(self._of(username).with_login(login), lasts)
        return login.id

    def known(self, username: str, login: str) -> bool:
        """Tell whether a login was begun and not ended."""
        return self._of(username).get(login) is not None

    def seen(self, username: str, login: str, lasts: timedelta) -> None:
        """Note that somebody is still there, unless it was noted a short while ago."""
        logins, now = self._of(username), self.clock.now()
        one = logins.get(login)
        if one and now - one.seen_at > lasts / NOTED:
            self._keep(logins.with_login(replace(one, seen_at=now)), lasts)

    def of(self, username: str, lasts: timedelta) -> tuple[Login, ...]:
        """Answer where somebody is signed in now, the latest first."""
        alive = self._of(username).seen_since(self.clock.now() - lasts, lasts).logins
        return tuple(sorted(alive, key=lambda one: one.seen_at, reverse=True))

    def end(self, username: str, login: str) -> bool:
        """End a login at once; tells whether there was one."""
        logins = self._of(username)
        if logins.get(login) is None:
            return False
        self.pending.replace(logins.without(login))
        return True

    def end_others(self, username: str, login: str) -> int:
        """End all but one; answers how many."""
        logins = self._of(username)
        stays = tuple(one for one in logins.logins if one.id == login)
        if ended := len(logins.logins) - len(stays):
            self.pending.replace(replace(logins, logins=stays))
        return ended

    def _of(self, username: str) -> StaffLogins:
        kept = self.pending.get(StaffLogins, username)
        return kept or StaffLogins(key=username, expires_at=self.clock.now(), logins=())

    def _keep(self, logins: StaffLogins, lasts: timedelta) -> None:
        """A session may be older by a third of the idle time than what stands here, so it is kept for twice
        as long."""
        put(self.pending, logins.seen_since(self.clock.now() - 2 * lasts, 2 * lasts))
