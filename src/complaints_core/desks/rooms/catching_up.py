"""What follows for one running complaint when administrators close days or units."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from complaints_core import persian
from complaints_core.desks.casework.routing import Routing
from complaints_core.domain.amendment_kinds import ClosureEntered, ClosureRemoved
from complaints_core.domain.amendments import Amendment, Amendments, Walk
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.course import RESCHEDULE
from complaints_core.domain.directory import HEADQUARTERS
from complaints_core.domain.lists import NO_LABEL, Label
from complaints_core.domain.process import SYSTEM
from complaints_core.domain.working_time import WHOLE_COUNTRY, Closure, Deadline
from complaints_core.profiles import Profile, laid_over

REHOUSE: Final = "rehouse"
"""Code of the system's step when the unit of a complaint was closed."""


@dataclass(frozen=True)
class CatchingUp:
    """Brings complaints from one state of the organization to a later one.

    `before` and `after` are those two states, `changes` what lies between; `profile` is the newest one, by
    which days are worked out whatever else has changed since.
    """

    before: Profile
    after: Profile
    profile: Profile
    changes: tuple[Amendment, ...]

    @classmethod
    def on(cls, walk: Walk, base: Profile, amendments: Amendments) -> "CatchingUp":
        """Answer what brings complaints along on a walk."""
        states = (amendments.until(number) for number in (walk.seen, walk.towards, len(amendments.changes)))
        before, after, newest = (laid_over(base, state) for state in states)
        return cls(before, after, newest, amendments.changes[walk.seen : walk.towards])

    def rescheduled(self, complaint: Complaint, now: datetime) -> tuple[Complaint, Label]:
        """Answer a complaint with its days worked out anew, and why its deadline moved; an empty reason where
        it did not, or where its history tells it already."""
        why = self._why(complaint, now)
        if why and self._is_told(complaint, self._text(why)):
            why = NO_LABEL
        later = self.profile.course.retimed(complaint, now, self._text(why))
        return later, why if later.due is not None else NO_LABEL

    def rehoused(self, complaint: Complaint, now: datetime, routing: Routing) -> Complaint:
        """Answer a complaint in the unit that took over from its own, or the same where its own is open.
        Raises StepNotAllowed where the process does not know of it."""
        heir = self.profile.directory.in_charge(complaint.unit)
        if heir is not None and heir.code == complaint.unit:
            return complaint
        unit = routing.impartial(complaint, heir.code if heir else HEADQUARTERS)
        return self.profile.course.moved(complaint, REHOUSE, SYSTEM, now, unit=unit, assignee="")

    def _why(self, complaint: Complaint, now: datetime) -> Label:
        old, new = (state.course.deadline(complaint, now) for state in (self.before, self.after))
        if old.due == new.due:
            return NO_LABEL
        days: dict[Label, list[date]] = defaultdict(list)
        for closure in self._closures(new, max(old.due, new.due)):
            days[closure.reason].append(closure.day)
        return Label({language: _told(language, days) for language in self.profile.languages})

    def _closures(self, deadline: Deadline, last: date) -> Iterator[Closure]:
        """The closures among the changes that lie between the beginning of a deadline and a last day."""
        for change in self.changes:
            if isinstance(change, ClosureEntered | ClosureRemoved):
                closure = change.closure
                here = closure.scope in (WHOLE_COUNTRY, deadline.scope)
                if here and deadline.start < closure.day <= last:
                    yield closure

    def _text(self, why: Label) -> str:
        return why.text(self.profile.languages[0])

    def _is_told(self, complaint: Complaint, text: str) -> bool:
        since = self.changes[0].at
        return any(
            event.step == RESCHEDULE and event.at >= since and event.text == text
            for event in complaint.history
        )


def _told(language: str, days: dict[Label, list[date]]) -> str:
    """Reasons with their days, as in ``Snow (1405/09/04, 1405/09/05)``."""
    told = (
        f"{reason.text(language)} ({', '.join(map(persian.format_jalali, sorted(set(shut))))})"
        for reason, shut in days.items()
    )
    text = "; ".join(told)
    return persian.persian_digits(text) if language == "fa" else text
