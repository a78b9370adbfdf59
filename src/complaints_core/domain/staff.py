"""Staff: who handles complaints, in which role, at which unit."""

from dataclasses import dataclass, replace
from datetime import datetime

from complaints_core.domain.process import STAFF_ROLES

CASE_ROLES = frozenset({"expert", "supervisor", "hq_expert", "auditor"})
"""Roles that may see complaints; the auditor sees and changes nothing."""

LEADING_ROLES = frozenset({"supervisor", "hq_expert"})
"""Roles that act on complaints which somebody else answers for."""

__all__ = ["CASE_ROLES", "LEADING_ROLES", "STAFF_ROLES", "Post", "Staff"]


@dataclass(frozen=True)
class Post:
    """A role that is held at a unit and everything below it."""

    role: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Somebody who works for the organization.

    `totp_secret` is the base32 key of the second factor, empty before it is set up; `totp_step` the number
    of the 30 seconds in which it was last used, so that no code works twice; `recovery_codes` are hashes,
    each good once. `centers` are codes of centers that he owns or leads.
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

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def roles(self) -> frozenset[str]:
        """The roles he holds anywhere; none once he has left."""
        return frozenset(post.role for post in self.posts if self.active)

    def with_password(self, password_hash: str) -> "Staff":
        """Answer the person with a new password; every login made before ends."""
        return replace(self, password_hash=password_hash, login_epoch=self.login_epoch + 1)

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
