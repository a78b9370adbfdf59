"""What those who lead see at a glance: the figures of one unit, and of what lies below it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from complaints_core.domain import figures
from complaints_core.domain.figures import Cells, Tally, average, by, disclosed, spread, within_which
from complaints_core.domain.periods import Period

AGES: Final = (7, 15, 30, 60, 90)
"""Days since the filing up to which open complaints are counted together; the rest is older."""
WAITS: Final = (5, 10, 15, 20, 30)
"""Working days up to which answers are counted together; the rest took longer."""


@dataclass(frozen=True)
class Counted:
    """The cells that were read, without their months."""

    cells: Cells = field(default_factory=dict)

    def n(self, measure: str, key: str = "") -> int:
        """Answer how often something was counted."""
        return self.cells.get(Tally(measure, key, figures.NOW), 0)

    def by_key(self, measure: str) -> dict[str, int]:
        """Answer the numbers of a measure by key."""
        return {cell.key: n for cell, n in self.cells.items() if cell.measure == measure and n}

    def histogram(self, measure: str) -> dict[int, int]:
        """Answer the numbers of a measure whose keys are numbers."""
        return {int(key): n for key, n in self.by_key(measure).items()}


@dataclass(frozen=True)
class Answering:
    """How a unit answered in a period: how many first decisions, within how many working days the half and
    nine tenths of them, how many by their deadline, and how citizens liked it (1 to 5; None for nobody)."""

    answered: int
    median: int | None
    ninth: int | None
    in_time: int
    satisfaction: float | None
    ratings: int

    @classmethod
    def of(cls, counted: Counted) -> "Answering":
        """Work it out."""
        days, scores = counted.histogram(figures.DAYS), counted.histogram(figures.RATED)
        return cls(
            answered=counted.n(figures.ANSWERED),
            median=within_which(0.5, days),
            ninth=within_which(0.9, days),
            in_time=counted.n(figures.IN_TIME),
            satisfaction=average(scores),
            ratings=sum(scores.values()),
        )

    @property
    def share_in_time(self) -> float | None:
        """Which part was answered by its deadline, 0 to 1; None where nothing was answered."""
        return self.in_time / self.answered if self.answered else None


@dataclass(frozen=True)
class Beside:
    """How the unit above did, to whoever does not see its complaints; None where too few of them lie outside
    what he sees himself."""

    unit: str
    answering: Answering | None

    @classmethod
    def of(cls, unit: str, own: Answering, above: Answering) -> "Beside":
        """Work it out: whatever could be calculated by taking away one's own must be of enough complaints."""
        rests = (
            above.answered - own.answered,
            above.in_time - own.in_time,
            (above.answered - above.in_time) - (own.answered - own.in_time),
            above.ratings - own.ratings,
        )
        enough = rests[0] > 0 and all(disclosed(rest) is not None for rest in rests)
        return cls(unit, above if enough else None)


@dataclass(frozen=True)
class Line:
    """The figures of one unit, subject or center: what was filed and answered in the period, and what stands
    open and overdue now."""

    key: str
    filed: int
    answered: int
    open: int
    overdue: int


@dataclass(frozen=True)
class MonthLine:
    """What was filed and answered in one month; see `periods`."""

    month: int
    filed: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """Everything on one page.

    `own` are the lengths of the unit's own lists, exact at this moment. All else counts the units below it
    too and is as of a moment a little earlier; until the figures are `complete` they count only a part.
    `ages` and `waits` are the numbers up to each of AGES and WAITS, and above the last.
    """

    unit: str
    period: Period
    as_of: datetime
    complete: bool
    own: Mapping[str, int]
    now: Mapping[str, int]
    filed: int
    answering: Answering
    beside: Beside | None
    objections: Mapping[str, int]
    trend: tuple[MonthLine, ...]
    ages: tuple[int, ...]
    waits: tuple[int, ...]
    units: tuple[Line, ...]
    subjects: tuple[Line, ...]
    centers: tuple[Line, ...]


def line_of(kind: str, key: str, now: Counted, period: Counted) -> Line:
    """Answer the figures of one unit, subject or center."""
    return Line(
        key,
        filed=period.n(by(figures.FILED, kind), key),
        answered=period.n(by(figures.ANSWERED, kind), key),
        open=now.n(by(figures.OPEN, kind), key),
        overdue=now.n(by(figures.OVERDUE, kind), key),
    )


def ages_of(now: Counted, today: date) -> tuple[int, ...]:
    """Answer how old the open complaints are, up to each of AGES and above, in days since the filing. Only
    those that are not older are counted by days."""
    since = now.by_key(figures.OPEN_SINCE)
    ages = {(today - date.fromisoformat(day)).days: n for day, n in since.items()}
    *young, _old = spread(ages, AGES)
    return (*young, now.n(figures.OPEN) - sum(young))
