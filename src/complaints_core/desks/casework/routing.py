"""Which unit handles a complaint: never the colleagues of whoever it is about, and an objection never those
who decided before.

Both move upwards to the nearest unit that is free of it. Headquarters come last and take what is left: there
is nobody above, and everybody there whom a complaint is about still does not see it (`access.is_about`).
"""

from dataclasses import dataclass

from complaints_core.domain.access import StaffActor, is_about
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import IStaffStore
from complaints_core.profiles import Profile


@dataclass(frozen=True)
class Routing:
    """Chooses units by who works where."""

    staff: IStaffStore
    profile: Profile

    def impartial(self, complaint: Complaint, unit: str) -> str:
        """Answer the unit itself, or the nearest one above where nobody whom the complaint is about works,
        nor, if there is one, anywhere above. Reads no staff where nobody and no center is named."""
        if not complaint.accused_name and not complaint.center:
            return unit
        theirs = {
            post.unit
            for one in self.staff.all()
            if one.active and is_about(complaint, one)
            for post in one.posts
        }
        line, within = self._line(unit), self.profile.directory.is_within
        independent = (code for code in line if not any(within(code, their) for their in theirs))
        elsewhere = (code for code in line if code not in theirs)
        return next(independent, None) or next(elsewhere, line[-1])

    def after_objection(self, complaint: Complaint) -> str:
        """Answer the unit for a complaint to which the citizen just objected: its own, or the nearest one
        above where somebody works who may decide; its own where there is nobody anywhere."""
        free = {
            post.unit
            for one in self.staff.all()
            if one.active and self._may_own(one, complaint)
            for post in one.posts
        }
        return next((code for code in self._line(complaint.unit) if code in free), complaint.unit)

    def _may_own(self, staff: Staff, complaint: Complaint) -> bool:
        return self.profile.step_rule.may_own(StaffActor(staff, self.profile.directory), complaint)

    def _line(self, unit: str) -> tuple[str, ...]:
        return unit, *(above.code for above in self.profile.directory.parents(unit))
