"""The book of cases, which finding and handling share: who sees a complaint, what he can do with it now, and
the note in the audit of everything that he did."""

from dataclasses import dataclass

from complaints_core import persian
from complaints_core.desks.intake.files import FileRoom
from complaints_core.domain.access import StaffActor
from complaints_core.domain.audit import AuditNote
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.process import Step
from complaints_core.domain.staff import Staff
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import NotFound, StepNotAllowed
from complaints_core.interfaces.ports import IAuditStore, ICitizenStore, IClock, IComplaintStore, IStaffStore
from complaints_core.profiles import Profile


@dataclass(frozen=True, kw_only=True)
class Casebook:
    """Complaints as one member of staff may see them, by the one rule of `access`."""

    complaints: IComplaintStore
    audit: IAuditStore
    citizens: ICitizenStore
    staff: IStaffStore
    room: FileRoom
    clock: IClock
    profile: Profile

    def steps(self, staff: Staff, complaint: Complaint) -> tuple[Step, ...]:
        """Answer what somebody can do with a complaint now."""
        today = persian.tehran_day(self.clock.now())
        return self.profile.step_rule.steps_for(self._actor(staff), complaint, today)

    def colleagues(self, complaint: Complaint) -> tuple[Staff, ...]:
        """Answer who can answer for a complaint, by user name: whoever may take it. They work at its unit, or
        at one above."""
        line = self.profile.directory.line(complaint.unit)
        near = {one.username: one for unit in line for one in self.staff.at(unit)}
        return tuple(near[name] for name in sorted(near) if self._can_own(near[name], complaint))

    def _seen(self, staff: Staff, code: str) -> Complaint:
        complaint = self.complaints.get(TrackingCode.parse(code))
        if complaint is None or not self._actor(staff).may_see(complaint):
            raise NotFound
        return complaint

    def _require(self, staff: Staff, complaint: Complaint, step: str) -> Step:
        for one in self.steps(staff, complaint):
            if one.code == step:
                return one
        raise StepNotAllowed

    def _note(self, staff: Staff, action: str, complaint: Complaint, **facts: str) -> None:
        at, code = self.clock.now(), complaint.code
        self.audit.note(AuditNote.of(at, staff.username, action, code, unit=complaint.unit, **facts))

    def _can_own(self, staff: Staff, complaint: Complaint) -> bool:
        return self.profile.step_rule.may_own(self._actor(staff), complaint)

    def _actor(self, staff: Staff) -> StaffActor:
        return StaffActor(staff, self.profile.directory)
