"""Who may see and do what: the one rule behind list, detail, count, search, export, file and notification.

An actor is whoever stands at a desk. A rule answers yes or no and knows nothing of pages; desks ask it and
raise `NotFound` for a no, because what is not mine does not exist for me.
"""

from dataclasses import dataclass
from datetime import date

from complaints_core import persian
from complaints_core.domain.complaints import CITIZEN, Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.process import Process, Step
from complaints_core.domain.staff import CASE_ROLES, LEADING_ROLES, Staff
from complaints_core.domain.working_time import WorkingCalendar


@dataclass(frozen=True)
class CitizenActor:
    """A citizen who is signed in: he sees what he filed himself."""

    key: str

    def may_see(self, complaint: Complaint) -> bool:
        """Tell whether this complaint exists for him."""
        return complaint.citizen == self.key

    def roles_for(self, complaint: Complaint) -> frozenset[str]:
        """Answer in which roles he meets this complaint."""
        return frozenset({CITIZEN}) if self.may_see(complaint) else frozenset()

    def may_take(self, step: Step, complaint: Complaint) -> bool:
        """Tell whether a step that his role may take is his to take."""
        return True


@dataclass(frozen=True)
class StaffActor:
    """A member of staff who is signed in: he sees the complaints of the units where he holds a case role, but
    never one that is about himself or a center of his."""

    staff: Staff
    directory: Directory

    def may_see(self, complaint: Complaint) -> bool:
        """Tell whether this complaint exists for him."""
        return bool(self.roles_for(complaint) & CASE_ROLES)

    def roles_for(self, complaint: Complaint) -> frozenset[str]:
        """Answer in which roles he meets this complaint."""
        return frozenset() if is_about(complaint, self.staff) else self.roles_at(complaint.unit)

    def roles_at(self, unit: str) -> frozenset[str]:
        """Answer the roles he holds at a unit or above it."""
        if not self.staff.active:
            return frozenset()
        within = self.directory.is_within
        return frozenset(post.role for post in self.staff.posts if within(unit, post.unit))

    def may_take(self, step: Step, complaint: Complaint) -> bool:
        """Tell whether a step that his role may take is his to take: some need the owner or somebody who
        leads, and what follows an objection is done by somebody who did not answer."""
        if (
            complaint.answer
            and complaint.answer.author == self.staff.username
            and step.code in AFTER_OBJECTION
        ):
            return not any(event.step == "object" for event in complaint.history)
        if not step.by_owner or complaint.assignee == self.staff.username:
            return True
        return bool(self.roles_at(complaint.unit) & LEADING_ROLES)


AFTER_OBJECTION = frozenset({"take", "review", "answer", "close"})
"""Steps by which an objection is decided."""

Actor = CitizenActor | StaffActor


@dataclass(frozen=True)
class StepRule:
    """What an actor may do with a complaint: the process, and the calendar by which its windows close."""

    process: Process
    calendar: WorkingCalendar

    def steps_for(self, actor: Actor, complaint: Complaint, today: date) -> tuple[Step, ...]:
        """Answer the steps the actor may take today (a day in Tehran); none with a complaint he may not
        see."""
        if not actor.may_see(complaint):
            return ()
        roles = actor.roles_for(complaint)
        offered = (
            step for step in self.process.steps if complaint.status in step.sources and step.actors & roles
        )
        return tuple(
            step
            for step in offered
            if self._is_open(step, complaint, today) and actor.may_take(step, complaint)
        )

    def _is_open(self, step: Step, complaint: Complaint, today: date) -> bool:
        """Tell whether a step that can be taken once, or for some working days, can still be taken."""
        if step.once and any(event.step == step.code for event in complaint.history):
            return False
        if not step.within_days:
            return True
        came = persian.tehran_day(complaint.since)
        return self.calendar.working_days(came, today, complaint.province) <= step.within_days


def is_about(complaint: Complaint, staff: Staff) -> bool:
    """Tell whether a member of staff is the person complained about, by name, or owns the center."""
    if complaint.center and complaint.center in staff.centers:
        return True
    accused = persian.name_key(complaint.accused_name)
    return bool(accused) and accused == persian.name_key(staff.full_name)
