"""Staff: who handles complaints, in which role, at which unit."""

from dataclasses import dataclass, replace
from datetime import datetime

from complaints_core import persian
from complaints_core.domain.process import STAFF_ROLES
from complaints_core.domain.queue_order import QueueKey

AUDITOR = "auditor"
"""The role that reads the audit."""

ADMINISTRATOR = "administrator"
"""The role that manages people and what the organization is made of, and sees no complaints."""

CASE_ROLES = frozenset({"expert", "supervisor", "hq_expert", AUDITOR})
"""Roles that may see complaints; the auditor sees and changes nothing."""

OPERATOR = "operator"
"""The role that acts for callers and visitors, and sees no lists."""

INSPECTOR = "inspector"
"""The role that handles reports of misconduct, and sees no complaints."""

LEADING_ROLES = frozenset({"supervisor", "hq_expert"})
"""Roles that act on complaints which somebody else answers for."""

__all__ = [
    "ADMINISTRATOR",
    "AUDITOR",
    "CASE_ROLES",
    "INSPECTOR",
    "LEADING_ROLES",
    "OPERATOR",
    "STAFF_ROLES",
    "HandingOver",
    "Post",
    "Staff",
]


@dataclass(frozen=True)
class Post:
    """A role that is held at a unit and everything below it."""

    role: str
    unit: str


@dataclass(frozen=True)
class HandingOver:
    """Complaints that are on their way to somebody else: by whom it was ordered and to whom they go (user
    names; empty for the queues of their units), and the place up to which the list is done."""

    by: str
    to: str
    done: QueueKey | None = None


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Somebody who works for the organization.

    `totp_secret` is the base32 key of the second factor, empty before it is set up; `totp_step` the number
    of the 30 seconds in which it was last used, so that no code works twice; `recovery_codes` are hashes,
    each good once. `first_password` is True while the password is one that was drawn for him: it opens only
    the page where he chooses his own. `centers` are codes of centers that he owns or leads.
    """

    username: str
    first_name: str
    last_name: str
    posts: tuple[Post, ...]
    password_hash: str
    hired_at: datetime
    totp_secret: str
    totp_step: int = 0
    recovery_codes: tuple[str, ...] = ()
    centers: tuple[str, ...] = ()
    active: bool = True
    login_epoch: int = 0
    first_password: bool = False
    handing_over: HandingOver | None = None

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def name_keys(self) -> frozenset[str]:
        """The keys under which a complaint may be about him: he may be named by his last name alone. Better
        that others of this name do not see it either than that he does."""
        return frozenset(map(persian.person_key, (self.full_name, self.last_name))) - {""}

    @property
    def roles(self) -> frozenset[str]:
        """The roles he holds anywhere; none once he has left."""
        return frozenset(post.role for post in self.posts if self.active)

    def with_password(self, password_hash: str) -> "Staff":
        """Answer the person with a password of his own; every login made before ends."""
        ended = self.login_epoch + 1
        return replace(self, password_hash=password_hash, first_password=False, login_epoch=ended)

    def with_first_password(self, password_hash: str) -> "Staff":
        """Answer the person with a password that was drawn for him; every login made before ends."""
        return replace(self.with_password(password_hash), first_password=True)

    def with_factor(self, secret: str, step: int) -> "Staff":
        """Answer the person with an authenticator whose code of that step was used."""
        return replace(self, totp_secret=secret, totp_step=step)

    def without_factor(self) -> "Staff":
        """Answer the person without authenticator and recovery codes; every login made before ends."""
        ended = self.login_epoch + 1
        return replace(self, totp_secret="", totp_step=0, recovery_codes=(), login_epoch=ended)

    def with_posts(self, posts: tuple[Post, ...], centers: tuple[str, ...]) -> "Staff":
        """Answer the person in other posts, with other centers of his own."""
        return replace(self, posts=posts, centers=centers)

    def handing(self, over: HandingOver | None) -> "Staff":
        """Answer the person while complaints of his go to others; None when all of them are there."""
        return replace(self, handing_over=over)

    def with_recovery_codes(self, hashes: tuple[str, ...]) -> "Staff":
        """Answer the person with new recovery codes."""
        return replace(self, recovery_codes=hashes)

    def used_step(self, step: int) -> "Staff":
        """Answer the person after the code of a step was used."""
        return replace(self, totp_step=step)

    def without_code(self, hashed: str) -> "Staff":
        """Answer the person after a recovery code was used."""
        return replace(self, recovery_codes=tuple(one for one in self.recovery_codes if one != hashed))

    def left(self) -> "Staff":
        """Answer the person who works here no more; every login ends."""
        return replace(self, active=False, login_epoch=self.login_epoch + 1)
