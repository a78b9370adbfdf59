"""Who may see and do what: the one rule behind list, detail, count, search, export, file and notification.

An actor is whoever stands at a desk. A rule answers yes or no and knows nothing of pages; desks ask it and
raise `NotFound` for a no, because what is not mine does not exist for me.
"""

from dataclasses import dataclass
from datetime import date

from complaints_core import persian
from complaints_core.domain.complaints import CITIZEN, Complaint
from complaints_core.domain.process import Process, Step
from complaints_core.domain.working_time import WorkingCalendar


@dataclass(frozen=True)
class CitizenActor:
    """A citizen who is signed in."""

    key: str
    role: str = CITIZEN


@dataclass(frozen=True)
class StepRule:
    """What an actor may do with a complaint: the process, and the calendar by which its windows close."""

    process: Process
    calendar: WorkingCalendar

    def steps_for(self, actor: CitizenActor, complaint: Complaint, today: date) -> tuple[Step, ...]:
        """Answer the steps the actor may take today (a day in Tehran); none with a complaint he may not
        see."""
        if not may_see(actor, complaint):
            return ()
        offered = self.process.steps_from(complaint.status, actor.role)
        return tuple(step for step in offered if self._is_open(step, complaint, today))

    def _is_open(self, step: Step, complaint: Complaint, today: date) -> bool:
        """Tell whether a step that can be taken once, or for some working days, can still be taken."""
        if step.once and any(event.step == step.code for event in complaint.history):
            return False
        if not step.within_days:
            return True
        came = persian.tehran_day(complaint.since)
        return self.calendar.working_days(came, today, complaint.province) <= step.within_days


def may_see(actor: CitizenActor, complaint: Complaint) -> bool:
    """Tell whether the actor may know that this complaint exists. A citizen sees his own."""
    return complaint.citizen == actor.key
