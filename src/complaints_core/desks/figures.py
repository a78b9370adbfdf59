"""The desk of those who lead: the dashboard of a unit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from complaints_core import persian
from complaints_core.desks.casework.inbox import Inbox
from complaints_core.domain import figures
from complaints_core.domain.access import StaffActor
from complaints_core.domain.dashboard import (
    AGES,
    WAITS,
    Answering,
    Beside,
    Counted,
    Dashboard,
    Line,
    MonthLine,
    ages_of,
    line_of,
)
from complaints_core.domain.figures import CENTER, SUBJECT, UNIT, Contribution, Question, Tally, by, spread
from complaints_core.domain.periods import TWELVE, Period, period_named
from complaints_core.domain.staff import CASE_ROLES, Staff
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.ports import IChanges, IFigures

CENTERS: Final = 10
"""So many centers are shown: those with the most open complaints."""

STANDING: Final = (figures.OPEN, figures.OVERDUE, figures.UNASSIGNED, figures.WAITING)
LINES_NOW: Final = (figures.OPEN, figures.OVERDUE)
LINES_PERIOD: Final = (figures.FILED, figures.ANSWERED)
ANSWERING: Final = (figures.ANSWERED, figures.IN_TIME, figures.DAYS, figures.RATED)


def _by(kinds: Sequence[str], measures: Sequence[str]) -> tuple[str, ...]:
    return tuple(by(measure, kind) for measure in measures for kind in kinds)


ASKED_NOW: Final = (*STANDING, *_by((UNIT, SUBJECT), LINES_NOW))
ASKED_PERIOD: Final = (figures.FILED, figures.OBJECTED, *ANSWERING, *_by((UNIT, SUBJECT), LINES_PERIOD))
"""Measures of which everything is read; of centers there are too many."""


@dataclass(frozen=True)
class FiguresDesk:
    """Shows figures to whoever may see the complaints that they count. What is about himself is counted for
    him in none of them, as it is in no list."""

    figures: IFigures
    changes: IChanges
    inbox: Inbox

    def dashboard(self, staff: Staff, unit: str = "", period: str = TWELVE) -> Dashboard:
        """Answer the figures of one of somebody's units or of one below, of the first where none is named.

        Raises NotFound for a unit whose complaints he does not see, and for a period there is not.
        """
        unit = unit or next(iter(self.inbox.units(staff)), "")
        at, months = self.inbox.clock.now(), period_named(period, self.inbox.clock.now())
        if months is None or not unit:
            raise NotFound
        own, today = self.inbox.standing(staff, unit), persian.tehran_day(at)
        hidden = self.figures.about(staff.name_keys, staff.centers)
        asked = _questions(months, today, self._centers(staff, unit))
        now, then, trend = self._read(hidden, unit, asked)
        answering, above = Answering.of(then), self._above(staff, unit)
        return Dashboard(
            unit=unit,
            period=months,
            as_of=self.changes.oldest() or at,
            complete=self.figures.position() is None,
            own=own,
            now={measure: now.n(measure) for measure in STANDING},
            filed=then.n(figures.FILED),
            answering=answering,
            beside=Beside.of(above, answering, self._answering(hidden, above, months)) if above else None,
            objections=then.by_key(figures.OBJECTED),
            trend=_trend(trend, months),
            ages=ages_of(now, today),
            waits=spread(then.histogram(figures.DAYS), WAITS),
            units=self._units(now, then),
            subjects=_largest(line_of(SUBJECT, key, now, then) for key in _keys(SUBJECT, now, then)),
            centers=_largest(line_of(CENTER, key, now, then) for key in _keys(CENTER, now, then)),
        )

    def _centers(self, staff: Staff, unit: str) -> tuple[str, ...]:
        """Answer the centers with the most open complaints that he may see."""
        asked = Question(measures=(by(figures.OPEN, CENTER),), most=CENTERS + len(staff.centers))
        (found,) = self.figures.read(unit, [asked])
        return tuple(cell.key for cell in found if cell.key not in staff.centers)[:CENTERS]

    def _read(
        self, hidden: Sequence[Contribution], unit: str, questions: Sequence[Sequence[Question]]
    ) -> tuple[Counted, ...]:
        """Answer groups of questions, each put together, without what is about himself."""
        unseen = [tally for one in hidden for tally in one.at(unit)]
        groups = [Counter[Tally]() for _ in questions]
        asked = [(cells, one) for cells, group in zip(groups, questions, strict=True) for one in group]
        found = self.figures.read(unit, [question for _, question in asked])
        for (cells, question), answer in zip(asked, found, strict=True):
            cells.update(answer)
            cells.subtract(question.counted(unseen))
        return tuple(Counted(+cells) for cells in groups)

    def _above(self, staff: Staff, unit: str) -> str:
        """Answer the unit above, for comparison; empty for whoever can look for himself."""
        directory = self.inbox.profile.directory
        above = next((one.code for one in directory.parents(unit)), "")
        return "" if StaffActor(staff, directory).roles_at(above) & CASE_ROLES else above

    def _answering(self, hidden: Sequence[Contribution], unit: str, months: Period) -> Answering:
        (counted,) = self._read(hidden, unit, [[_within(months, ANSWERING)]])
        return Answering.of(counted)

    def _units(self, now: Counted, then: Counted) -> tuple[Line, ...]:
        """Answer the units right below and the unit itself, in the order of the directory."""
        found = _keys(UNIT, now, then)
        ordered = [one.code for one in self.inbox.profile.directory.units if one.code in found]
        return tuple(line_of(UNIT, key, now, then) for key in (*ordered, *sorted(found - {*ordered})))


def _questions(months: Period, today: date, centers: tuple[str, ...]) -> Sequence[Sequence[Question]]:
    """Answer what is asked about now, about the period, and month by month."""
    trend = months.trend
    return (
        (
            Question(measures=ASKED_NOW),
            Question(measures=(figures.OPEN_SINCE,), since=(today - timedelta(days=AGES[-1])).isoformat()),
            Question(measures=_by([CENTER], LINES_NOW), keys=centers),
        ),
        (_within(months, ASKED_PERIOD), _within(months, _by([CENTER], LINES_PERIOD), centers)),
        (Question(measures=LINES_PERIOD, first=trend[0], last=trend[-1], monthly=True),),
    )


def _within(months: Period, measures: tuple[str, ...], keys: tuple[str, ...] | None = None) -> Question:
    return Question(measures=measures, first=months.first, last=months.last, keys=keys)


def _keys(kind: str, now: Counted, then: Counted) -> set[str]:
    open_now = {key for measure in LINES_NOW for key in now.by_key(by(measure, kind))}
    return open_now.union(key for measure in LINES_PERIOD for key in then.by_key(by(measure, kind)))


def _largest(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Answer lines with what is open most first, then what was filed most."""
    return tuple(sorted(lines, key=lambda line: (-line.open, -line.filed, line.key)))


def _trend(counted: Counted, months: Period) -> tuple[MonthLine, ...]:
    def n(measure: str, month: int) -> int:
        return counted.cells.get(Tally(measure, "", month), 0)

    return tuple(MonthLine(one, *(n(measure, one) for measure in LINES_PERIOD)) for one in months.trend)
