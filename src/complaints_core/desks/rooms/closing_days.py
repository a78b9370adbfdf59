"""The room for holidays and closures: days on which offices are shut, for the country or for one province.

A closure may be entered late, when deadlines run already: `rescheduling` then moves them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from complaints_core.desks.rooms.amending import Amending, required
from complaints_core.domain import queues
from complaints_core.domain.amendment_kinds import ClosureEntered, ClosureRemoved
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.lists import Label
from complaints_core.domain.staff import Staff
from complaints_core.domain.working_time import WHOLE_COUNTRY, Closure
from complaints_core.interfaces.administration import ClosedAlready, EndsBeforeItBegins, TooFarAway, TooLong
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.ports import IComplaintStore
from complaints_core.profiles import Profile, laid_over

DAY: Final = timedelta(days=1)
LONGEST: Final = 31
"""Days that can be shut at once."""
BACK, AHEAD = timedelta(days=60), timedelta(days=2 * 366)
"""How long ago or ahead a day may be: what is further away is a mistyped year."""
COUNTED: Final = 1000
"""So many deadlines are looked at one by one for a preview; of more, the number is all that is said."""
PAGE: Final = 100


@dataclass(frozen=True)
class Affected:
    """How many running deadlines closures move; `at_most` where they were too many to look at each."""

    number: int
    at_most: bool = False


@dataclass(frozen=True, kw_only=True)
class ClosingDays(Amending):
    """Shuts offices for days, and opens them again."""

    complaints: IComplaintStore

    def closures(self, staff: Staff, first: date, last: date) -> tuple[Closure, ...]:
        """Answer the closures of somebody's scope from one day to another, in order: those of the country
        besides."""
        covers = self.jurisdiction(staff).may_shut
        shut = (one for one in self.profile.calendar.closures if first <= one.day <= last)
        seen = (one for one in shut if one.scope == WHOLE_COUNTRY or covers(one.scope))
        return tuple(sorted(seen, key=lambda one: (one.day, one.scope)))

    def scopes(self, staff: Staff) -> tuple[str, ...]:
        """Answer for what somebody may shut offices: the whole country (an empty text), and provinces by
        code."""
        may_shut = self.jurisdiction(staff).may_shut
        return tuple(
            scope for scope in (WHOLE_COUNTRY, *self.profile.lists["province"].codes) if may_shut(scope)
        )

    def shut(
        self, staff: Staff, first: date, last: date, scope: str, reason: Label
    ) -> tuple[ClosureEntered, ...]:
        """Answer what shutting offices from one day to another would change: the working days among them.

        Raises NotFound for a scope that is not his, EndsBeforeItBegins, TooLong, TooFarAway; ClosedAlready
        where no working day is among them.
        """
        required(allowed=self.jurisdiction(staff).may_shut(scope))
        self._check_range(first, last)
        days = (first + DAY * ahead for ahead in range((last - first).days + 1))
        working = [day for day in days if self.profile.calendar.is_working(day, scope)]
        if not working:
            raise ClosedAlready
        made = self._made(staff)
        return tuple(ClosureEntered(closure=Closure(day, reason, scope), **made) for day in working)

    def enter_closures(self, staff: Staff, entered: tuple[ClosureEntered, ...]) -> None:
        """Shut offices, as `shut` has answered; raises as `_amend`."""
        self._amend(staff, *entered)

    def remove_closure(self, staff: Staff, scope: str, day: date) -> Closure:
        """Let offices work on a day that has not come yet; answers what was said before. Raises NotFound for
        a day that is none of his closures, or is over."""
        required(allowed=self.jurisdiction(staff).may_shut(scope))
        for closure in self.profile.calendar.closures:
            if (closure.scope, closure.day) == (scope, day) and self.is_ahead(closure):
                self._amend(staff, ClosureRemoved(closure=closure, **self._made(staff)))
                return closure
        raise NotFound

    def is_ahead(self, closure: Closure) -> bool:
        """Tell whether the day of a closure has not come yet."""
        return closure.day > self._today()

    def affected(self, entered: tuple[ClosureEntered, ...]) -> Affected:
        """Answer how many running deadlines would move with further closures."""
        after = laid_over(self.base, self.amendments.get().joined_by(*entered))
        running = [status.code for status in self.profile.process.statuses if status.open and status.runs]
        names = [
            queues.in_status(status, unit.code) for unit in self.profile.directory.units for status in running
        ]
        total = sum(map(self.complaints.count, names))
        if total > COUNTED:
            return Affected(total, at_most=True)
        return Affected(sum(self._moves(one, after) for name in names for one in self._all_of(name)))

    def _moves(self, complaint: Complaint, profile: Profile) -> bool:
        now = self.clock.now()
        return profile.course.deadline(complaint, now).due != self.profile.course.deadline(complaint, now).due

    def _all_of(self, name: tuple[str, ...]) -> Iterator[Complaint]:
        after = None
        while page := self.complaints.queue(name, PAGE, after):
            yield from page
            after = queues.rank(page[-1])

    def _check_range(self, first: date, last: date) -> None:
        today = self._today()
        if last < first:
            raise EndsBeforeItBegins
        if (last - first).days >= LONGEST:
            raise TooLong(most=LONGEST)
        if not today - BACK <= first <= last <= today + AHEAD:
            raise TooFarAway
