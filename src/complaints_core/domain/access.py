"""Who may see and do what: the one rule behind list, detail, count, search, export, file and notification.

An actor is whoever stands at a desk. A rule answers yes or no and knows nothing of pages; desks ask it and
raise `NotFound` for a no, because what is not mine does not exist for me.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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
    """A member of staff who is signed in: he sees the complaints of the units where he holds a case role, and
    those he answers for until somebody else does, but never one about himself or a center of his."""

    staff: Staff
    directory: Directory

    def may_see(self, complaint: Complaint) -> bool:
        """Tell whether this complaint exists for him."""
        if is_about(complaint, self.staff):
            return False
        answers = self.staff.active and complaint.assignee == self.staff.username
        return answers or bool(self.roles_at(complaint.unit) & CASE_ROLES)

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
        leads, and an objection is decided by somebody who did not decide before."""
        if step.code in DECIDING and decided_before(complaint, self.staff.username):
            return False
        if not step.by_owner or complaint.assignee in ("", self.staff.username):
            return True
        return bool(self.roles_at(complaint.unit) & LEADING_ROLES)


TAKE, OBJECT = "take", "object"
DECISIONS = frozenset({"answer", "reject", "decline"})
"""Steps to which a citizen objects."""
DECIDING = DECISIONS | {TAKE, "close"}
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

    def may_own(self, actor: StaffActor, complaint: Complaint) -> bool:
        """Tell whether somebody can answer for a complaint: he could take it where it stands or, where nobody
        takes anything, wherever it is taken, and did not decide what was objected to."""
        takes = [step for step in self.process.steps if step.code == TAKE]
        here = [step for step in takes if complaint.status in step.sources] or takes
        roles = actor.roles_for(complaint)
        return any(step.actors & roles for step in here) and not decided_before(
            complaint, actor.staff.username
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
    accused = complaint.accused_name
    return bool(accused) and bool(key := _name_key(accused)) and key == _name_key(staff.full_name)


def decided_before(complaint: Complaint, username: str) -> bool:
    """Tell whether somebody decided a complaint before the citizen objected, the last time he did."""
    objections = [place for place, event in enumerate(complaint.history) if event.step == OBJECT]
    before = complaint.history[: objections[-1]] if objections else ()
    return any(event.step in DECISIONS and event.actor == username for event in before)


@lru_cache(maxsize=4096)
def _name_key(name: str) -> str:
    """Who is complained about is compared with everybody who works here, again and again."""
    return persian.name_key(name)
