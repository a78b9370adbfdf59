"""Deadlines in working days that explain themselves.

The day of filing is not counted, whatever the hour: the first counted day is the next working day. A closure
(a public holiday, or a province shut for cold or dust) never shortens a deadline. Days are Gregorian dates on
Tehran's calendar; weekdays are numbered as in Iran, Saturday 0 to Friday 6.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from complaints_core.domain.lists import NO_LABEL, Label
from complaints_core.persian import weekday

DAY = timedelta(days=1)
WHOLE_COUNTRY = ""

MOST_REMEMBERED: Final = 4096
"""Deadlines, and numbers of days, that a calendar knows by heart: of some years, in a few offices."""


@dataclass(frozen=True)
class Closure:
    """A day on which offices are shut, and why; `scope` is empty for the country, or a province code."""

    day: date
    reason: Label
    scope: str = WHOLE_COUNTRY


@dataclass(frozen=True)
class Skipped:
    """A day that a deadline did not count, and why."""

    day: date
    reason: Label


@dataclass(frozen=True)
class Deadline:
    """A deadline with its calculation.

    `due` is the last day on which it is kept, `counted` the number of working days from the day after `start`
    to `due`, `skipped` all other days between, `scope` the province whose closures were kept.
    """

    start: date
    due: date
    counted: int
    skipped: tuple[Skipped, ...]
    scope: str = WHOLE_COUNTRY


@dataclass(frozen=True)
class WorkingCalendar:
    """The days on which offices work: neither `weekend` (weekday numbers) nor closed.

    Raises ValueError when the weekend leaves no working day.
    """

    weekend: frozenset[int]
    closures: tuple[Closure, ...] = ()
    weekend_reason: Label = field(default=NO_LABEL)

    def __post_init__(self) -> None:
        if self.weekend >= set(range(7)):
            raise ValueError("a week needs a working day")

    @cached_property
    def _reasons(self) -> Mapping[tuple[str, date], Label]:
        # Reversed, so that the first of two closures of one day gives its reason.
        return {(closure.scope, closure.day): closure.reason for closure in reversed(self.closures)}

    @cached_property
    def _closed_days(self) -> dict[str, list[date]]:
        return {}

    def is_working(self, day: date, scope: str = WHOLE_COUNTRY) -> bool:
        """Tell whether offices work on a day, in a province or (empty scope) in the country at large."""
        return self.why_not(day, scope) is None

    def why_not(self, day: date, scope: str = WHOLE_COUNTRY) -> Label | None:
        """Answer why a day is no working day; None for a working day."""
        for shut in (WHOLE_COUNTRY, scope):
            if (shut, day) in self._reasons:
                return self._reasons[shut, day]
        return self.weekend_reason if weekday(day) in self.weekend else None

    def deadline(self, start: date, working_days: int, scope: str = WHOLE_COUNTRY) -> Deadline:
        """Count working days (at least one) from the day after `start`; raises ValueError for fewer."""
        if working_days < 1:
            raise ValueError("a deadline has at least one working day")
        return self._remembered(start, working_days, scope)

    @cached_property
    def _remembered(self) -> Callable[[date, int, str], Deadline]:
        # What is filed on one day is due on one day: a list asks the same of the same calendar for each row.
        return lru_cache(maxsize=MOST_REMEMBERED)(self._walked)

    def _walked(self, start: date, working_days: int, scope: str) -> Deadline:
        skipped, counted, day = [], 0, start
        while counted < working_days:
            day += DAY
            reason = self.why_not(day, scope)
            if reason is None:
                counted += 1
            else:
                skipped.append(Skipped(day, reason))
        return Deadline(start, day, counted, tuple(skipped), scope)

    def working_days(self, after: date, through: date, scope: str = WHOLE_COUNTRY) -> int:
        """Count the working days later than `after` up to and with `through`; negative when that lies before.

        Its cost does not grow with the distance.
        """
        return self._counts(after, through, scope)

    @cached_property
    def _counts(self) -> Callable[[date, date, str], int]:
        # Every row of every list asks how much is used and how much is left, of the same few days.
        return lru_cache(maxsize=MOST_REMEMBERED)(self._between)

    def _between(self, after: date, through: date, scope: str) -> int:
        if through < after:
            return -self._between(through, after, scope)
        weeks, rest = divmod((through - after).days, 7)
        lone = sum(weekday(after + n * DAY) not in self.weekend for n in range(1, rest + 1))
        closed = self._closed_on_workdays(scope)
        shut = bisect_right(closed, through) - bisect_right(closed, after)
        return weeks * (7 - len(self.weekend)) + lone - shut

    def days_left(self, deadline: Deadline, today: date) -> int:
        """Count the working days that remain after today; 0 on the last one, negative when it is missed."""
        return self.working_days(today, deadline.due, deadline.scope)

    def used_fraction(self, deadline: Deadline, today: date) -> float:
        """Answer which part of a deadline's working days is over: 0 at the start, above 1 once missed."""
        used = self.working_days(deadline.start, today, deadline.scope)
        return max(used, 0) / deadline.counted

    def _closed_on_workdays(self, scope: str) -> list[date]:
        if scope not in self._closed_days:
            closed = {one.day for one in self.closures if one.scope in (WHOLE_COUNTRY, scope)}
            self._closed_days[scope] = sorted(day for day in closed if weekday(day) not in self.weekend)
        return self._closed_days[scope]


@dataclass(frozen=True)
class DeadlineRule:
    """How long the office gives itself for one thing.

    `days` are working days, `days_at` says otherwise for some levels of units (``{"headquarters": 15}``);
    `urgent_days` holds for urgent subjects at every level, 0 for no difference. `urgent_hours` is how soon,
    day or night, somebody must have looked at an urgent one; 0 where nobody must. A deadline turns yellow and
    red when `warning` and `alarm` of it (0 to 1) are used.
    """

    name: str
    days: int
    days_at: Mapping[str, int] = field(default_factory=dict)
    urgent_days: int = 0
    urgent_hours: int = 0
    warning: float = 0.5
    alarm: float = 0.8

    def days_for(self, level: str, *, urgent: bool = False) -> int:
        """Answer the number of working days for a unit's level."""
        usual = self.days_at.get(level, self.days)
        return min(usual, self.urgent_days or usual) if urgent else usual
