"""What happens to complaints by itself: warnings of a running deadline, the end of a silence.

Every open complaint knows the day on which something happens to it next (`Complaint.alarm`) and stands in the
queue of that day, whoever answers for it or nobody. A round takes what stands in the queues of the days that
have come, each complaint in a unit of work of its own. A round that is killed leaves the rest in their
queues; what it did has left them, so that nothing happens twice.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from complaints_core import persian
from complaints_core.desks.notices import Notices
from complaints_core.desks.rounds.work import Taken, Work
from complaints_core.domain import queues
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.faults import place_of
from complaints_core.domain.moments import running
from complaints_core.interfaces.ports import ICitizenStore, IClock, IComplaintStore
from complaints_core.profiles import Profile

REST = timedelta(minutes=1)
"""Between two rounds: the hours of urgent complaints do not come faster."""
LOOK_BACK = timedelta(days=400)
"""How far the first round looks for days on which no round came."""
DAY = timedelta(days=1)
PAGE = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shift:
    """What one unit of work needs: the complaints, their citizens, and how these are told."""

    complaints: IComplaintStore
    citizens: ICitizenStore
    notices: Notices


class EscalationRound:
    """Lets what is due by itself happen. Any number of them may work on one store."""

    def __init__(self, work: Work[Shift], clock: IClock, profile: Profile) -> None:
        """Take what begins a unit of work (see `Work`), the clock, and the organization."""
        self._work = work
        self._clock = clock
        self._course = profile.course
        self._since: date | None = None
        self._next_round: datetime | None = None

    def run(self) -> int:
        """Move on every complaint whose day has come; answers how many. Does nothing within `REST` of the
        last round. An error with one complaint is logged and holds up no other."""
        now = self._clock.now()
        if self._next_round and running(self._next_round, REST, now):
            return 0
        self._next_round = now + REST
        today = persian.tehran_day(now)
        moved, since = 0, self._begin(today)
        for day in _days(since, today):
            moved += sum(self._tried(complaint) for complaint in self._of_day(day))
        # Yesterday again, for what was kept while the day ended.
        self._since = min(self._first_left(since, today), today - DAY)
        return moved

    def _begin(self, today: date) -> date:
        """The first day to look at: where the last round ended, unless the clock was put back since."""
        return self._since if self._since and self._since < today else today - LOOK_BACK

    def _of_day(self, day: date) -> Iterator[Complaint]:
        after = None
        while True:
            with self._work() as shift:
                page = shift.complaints.queue(queues.alarm(day), PAGE, after)
            yield from page
            if len(page) < PAGE:
                return
            after = queues.rank(page[-1])

    def _tried(self, complaint: Complaint) -> bool:
        try:
            with suppress(Taken):  # its day stays, and the next round finds it as it is then
                return self._moved_on(complaint.code)
        except Exception as fault:
            where = place_of(fault)
            log.error("what is due by itself failed for a complaint of unit %s: %s", complaint.unit, where)
        return False

    def _moved_on(self, code: str) -> bool:
        with self._work() as shift:
            complaint, now = shift.complaints.get(code), self._clock.now()
            if complaint is None or not complaint.alarm or complaint.alarm > persian.tehran_day(now):
                return False
            later = self._course.caught_up(complaint, now)
            if later == complaint:  # its hour has not come
                return False
            shift.complaints.replace(later)
            self._tell(shift, complaint, later)
        return len(later.history) > len(complaint.history)

    def _tell(self, shift: Shift, before: Complaint, after: Complaint) -> None:
        """Send the texts of the steps that were taken, in the same unit of work: each goes out once."""
        citizen, status = shift.citizens.get(before.citizen), before.status
        for event in after.history[len(before.history) :]:
            sms = self._course.process.step_from(status, event.step).sms
            if sms and citizen:
                shift.notices.tell(citizen, sms, tracking_code=before.code)
            status = event.status

    def _first_left(self, since: date, today: date) -> date:
        with self._work() as shift:
            left = (day for day in _days(since, today) if shift.complaints.count(queues.alarm(day)))
            return next(left, today)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + DAY * ahead for ahead in range((last - first).days + 1))
