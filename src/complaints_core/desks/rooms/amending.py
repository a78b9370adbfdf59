"""What every room of the administration has in common: a change is verified, kept and noted in the audit."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from complaints_core import persian
from complaints_core.domain.amendments import Amendment
from complaints_core.domain.audit import AuditNote
from complaints_core.domain.jurisdiction import Jurisdiction
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import AmendmentRefused
from complaints_core.interfaces.errors import NotFound, ProfileError
from complaints_core.interfaces.ports import IAmendmentStore, IAuditStore, IClock
from complaints_core.profiles import Profile, amended


class Made(TypedDict):
    """Who makes a change, and when."""

    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Amending:
    """An administrator who is signed in. `base` is the organization as its folder says, `profile` as it is
    now."""

    amendments: IAmendmentStore
    audit: IAuditStore
    clock: IClock
    base: Profile
    profile: Profile

    def jurisdiction(self, staff: Staff) -> Jurisdiction:
        """Answer how far somebody's word goes."""
        return Jurisdiction(staff, self.profile.directory)

    def history(self, *kinds: type[Amendment]) -> tuple[Amendment, ...]:
        """Answer every change of these kinds, the newest first."""
        return tuple(one for one in reversed(self.amendments.get().changes) if isinstance(one, kinds))

    def _made(self, staff: Staff) -> Made:
        return {"at": self.clock.now(), "by": staff.username}

    def _amend(self, staff: Staff, *changes: Amendment) -> None:
        """Make changes together, or none of them; raises AmendmentRefused, AmendedMeanwhile."""
        after = self.amendments.get().joined_by(*changes)
        try:
            amended(self.base, after)
        except ProfileError as disorder:
            raise AmendmentRefused(problem=disorder.problems[0]) from disorder
        self.amendments.replace(after)
        self._note(staff, changes)

    def _note(self, staff: Staff, changes: tuple[Amendment, ...]) -> None:
        """Note changes that were made together once for each kind: an import is one deed."""
        for kind in dict.fromkeys(change.kind for change in changes):
            alike = [change for change in changes if change.kind == kind]
            facts = {"changes": str(len(alike))} if len(alike) > 1 else {}
            subject = alike[0].subject
            self.audit.note(AuditNote.of(self.clock.now(), staff.username, kind, subject, **facts))

    def _today(self) -> date:
        return persian.tehran_day(self.clock.now())


def required(*, allowed: bool) -> None:
    """Raise NotFound for what is outside somebody's scope: it does not exist for him."""
    if not allowed:
        raise NotFound
