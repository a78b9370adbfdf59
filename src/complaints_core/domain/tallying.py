"""What one complaint adds to the figures.

Whoever changes what is counted here has to fill every cache of figures anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from complaints_core import persian
from complaints_core.domain import figures
from complaints_core.domain.access import DECISIONS, OBJECT
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.course import Course
from complaints_core.domain.directory import Directory
from complaints_core.domain.figures import CENTER, NOW, SUBJECT, UNIT, Contribution, Counted, Tally, by
from complaints_core.domain.periods import month_of
from complaints_core.domain.search import version_of

ANSWER = "answer"
"""Code of the step whose decision has a finding."""


@dataclass(frozen=True)
class Tallying:
    """Makes contributions of complaints. The course knows the deadlines, the directory the units above."""

    course: Course
    directory: Directory

    def contribution_of(self, complaint: Complaint) -> Contribution:
        """Answer everything for which a complaint counts, at its unit and at those above."""
        above = (unit.code for unit in self.directory.parents(complaint.unit))
        return Contribution(
            code=complaint.code,
            version=version_of(complaint),
            units=(complaint.unit, *above),
            tallies=tuple(self._tallies(complaint)),
            accused=complaint.accused_key,
            center=complaint.center,
        )

    def _tallies(self, complaint: Complaint) -> Iterator[Tally]:
        yield from _in_each_way(figures.FILED, complaint, month_of(complaint.submitted_at))
        yield from _standing(complaint)
        yield from self._decided(complaint)
        yield from _objections(complaint)
        if complaint.rating:
            yield Tally(figures.RATED, str(complaint.rating.score), month_of(complaint.rating.at))

    def _decided(self, complaint: Complaint) -> Iterator[Tally]:
        """The first decision, and how long the citizen waited for it; whether the deadline was kept, from
        which the time in which he was asked himself is taken off, is told by the clock as it stood then."""
        place = next((n for n, event in enumerate(complaint.history) if event.step in DECISIONS), None)
        if place is None:
            return
        before, decision = complaint.history[:place], complaint.history[place]
        filed, day = persian.tehran_day(complaint.submitted_at), persian.tehran_day(decision.at)
        month = month_of(decision.at)
        scope = self.course.unit_of(complaint).province
        days = self.course.clock.calendar.working_days(filed, day, scope)
        yield from _in_each_way(figures.ANSWERED, complaint, month)
        yield Tally(figures.DAYS, str(max(0, days)), month)
        if day <= self.course.deadline(replace(complaint, history=before), decision.at).due:
            yield Tally(figures.IN_TIME, "", month)


def counted_of(complaint: Complaint) -> Counted:
    """Answer how a complaint stands, as `Contribution.counted` tells it of one that is up to date."""
    overdue = complaint.open and complaint.overdue
    return Counted(version_of(complaint), complaint.unit, complaint.center, overdue)


def _standing(complaint: Complaint) -> Iterator[Tally]:
    """How an open complaint stands now: the same facts that put it into its queues."""
    if not complaint.open:
        return
    yield from _in_each_way(figures.OPEN, complaint, NOW)
    yield Tally(figures.OPEN_SINCE, persian.tehran_day(complaint.submitted_at).isoformat(), NOW)
    if complaint.overdue:
        yield from _in_each_way(figures.OVERDUE, complaint, NOW)
    for measure, holds in (
        (figures.UNASSIGNED, not complaint.assignee),
        (figures.WAITING, complaint.asked),
    ):
        if holds:
            yield from (Tally(measure, "", NOW), Tally(by(measure, UNIT), "", NOW))


def _in_each_way(measure: str, complaint: Complaint, month: int) -> Iterator[Tally]:
    """In all, and by unit, subject and center; which unit it is, each unit above says for itself."""
    yield Tally(measure, "", month)
    yield Tally(by(measure, UNIT), "", month)
    yield Tally(by(measure, SUBJECT), complaint.subject, month)
    if complaint.center:
        yield Tally(by(measure, CENTER), complaint.center, month)


def _objections(complaint: Complaint) -> Iterator[Tally]:
    """Each objection, in the month in which it was made, by what became of it."""
    for place, event in enumerate(complaint.history):
        if event.step == OBJECT:
            yield Tally(figures.OBJECTED, _outcome(complaint, place), month_of(event.at))


def _outcome(complaint: Complaint, objection: int) -> str:
    """Answer the finding with which an objection was answered, or the status to which it came otherwise;
    empty as long as it is not decided."""
    later = complaint.history[objection + 1 :]
    for place, event in enumerate(later, start=objection + 1):
        if event.step in DECISIONS:
            return _finding(complaint, place, event)
    return "" if complaint.open else complaint.status


def _finding(complaint: Complaint, place: int, decision: Event) -> str:
    """Answer the finding of a decision; answers stand in the order of their steps."""
    earlier = sum(event.step == ANSWER for event in complaint.history[:place])
    if decision.step == ANSWER and earlier < len(complaint.answers):
        return complaint.answers[earlier].finding
    return decision.status
