"""The clock of a misconduct report: until when the inspectors should have done what it waits for.

It begins when the report comes to where a rule runs, and anew where another rule runs: the first look has a
term of its own, and so has the review. While the reporter is asked it stands still. A note or a message
changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, takewhile

from complaints_core import persian
from complaints_core.domain.complaints import Event
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.domain.process import PAUSED, Process
from complaints_core.domain.working_time import Deadline, DeadlineRule, WorkingCalendar


@dataclass(frozen=True)
class ReportClock:
    """Tells the deadline of reports by one process, calendar and set of rules."""

    process: Process
    calendar: WorkingCalendar
    rules: Mapping[str, DeadlineRule]

    def deadline(self, report: MisconductReport) -> Deadline | None:
        """Answer the deadline with its calculation; None where the inspectors' time does not run."""
        rule = self.rules.get(self._clock(report.status))
        if rule is None:
            return None
        run = self._run(report, rule.name)
        paused = sum(self._paused_days(run, report.province))
        start = persian.tehran_day(run[0].at)
        return self.calendar.deadline(start, rule.days + paused, report.province)

    def _clock(self, status: str) -> str:
        known = self.process.status(status)
        return known.clock if known else ""

    def _run(self, report: MisconductReport, rule: str) -> tuple[Event, ...]:
        """Answer the events since this rule began to run."""
        backwards = takewhile(lambda one: self._clock(one.status) in (rule, PAUSED), reversed(report.history))
        return tuple(reversed(tuple(backwards)))

    def _paused_days(self, run: tuple[Event, ...], scope: str) -> Iterator[int]:
        """Answer the working days between the events of a run between which the clock stood still."""
        for before, after in pairwise(run):
            if self._clock(before.status) == PAUSED:
                start, end = (persian.tehran_day(event.at) for event in (before, after))
                yield max(0, self.calendar.working_days(start, end, scope))
