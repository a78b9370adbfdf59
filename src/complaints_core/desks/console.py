"""The desk of whoever sits at the machine itself: he hires the first administrator, and lets somebody in
again whom nobody else can help."""

from dataclasses import dataclass
from typing import Final

from complaints_core import persian
from complaints_core.desks.staff_account import Hired, StaffAccountDesk, first_password
from complaints_core.domain.audit import FACTOR_TAKEN, HIRED, PASSWORD_DRAWN, AuditNote
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import NotFound

CONSOLE: Final = "command line"
"""How he stands in the audit: no user name has a space in it."""


@dataclass(frozen=True)
class ConsoleDesk:
    """Somebody with the machine in hand, whom no page knows. Whatever he does is noted in the audit."""

    door: StaffAccountDesk

    def hire(self, newcomer: Newcomer) -> Hired:
        """Make an account, with the address of an authenticator; raises AlreadyThere."""
        hired = self.door.hire_with_factor(newcomer)
        self._note(HIRED, hired.staff)
        return hired

    def let_in_again(self, username: str) -> Hired:
        """Draw a first password for somebody who forgot his own, and take his authenticator from him: he sets
        up another one at his next sign-in. Every login of his ends. Raises NotFound for a name that nobody
        bears who works here."""
        somebody = self.door.staff.get(username.lower())
        if somebody is None or not somebody.active:
            raise NotFound
        password = first_password()
        hashed = self.door.hasher.hash(persian.secret(password))
        changed = somebody.without_factor().with_first_password(hashed)
        self.door.staff.replace(changed)
        self.door.logins.end_others(changed.username, "")
        for action in (PASSWORD_DRAWN, FACTOR_TAKEN):
            self._note(action, changed)
        return Hired(changed, password)

    def _note(self, action: str, somebody: Staff) -> None:
        posts = " ".join(f"{post.role}@{post.unit}" for post in somebody.posts)
        now = self.door.clock.now()
        self.door.audit.note(AuditNote.of(now, CONSOLE, action, somebody.username, posts=posts))
