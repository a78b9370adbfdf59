"""The clock of a complaint: by when it is to be answered, worked out from its history and nothing else.

The clock begins with the filing, and anew whenever a step leads from where no clock runs to where one does:
by an objection, by a reopening. While the citizen is asked it stands still. An extension, granted once, adds
to it. A referral, a note or a message changes nothing.

Beside it runs a shorter one, in hours of day and night: an urgent complaint that nobody has taken must be
looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from complaints_core import persian
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.directory import Unit
from complaints_core.domain.process import Process
from complaints_core.domain.working_time import Deadline, DeadlineRule, WorkingCalendar

ANSWER, EXTENSION, FIRST_LOOK = "answer", "extension", "triage"
"""Names of deadline rules: the one every profile has, what an extension adds, and the first look."""

EXTEND, URGE = "extend", "urge"
"""Codes of the steps that add to the clock, and that make a complaint urgent."""


@dataclass(frozen=True)
class ComplaintClock:
    """Tells the deadline of complaints by one process, calendar and set of rules.

    `unit` is always the one with which a complaint was filed; `now` counts only while the citizen is asked:
    the longer he takes, the later the deadline.
    """

    process: Process
    calendar: WorkingCalendar
    rules: Mapping[str, DeadlineRule]

    def deadline(self, complaint: Complaint, unit: Unit, now: datetime) -> Deadline:
        """Answer the deadline with its calculation."""
        run = self._run(complaint, unit, now)
        return self.calendar.deadline(run.start, run.granted + run.paused, unit.province)

    def warnings(self, complaint: Complaint, unit: Unit, now: datetime) -> Iterator[date]:
        """Answer four days, one after the other: on which half and four fifths of the time are used, the
        first after the deadline, and the first after as much time again."""
        run = self._run(complaint, unit, now)
        marks = [max(1, round(run.granted * share)) for share in (run.rule.warning, run.rule.alarm)]
        for used in (*marks, run.granted + 1, 2 * run.granted + 1):
            # Time in which the clock stood still is not used up: it stands before whatever still comes.
            yield self.calendar.deadline(run.start, used + run.paused, unit.province).due

    def first_look(self, complaint: Complaint) -> datetime | None:
        """Answer until when somebody must have taken an urgent complaint, whatever day or hour it is: hours
        count since it came to where it stands, or was called urgent there. None where nobody must."""
        rule, status = self.rules.get(FIRST_LOOK), self.process.status(complaint.status)
        if rule is None or not rule.urgent_hours or status is None or not status.runs:
            return None
        if complaint.assignee or not complaint.urgent:
            return None
        urged = (event.at for event in reversed(complaint.history) if event.step == URGE)
        waits = max(complaint.since, next(urged, complaint.submitted_at))
        return waits + timedelta(hours=rule.urgent_hours)

    def _run(self, complaint: Complaint, unit: Unit, now: datetime) -> "_Run":
        begun = self._begun(complaint.history)
        running = complaint.history[begun:]
        status = self.process.status(running[0].status)
        rule = self.rules[status.clock if status and status.runs else ANSWER]
        granted = rule.days_for(unit.level, urgent=complaint.urgent)
        if any(event.step == EXTEND for event in running):
            granted += self.rules[EXTENSION].days_for(unit.level)
        paused = sum(self._paused_days(running, unit.province, now))
        return _Run(persian.tehran_day(running[0].at), rule, granted, paused)

    def _begun(self, history: tuple[Event, ...]) -> int:
        """Answer the place of the event with which the clock that runs now, or ran last, began."""
        begun, ran = 0, True
        for place, event in enumerate(history):
            status = self.process.status(event.status)
            if status is not None and status.runs and not ran:
                begun = place
            ran = status is not None and bool(status.clock)
        return begun

    def _paused_days(self, events: tuple[Event, ...], scope: str, now: datetime) -> Iterator[int]:
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
        """Answer the working days between two moments; none where a machine's clock went backwards."""
        return max(0, self.calendar.working_days(persian.tehran_day(start), persian.tehran_day(end), scope))


@dataclass(frozen=True)
class _Run:
    """One run of the clock: since when, by which rule, and the working days granted and stood still."""

    start: date
    rule: DeadlineRule
    granted: int
    paused: int
