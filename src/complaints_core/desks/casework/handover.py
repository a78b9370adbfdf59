"""Complaints that go to somebody else because their owner leaves or changes his posts.

The order stands on the person who hands over (`Staff.handing_over`), with the place up to which his list is
done, and every batch moves that place in the same transaction as the complaints. So whoever goes on after an
interruption, goes on where the last batch ended, and each complaint is handed over exactly once.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from complaints_core.desks.rounds.work import Taken, Work
from complaints_core.domain import queues
from complaints_core.domain.access import StaffActor
from complaints_core.domain.audit import AuditNote
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.faults import place_of
from complaints_core.domain.moments import running
from complaints_core.domain.process import HAND_OVER, SYSTEM
from complaints_core.domain.staff import CASE_ROLES, HandingOver, Staff
from complaints_core.interfaces.ports import IAuditStore, IClock, IComplaintStore, IStaffStore
from complaints_core.profiles import Profile

BATCH = 50
"""Complaints of one transaction."""

REST = timedelta(seconds=10)
"""Between two looks at who hands over."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Falling:
    """What falls to others: how many complaints, and how many of them each colleague may answer for, by user
    name. What the chosen one may not have goes to the queue of its unit."""

    total: int
    fits: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Hands complaints over, as far as the rule of access lets somebody answer for each."""

    complaints: IComplaintStore
    staff: IStaffStore
    audit: IAuditStore
    clock: IClock
    profile: Profile

    def falling(self, owner: Staff) -> Falling:
        """Answer what `owner`, as he will be, may answer for no longer, and who may."""
        theirs = [one for one in self._mine(owner) if not self._may_own(owner, one)]
        others = [one for one in self.staff.all() if one.username != owner.username]
        others = [one for one in others if one.roles & CASE_ROLES]
        fits = Counter(
            one.username for complaint in theirs for one in others if self._may_own(one, complaint)
        )
        return Falling(len(theirs), fits)

    def go_on(self, username: str) -> bool:
        """Hand over the next batch of somebody's complaints; tells whether that was the last one."""
        owner = self.staff.get(username)
        order = self._order(owner) if owner else None
        if owner is None or order is None:
            return True
        page = self.complaints.queue(queues.mine(username), BATCH, order.done)
        for complaint in page:
            if not self._may_own(owner, complaint):
                self._hand(complaint, order)
        last = len(page) < BATCH
        further = None if last else replace(order, done=queues.rank(page[-1]))
        self.staff.replace(owner.handing(further))
        return last

    def waiting(self) -> tuple[str, ...]:
        """Answer the user names of those whose complaints are on their way to others."""
        return tuple(one.username for one in self.staff.all() if self._order(one))

    def _order(self, owner: Staff) -> HandingOver | None:
        """What somebody is given by a colleague who does not know yet that he is leaving, goes on, too."""
        if owner.handing_over or owner.active or not self.complaints.count(queues.mine(owner.username)):
            return owner.handing_over
        return HandingOver(SYSTEM, "")

    def _hand(self, complaint: Complaint, order: HandingOver) -> None:
        heir = self.staff.get(order.to) if order.to else None
        to = heir.username if heir and self._may_own(heir, complaint) else ""
        now, course = self.clock.now(), self.profile.course
        handed = course.moved(complaint, HAND_OVER, order.by, now, to, assignee=to)
        self.complaints.replace(handed)
        told = {"unit": complaint.unit, "from": complaint.assignee, "to": to}
        self.audit.note(AuditNote.of(now, order.by, HAND_OVER, complaint.code, **told))

    def _mine(self, owner: Staff) -> Iterator[Complaint]:
        mine = queues.mine(owner.username)
        return iter(self.complaints.queue(mine, self.complaints.count(mine)))

    def _may_own(self, staff: Staff, complaint: Complaint) -> bool:
        return self.profile.step_rule.may_own(StaffActor(staff, self.profile.directory), complaint)


class HandOverRound:
    """Goes on with whatever is being handed over. Any number of them may work on one store."""

    def __init__(self, work: Work[HandOver], clock: IClock) -> None:
        """Take what begins a unit of work (see `Work`), and the clock."""
        self._work = work
        self._clock = clock
        self._next_round: datetime | None = None

    def run(self) -> None:
        """Hand over everything that waits, batch by batch. Does nothing within `REST` of the last round."""
        now = self._clock.now()
        if self._next_round and running(self._next_round, REST, now):
            return
        self._next_round = now + REST
        with self._work() as handing:
            waiting = handing.waiting()
        for username in waiting:
            self._tried(username)

    def _tried(self, username: str) -> None:
        try:
            with suppress(Taken):  # somebody else goes on with it, or the next round does
                while not self._went_on(username):
                    continue
        except Exception as fault:
            log.error("a hand-over failed and waits for the next round: %s", place_of(fault))

    def _went_on(self, username: str) -> bool:
        with self._work() as handing:
            return handing.go_on(username)
