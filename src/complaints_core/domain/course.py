"""The course of one complaint: a step is taken, and what follows from it is kept with it.

Desks decide whether a step may be taken (`access`); here it is taken. Nothing else changes a status.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from complaints_core.domain.clock import ComplaintClock
from complaints_core.domain.complaints import Complaint, ComplaintDraft, Event
from complaints_core.domain.directory import Unit
from complaints_core.domain.process import Process
from complaints_core.domain.working_time import Deadline


@dataclass(frozen=True)
class Course:
    """Moves complaints along a process; `unit_of` tells the unit with which one was filed."""

    process: Process
    clock: ComplaintClock
    unit_of: Callable[[Complaint], Unit]

    def filed(self, draft: ComplaintDraft, at: datetime, **facts: Any) -> Complaint:
        """Answer a new complaint; `facts` are code, citizen, province, unit, urgent and attachments."""
        status, step = self.process.initial, self.process.filing.code
        begun = Complaint.registered(draft, step=step, status=status, at=at, **facts)
        return replace(begun, due=self.deadline(begun, at).due)

    def moved(
        self, complaint: Complaint, step: str, actor: str, at: datetime, text: str = "", **facts: Any
    ) -> Complaint:
        """Answer the complaint after a step (its code); `facts` are other fields that change with it.

        While the citizen is asked there is no day by which the office must answer. Raises StepNotAllowed for
        a step that the process does not know here.
        """
        status = self.process.after(complaint.status, step)
        event = Event(at, step, actor, status.code, text)
        moved = complaint.moved(event, open=status.open, asked=status.is_paused, **facts)
        due = self.deadline(moved, at).due if status.clock and not status.is_paused else None
        return replace(moved, due=due)

    def deadline(self, complaint: Complaint, now: datetime) -> Deadline:
        """Answer the deadline of a complaint with its calculation."""
        return self.clock.deadline(complaint, self.unit_of(complaint), now)
