"""The clock of a complaint: by when it is to be answered, worked out from its history and nothing else.

The clock begins with the filing, and anew with an objection. While the citizen is asked it stands still. An
extension, granted once, adds to it. A referral, a note or a message changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from complaints_core import persian
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.directory import Unit
from complaints_core.domain.process import Process
from complaints_core.domain.working_time import Deadline, DeadlineRule, WorkingCalendar

ANSWER, OBJECTION, EXTENSION = "answer", "objection", "extension"
"""Names of deadline rules, in every profile."""

OBJECT, EXTEND = "object", "extend"
"""Codes of the steps that begin the clock anew, and that add to it."""


@dataclass(frozen=True)
class ComplaintClock:
    """Tells the deadline of complaints by one process, calendar and set of rules."""

    process: Process
    calendar: WorkingCalendar
    rules: Mapping[str, DeadlineRule]

    def deadline(self, complaint: Complaint, unit: Unit, now: datetime) -> Deadline:
        """Answer the deadline with its calculation. `unit` is the one with which it was filed;
        `now` counts only while the citizen is asked: the longer he takes, the later the deadline."""
        begun = self._begun(complaint)
        running = [event for event in complaint.history if event.at >= begun.at]
        rule = self.rules[OBJECTION if begun.step == OBJECT else ANSWER]
        days = rule.days_for(unit.level, urgent=complaint.urgent)
        if any(event.step == EXTEND for event in running):
            days += self.rules[EXTENSION].days_for(unit.level)
        days += sum(self._paused_days(running, unit.province, now))
        return self.calendar.deadline(persian.tehran_day(begun.at), days, unit.province)

    def warnings(self, deadline: Deadline) -> tuple[date, ...]:
        """Answer the days on which half and four fifths of a deadline are used, and the day after its end."""
        rule = self.rules[ANSWER]
        shares = (rule.warning, rule.alarm)
        marks = (max(1, round(deadline.counted * share)) for share in shares)
        days = [self.calendar.deadline(deadline.start, mark, deadline.scope).due for mark in marks]
        missed = self.calendar.deadline(deadline.start, deadline.counted + 1, deadline.scope).due
        return (*days, missed)

    def _begun(self, complaint: Complaint) -> Event:
        begins = [event for event in complaint.history if event.step == OBJECT]
        return begins[-1] if begins else complaint.history[0]

    def _paused_days(self, events: list[Event], scope: str, now: datetime) -> Iterator[int]:
        """Answer the working days of each time in which the clock stood still."""
        paused: datetime | None = None
        for event in events:
            status = self.process.status(event.status)
            stands = status is not None and status.is_paused
            if stands and paused is None:
                paused = event.at
            elif not stands and paused is not None:
                yield self._between(paused, event.at, scope)
                paused = None
        if paused is not None:
            yield self._between(paused, now, scope)

    def _between(self, start: datetime, end: datetime, scope: str) -> int:
        return self.calendar.working_days(persian.tehran_day(start), persian.tehran_day(end), scope)
