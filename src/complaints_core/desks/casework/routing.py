"""Which unit handles a complaint: never the colleagues of whoever it is about, and an objection never those
who decided before.

Both move upwards to the nearest unit that is free of it. Headquarters come last and take what is left: there
is nobody above, and everybody there whom a complaint is about still does not see it (`access.is_about`).
"""

from dataclasses import dataclass

from complaints_core.domain.access import StaffActor, is_about
from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.ports import IStaffStore
from complaints_core.profiles import Profile


@dataclass(frozen=True)
class Routing:
    """Chooses units by who works where."""

    staff: IStaffStore
    profile: Profile

    def impartial(self, complaint: Complaint, unit: str) -> str:
        """Answer the unit itself, or the nearest one above where nobody whom the complaint is about works,
        nor, if there is one, anywhere above."""
        concerned = self.staff.concerned(complaint.accused_name, complaint.center)
        theirs = {
            post.unit for one in concerned if one.active and is_about(complaint, one) for post in one.posts
        }
        line, within = self.profile.directory.line(unit), self.profile.directory.is_within
        independent = (code for code in line if not any(within(code, their) for their in theirs))
        elsewhere = (code for code in line if code not in theirs)
        return next(independent, None) or next(elsewhere, line[-1])

    def after_objection(self, complaint: Complaint) -> str:
        """Answer the unit for a complaint to which the citizen just objected: its own, or the nearest one
        above where somebody works who may decide; its own where there is nobody anywhere."""
        line = self.profile.directory.line(complaint.unit)
        return next((unit for unit in line if self._somebody_may_own(complaint, unit)), complaint.unit)

    def _somebody_may_own(self, complaint: Complaint, unit: str) -> bool:
        actors = (StaffActor(one, self.profile.directory) for one in self.staff.at(unit) if one.active)
        return any(self.profile.step_rule.may_own(actor, complaint) for actor in actors)
