"""What follows for running complaints when administrators close days or units: deadlines move, cases find a
new office, and whoever handles them is told.

A round walks the open complaints queue by queue. What it does to a batch and how far it has come are kept in
one unit of work; so a round that is killed goes on behind the last batch, and a complaint that is met again
has its trace already. A complaint that somebody moves behind the round's back gets its new days with that
very step.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from complaints_core.desks.casework.routing import Routing
from complaints_core.desks.news import NewsDesk
from complaints_core.desks.rooms.catching_up import REHOUSE, CatchingUp
from complaints_core.desks.rounds.work import Taken, Work
from complaints_core.domain import queues
from complaints_core.domain.amendment_kinds import ClosureEntered, ClosureRemoved, UnitClosed
from complaints_core.domain.amendments import Amendments, Walk
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.faults import place_of
from complaints_core.domain.lists import Label
from complaints_core.domain.news import News
from complaints_core.domain.queue_order import QueueName
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.ports import IAmendmentStore, IClock, IComplaintStore, INewsStore, IStaffStore
from complaints_core.profiles import Profile

BATCH: Final = 50
BATCHES: Final = 20
"""Complaints in a unit of work, and units of work in a round: messages need not wait long meanwhile."""

MOVING: Final = (ClosureEntered, ClosureRemoved, UnitClosed)
"""The kinds of amendments from which something follows for running complaints."""

MOVED = _("The deadline of {n} of your complaints moved: {why}")
CAME = _("{n} complaints came to your unit from one that was closed: {why}")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Papers:
    """What a unit of work needs."""

    complaints: IComplaintStore
    amendments: IAmendmentStore
    staff: IStaffStore
    news: INewsStore


class ReschedulingRound:
    """Lets running complaints catch up with the amendments. Any number of them may work on one store."""

    def __init__(self, work: Work[Papers], clock: IClock, base: Profile) -> None:
        """Take what begins a unit of work, the clock, and the organization as its folder says."""
        self._work = work
        self._clock = clock
        self._base = base
        self._done_with = 0  # the version after which nothing is left to do: asked for before all else
        self._held: tuple[tuple[int, int, int], CatchingUp] | None = None

    def run(self) -> int:
        """Look at the next complaints, `BATCHES` times `BATCH` at most, and answer at how many. An error with
        one complaint is logged and holds up no other."""
        seen = 0
        with suppress(Taken):  # somebody was faster with one of a batch; the next round takes it from there
            for _number in range(BATCHES):
                batch = self._batch()
                if batch is None:
                    break
                seen += batch
        return seen

    def _batch(self) -> int | None:
        """Do one unit of work; None when there is nothing to do."""
        with self._work() as papers:
            version = papers.amendments.version()
            if version == self._done_with:
                return None
            amendments = papers.amendments.get()
            walk = _begun(papers.amendments.walk(), amendments)
            if walk.seen == walk.towards:
                papers.amendments.walked(walk)
                self._done_with = version
                return None
            return self._walked(papers, walk, amendments)

    def _walked(self, papers: Papers, walk: Walk, amendments: Amendments) -> int:
        catching_up = self._catching_up(walk, amendments)
        found = _next_page(papers.complaints, catching_up.profile, walk)
        if found is None:
            papers.amendments.walked(Walk(seen=walk.towards, towards=walk.towards))
            return 0
        name, page = found
        batch = _Batch(papers, catching_up, self._clock.now(), walk.towards)
        for complaint in page:
            batch.take(complaint)
        papers.amendments.walked(replace(walk, after=(name, queues.rank(page[-1]))))
        return len(page)

    def _catching_up(self, walk: Walk, amendments: Amendments) -> CatchingUp:
        """What is worked out once for all batches of a walk."""
        key = walk.seen, walk.towards, amendments.version
        if self._held is None or self._held[0] != key:
            self._held = key, CatchingUp.on(walk, self._base, amendments)
        return self._held[1]


class _Batch:
    """Some complaints in one unit of work."""

    def __init__(self, papers: Papers, catching_up: CatchingUp, now: datetime, walk: int) -> None:
        self._papers, self._catching_up, self._now, self._walk = papers, catching_up, now, walk
        profile = catching_up.profile
        self._news = NewsDesk(papers.news, papers.staff, profile.directory)
        self._routing = Routing(papers.staff, profile)

    def take(self, complaint: Complaint) -> None:
        """Bring one complaint along; an error is logged without what it holds."""
        try:
            moved, why = self._catching_up.rescheduled(complaint, self._now)
            later = self._catching_up.rehoused(moved, self._now, self._routing)
        except Exception as fault:
            log.error("a complaint of unit %s did not catch up: %s", complaint.unit, place_of(fault))
            return
        if later != complaint:
            self._papers.complaints.replace(later)
        if later.unit != complaint.unit:
            self._tell(later, CAME, f"{REHOUSE}-{complaint.unit}", self._name_of(complaint.unit))
        elif why:
            self._tell(later, MOVED, "closures", why)

    def _tell(self, complaint: Complaint, message: str, about: str, why: Label) -> None:
        key = f"{about}-{self._walk}"
        news = News(key=key, at=self._now, message=message, why=why, codes=(complaint.code,), count=1)
        self._news.tell(self._news.handlers(complaint), news)

    def _name_of(self, unit: str) -> Label:
        known = self._catching_up.profile.directory.unit(unit)
        return known.label if known else Label(code=unit)


def _begun(walk: Walk, amendments: Amendments) -> Walk:
    """The walk under way, or the next one; one of no length where nothing follows from what is new."""
    if walk.seen != walk.towards:
        return walk
    newest = len(amendments.changes)
    moving = any(isinstance(change, MOVING) for change in amendments.changes[walk.seen :])
    return Walk(seen=walk.seen if moving else newest, towards=newest)


def _next_page(
    complaints: IComplaintStore, profile: Profile, walk: Walk
) -> tuple[QueueName, list[Complaint]] | None:
    """The next complaints behind the place of a walk, and the queue in which they stand."""
    at, after = walk.after or (None, None)
    for name in _from(at, profile):
        page = complaints.queue(name, BATCH, after if name == at else None)
        if page:
            return name, page
    return None


def _from(begin: QueueName | None, profile: Profile) -> Iterator[QueueName]:
    """The queues of all open complaints in order, from one on; all of them where that one is no more."""
    codes = [status.code for status in profile.process.statuses if status.open]
    names = [queues.in_status(code, unit.code) for unit in profile.directory.units for code in codes]
    return iter(names[names.index(begin) :] if begin in names else names)
