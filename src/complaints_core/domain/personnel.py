"""Who may manage whom: the rule behind the pages of administrators.

An administrator manages the people all of whose posts lie within his own units, and gives posts there and
nowhere else. He sees no complaints.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints_core.domain.directory import Directory, Unit
from complaints_core.domain.staff import ADMINISTRATOR, Post, Staff


@dataclass(frozen=True)
class Newcomer:
    """Somebody who would begin to work here, with his posts and the centers that are his (their codes)."""

    username: str
    first_name: str
    last_name: str
    posts: tuple[Post, ...]
    centers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonnelRule:
    """Answers by who holds which post where."""

    directory: Directory

    def may_manage(self, administrator: Staff, somebody: Staff) -> bool:
        """Tell whether somebody exists for an administrator. Who holds no post exists for all of them."""
        return bool(self._scope(administrator)) and all(
            self.is_within(administrator, post.unit) for post in somebody.posts
        )

    def is_within(self, administrator: Staff, unit: str) -> bool:
        """Tell whether a unit is one where an administrator gives posts."""
        within = self.directory.is_within
        return any(within(unit, own) for own in self._scope(administrator))

    def units(self, administrator: Staff) -> tuple[Unit, ...]:
        """Answer the units where an administrator gives posts."""
        return tuple(unit for unit in self.directory.units if self.is_within(administrator, unit.code))

    def left_alone(self, before: Staff, after: Staff, everybody: Iterable[Staff]) -> bool:
        """Tell whether a unit would be left without any administrator when somebody changes so."""
        lost = [unit for unit in self._scope(before) if not self.is_within(after, unit)]
        others = [one for one in everybody if one.username != before.username]
        return any(not any(self.is_within(one, unit) for one in others) for unit in lost)

    def _scope(self, administrator: Staff) -> tuple[str, ...]:
        if not administrator.active:
            return ()
        return tuple(post.unit for post in administrator.posts if post.role == ADMINISTRATOR)


def widens(before: Staff, after: Staff) -> bool:
    """Tell whether somebody may see or do more afterwards: by a post that he did not hold, or because a
    center whose complaints were kept from him is his no longer."""
    return bool(set(after.posts) - set(before.posts)) or bool(set(before.centers) - set(after.centers))
