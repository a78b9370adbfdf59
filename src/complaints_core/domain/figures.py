"""What is counted about complaints, and how it is asked for. What one complaint adds is the affair of
`tallying`.

Every complaint contributes to its unit and to each unit above it. A cache of figures keeps the sums, and of
each complaint what it contributed, so that a later version takes the place of the earlier one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final, NamedTuple

FEWEST: Final = 5
"""Of so many complaints the number may be told to whoever does not see them."""

NOW: Final = 0
"""The month of what is not counted by months: how things stand at present."""

OPEN, OVERDUE, UNASSIGNED, WAITING = "open", "overdue", "unassigned", "waiting"
FILED, ANSWERED = "filed", "answered"
"""Measures that are also counted by unit, and most of them by subject and center; see `by`."""

OPEN_SINCE, DAYS, IN_TIME, OBJECTED, RATED = "open since", "days", "in time", "objected", "rated"
"""Measures with keys of their own: the day of filing of what is open (2025-11-22), working days to the first
decision, no key, what became of an objection (a finding or status, empty before), a score from 1 to 5."""

UNIT, SUBJECT, CENTER = "unit", "subject", "center"
"""By what the measures above are counted as well."""


def by(measure: str, kind: str) -> str:
    """Name a measure that is counted by units, subjects or centers: their codes are its keys."""
    return f"{measure} by {kind}"


class Tally(NamedTuple):
    """Something to be counted: what, under which key, in which month (`periods`) or `NOW`."""

    measure: str
    key: str
    month: int


Cells = Mapping[Tally, int]
"""How often each was counted."""


class Row(NamedTuple):
    """A tally at one of the units where it counts."""

    unit: str
    tally: Tally


class Counted(NamedTuple):
    """How a complaint stood when it was counted."""

    version: int
    unit: str
    center: str
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one complaint adds to the figures.

    `units` are its unit and those above, the nearest first. In measures by unit each of them counts it for
    the unit from which it came: itself, or the one below. `accused` is a name key; of two contributions with
    one code the one with the higher `version` is later.
    """

    code: str
    version: int
    units: tuple[str, ...]
    tallies: tuple[Tally, ...]
    accused: str = field(default="", repr=False)
    center: str = ""

    @property
    def counted(self) -> Counted:
        """How the complaint stood that adds this."""
        overdue = any(tally.measure == OVERDUE for tally in self.tallies)
        return Counted(self.version, self.units[0], self.center, overdue)

    def rows(self) -> Iterator[Row]:
        """Answer everything that is counted, once for each unit."""
        for unit, below in zip(self.units, (self.units[0], *self.units), strict=False):
            for tally in self.tallies:
                own = tally._replace(key=below) if tally.measure in BY_UNIT else tally
                yield Row(unit, own)

    def at(self, unit: str) -> Iterator[Tally]:
        """Answer what is counted at one unit."""
        return (row.tally for row in self.rows() if row.unit == unit)


BY_UNIT: Final = frozenset(
    by(measure, UNIT) for measure in (OPEN, OVERDUE, UNASSIGNED, WAITING, FILED, ANSWERED)
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of the figures of a unit: some measures, from one month to another.

    The answer sums up over the months (its cells have the month `NOW`) or, where it is `monthly`, over the
    keys (its cells have an empty key). `keys` narrows it to some, `since` to those that sort from
    it on, `most` to the largest cells (0 for all).
    """

    measures: tuple[str, ...]
    first: int = NOW
    last: int = NOW
    monthly: bool = False
    keys: tuple[str, ...] | None = None
    since: str = ""
    most: int = 0

    def counted(self, tallies: Iterable[Tally]) -> "Counter[Tally]":
        """Answer the cells of so many tallies: for what keeps them in no index. `most` is left aside."""
        return Counter(map(self._cell, filter(self._asks_for, tallies)))

    def largest(self, cells: Cells) -> dict[Tally, int]:
        """Answer the cells that were asked for, the largest first; those of one size by key."""
        ordered = sorted(cells.items(), key=lambda cell: (-cell[1], cell[0]))
        return dict(ordered[: self.most or None])

    def _asks_for(self, tally: Tally) -> bool:
        known = (self.keys is None or tally.key in self.keys) and tally.key >= self.since
        return known and tally.measure in self.measures and self.first <= tally.month <= self.last

    def _cell(self, tally: Tally) -> Tally:
        return tally._replace(key="") if self.monthly else tally._replace(month=NOW)


def latest_of(contributions: Iterable[Contribution]) -> dict[str, Contribution]:
    """Answer the contribution of each code that counts: of several the one with the highest version, and of
    those the last."""
    latest: dict[str, Contribution] = {}
    for one in contributions:
        if one.code not in latest or latest[one.code].version <= one.version:
            latest[one.code] = one
    return latest


def replaced(old: Iterable[Contribution], new: Iterable[Contribution]) -> "Counter[Row]":
    """Answer what is to be added to each sum, less than nothing too, where new contributions take the place
    of old ones."""
    changes = Counter(row for one in new for row in one.rows())
    changes.subtract(row for one in old for row in one.rows())
    return changes


def within_which(share: float, histogram: Mapping[int, int]) -> int | None:
    """Answer the smallest value at which so large a share (0 to 1) of all is reached, exactly; None where
    nothing was counted. The half is a median, nine tenths the 90th percentile."""
    wanted = ceil(share * sum(histogram.values()))
    reached = 0
    for value in sorted(histogram):
        reached += histogram[value]
        if reached >= wanted > 0:
            return value
    return None


def average(histogram: Mapping[int, int]) -> float | None:
    """Answer the mean of what a histogram counts; None where it counts nothing."""
    count = sum(histogram.values())
    return sum(value * n for value, n in histogram.items()) / count if count else None


def spread(histogram: Mapping[int, int], limits: Sequence[int]) -> tuple[int, ...]:
    """Answer how many lie up to each limit and above the one before; the last number is of those above all.
    Limits ascend."""
    places = [0] * (len(limits) + 1)
    for value, n in histogram.items():
        places[bisect_left(limits, value)] += n
    return tuple(places)


def disclosed(number: int) -> int | None:
    """Answer a number as it may be shown to somebody who does not see the complaints it counts: None for so
    few that one of them might be recognized. What is left when his own are taken away goes through here as
    well, or he could work it out."""
    return None if 0 < number < FEWEST else number
