"""The course of one complaint: a step is taken, and what follows from it is kept with it.

Desks decide whether a step may be taken (`access`); here it is taken. Nothing else changes a status. What
happens by itself when time passes is a step too, of the actor `system`: the warnings of a running deadline,
and the steps that a process takes `after_days`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from complaints_core import persian
from complaints_core.domain.clock import ComplaintClock
from complaints_core.domain.complaints import Complaint, ComplaintDraft, Event
from complaints_core.domain.directory import Unit
from complaints_core.domain.process import SYSTEM, UNSEEN, WARNINGS, Process, Status
from complaints_core.domain.working_time import Deadline

OVERDUE, ESCALATED = WARNINGS.index("overdue") + 1, WARNINGS.index("escalate") + 1
"""How many warnings were given when a deadline is missed, and when the unit above is told."""

RESCHEDULE = "reschedule"
"""Code of the system's step when other days are closed than before, and a running deadline moves."""


@dataclass(frozen=True)
class Alarm:
    """What happens by itself next: the day, the step, and how many warnings are given with it; where hours
    count, `at` is the moment."""

    day: date
    step: str
    given: int
    at: datetime | None = None

    def has_come(self, now: datetime) -> bool:
        """Tell whether it is time."""
        return self.at <= now if self.at else self.day <= persian.tehran_day(now)


@dataclass(frozen=True)
class Course:
    """Moves complaints along a process.

    `unit_of` tells the unit with which a complaint was filed, `above` the code of the unit above one, empty
    for the highest.
    """

    process: Process
    clock: ComplaintClock
    unit_of: Callable[[Complaint], Unit]
    above: Callable[[str], str]

    def filed(self, draft: ComplaintDraft, at: datetime, **facts: Any) -> Complaint:
        """Answer a new complaint; `facts` are code, citizen, province, unit, urgent and attachments, and who
        filed it where it was not the citizen (`actor`, `via`)."""
        status, step = self.process.initial, self.process.filing.code
        return self._timed(Complaint.registered(draft, step=step, status=status, at=at, **facts), at)

    def moved(
        self,
        complaint: Complaint,
        step: str,
        actor: str,
        at: datetime,
        text: str = "",
        *,
        via: str = "",
        to: str = "",
        **facts: Any,
    ) -> Complaint:
        """Answer the complaint after a step (its code); `via` and `to` stand in the history (see `Event`),
        `facts` are other fields that change with it.

        Where no clock runs, there is no day by which the office must answer. Raises StepNotAllowed for a step
        that the process does not know here.
        """
        status = self.process.after(complaint.status, step)
        event = Event(at, step, actor, status.code, text, via, to)
        return self._timed(complaint.moved(event, open=status.open, asked=status.is_paused, **facts), at)

    def caught_up(self, complaint: Complaint, now: datetime) -> Complaint:
        """Answer the complaint after everything that happens by itself until today, each thing once.

        Days are worked out anew, so that a holiday that was entered meanwhile puts everything off.
        """
        while (alarm := self.next_alarm(complaint, now)) and alarm.has_come(now):
            complaint = self.moved(complaint, alarm.step, SYSTEM, now, escalated=alarm.given)
        return self._timed(complaint, now)

    def retimed(self, complaint: Complaint, now: datetime, why: str) -> Complaint:
        """Answer the complaint with its days worked out anew, after other days were closed.

        Where the day by which the office must answer moves, that is a step of its history, with the reason.
        """
        timed = self._timed(complaint, now)
        known = {step.code for step in self.process.steps_from(complaint.status, SYSTEM)}
        if not why or timed.due is None or RESCHEDULE not in known:
            return timed
        return self.moved(complaint, RESCHEDULE, SYSTEM, now, why)

    def next_alarm(self, complaint: Complaint, now: datetime) -> Alarm | None:
        """Answer what happens by itself next; None where nothing does."""
        return min(self._alarms(complaint, now), key=lambda alarm: alarm.day, default=None)

    def deadline(self, complaint: Complaint, now: datetime) -> Deadline:
        """Answer the deadline of a complaint with its calculation."""
        return self.clock.deadline(complaint, self.unit_of(complaint), now)

    def _timed(self, complaint: Complaint, at: datetime) -> Complaint:
        """Answer the complaint with all that follows from where it stands now."""
        status, today = self._status(complaint), persian.tehran_day(at)
        given = self._given(complaint, status, at)
        timed = replace(
            complaint,
            due=self.deadline(complaint, at).due if status.runs else None,
            escalated=given,
            escalated_to=self._escalated_to(complaint, given),
            overdue=given >= OVERDUE,
        )
        alarm = self.next_alarm(timed, at)
        return replace(timed, alarm=max(alarm.day, today) if alarm else None)

    def _given(self, complaint: Complaint, status: Status, at: datetime) -> int:
        """Answer how many warnings still hold: those of a clock that has ended do not, nor do those that more
        time has put off."""
        if not status.clock:
            return 0
        if status.is_paused or not complaint.escalated:
            return complaint.escalated
        today, days = persian.tehran_day(at), self.clock.warnings(complaint, self.unit_of(complaint), at)
        return min(complaint.escalated, sum(1 for _ in takewhile(lambda day: day <= today, days)))

    def _escalated_to(self, complaint: Complaint, given: int) -> str:
        """Answer the unit whose supervisor must see to it: the one above where time has passed twice, its own
        where nobody has looked at an urgent one."""
        if given >= ESCALATED:
            return self.above(complaint.unit)
        until = self.clock.first_look(complaint)
        return complaint.unit if until and _is_told(complaint, until) else ""

    def _alarms(self, complaint: Complaint, now: datetime) -> Iterator[Alarm]:
        status = self._status(complaint)
        known = {step.code: step for step in self.process.steps_from(status.code, SYSTEM)}
        came, scope = persian.tehran_day(complaint.since), self.unit_of(complaint).province
        for step in known.values():
            if step.after_days:  # the last of these days is still the citizen's
                day = self.clock.calendar.deadline(came, step.after_days + 1, scope).due
                yield Alarm(day, step.code, complaint.escalated)
        if status.runs:
            yield from self._next_warning(complaint, known.keys(), now)
        until = self.clock.first_look(complaint)
        if until and UNSEEN in known and not _is_told(complaint, until):
            yield Alarm(persian.tehran_day(until), UNSEEN, complaint.escalated, until)

    def _next_warning(self, complaint: Complaint, known: Any, now: datetime) -> Iterator[Alarm]:
        days = self.clock.warnings(complaint, self.unit_of(complaint), now)
        for given, (code, day) in enumerate(zip(WARNINGS, days, strict=True), start=1):
            nobody_above = given == ESCALATED and not self.above(complaint.unit)
            if given > complaint.escalated and code in known and not nobody_above:
                yield Alarm(day, code, given)
                return

    def _status(self, complaint: Complaint) -> Status:
        status = self.process.status(complaint.status)
        if status is None:
            raise KeyError(complaint.status)
        return status


def _is_told(complaint: Complaint, until: datetime) -> bool:
    """Tell whether it was told already that nobody looked at an urgent complaint until this moment."""
    return any(event.step == UNSEEN and event.at >= until for event in complaint.history)
