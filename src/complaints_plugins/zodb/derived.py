"""What is kept twice so that it is quickly found, compared with what it comes from, and put right.

Lists of citizens, queues, counters, the files that wait for the scanner and the marks of staff all follow
from complaints, reports, files and staff. Whatever is wrong is answered as a `Mend`, which looks once more at
what it puts right: it can be done in any order, more than once, and after others have written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from complaints_core.domain import queues as complaint_queues
from complaints_core.domain import report_queues
from complaints_core.domain.queue_order import QueueKey, QueueName, newest_first
from complaints_core.domain.roll import marks_of
from complaints_plugins.zodb.files import NOTED
from complaints_plugins.zodb.hash_directory import HashDirectory
from complaints_plugins.zodb.queues import Queues
from complaints_plugins.zodb.records import CitizenRecord, Record
from complaints_plugins.zodb.site import Site
from complaints_plugins.zodb.staff import enrol, strike
from complaints_plugins.zodb.transactions import sparingly

Mend = Callable[[], None]
"""Puts one thing right."""

Place = tuple[QueueName, QueueKey]


@dataclass(frozen=True)
class Check:
    """One kind of what is derived; `find` answers a mend for each thing that is wrong, and keeps nothing."""

    name: str
    find: Callable[[Site], Iterator[Mend]]


@dataclass(frozen=True)
class Shelf:
    """Records, the queues in which they stand, and the rule that says in which."""

    connection: Any
    records: HashDirectory[Record[Any]]
    queues: Queues
    queues_of: Callable[[Any], frozenset[QueueName]]
    rank: Callable[[Any], QueueKey]

    def wanted(self, code: str) -> frozenset[Place]:
        """Answer where the record of a code should stand."""
        record = self.records.get(code)
        if record is None:
            return frozenset()
        return frozenset((name, self.rank(record.kept)) for name in self.queues_of(record.kept))

    def stands(self, place: Place) -> bool:
        """Tell whether something stands in a place."""
        queue = self.queues.get(place[0])
        return queue is not None and place[1] in queue

    def missing(self) -> Iterator[Mend]:
        """Find records that do not stand where they should."""
        for code in sparingly(self.connection, self.records.keys()):
            if not all(map(self.stands, self.wanted(code))):
                yield partial(self._put_in, code)

    def strays(self) -> Iterator[Mend]:
        """Find places in queues where nothing should stand."""
        for name, queue in self.queues.items():
            for key in sparingly(self.connection, queue.places()):
                if (name, key) not in self.wanted(key[1]):
                    yield partial(self._take_out, (name, key))

    def miscounted(self) -> Iterator[Mend]:
        """Find queues whose counter is wrong."""
        for name, queue in sparingly(self.connection, self.queues.items()):
            if queue.miscounted():
                yield partial(self._recount, name)

    def _put_in(self, code: str) -> None:
        for name, key in self.wanted(code):
            if not self.stands((name, key)):
                self.queues.add(name, key)

    def _take_out(self, place: Place) -> None:
        queue = self.queues.get(place[0])
        if queue is not None and self.stands(place) and place not in self.wanted(place[1][1]):
            queue.remove(place[1])

    def _recount(self, name: QueueName) -> None:
        queue = self.queues.get(name)
        if queue is not None:
            queue.recount()


def unlisted(site: Site) -> Iterator[Mend]:
    """Find complaints that do not stand in their citizen's list exactly once."""
    for record in sparingly(site._p_jar, site.complaints.values()):
        complaint = record.kept
        owner = site.citizens.get(complaint.citizen)
        place = newest_first(complaint.submitted_at, complaint.code)
        if owner is not None and owner.complaints.count(place) != 1:
            yield partial(_list_once, owner, place)


def mislisted(site: Site) -> Iterator[Mend]:
    """Find citizens in whose list something stands that is no complaint of theirs."""
    for key, owner in sparingly(site._p_jar, site.citizens.items()):
        if _own(site, key, owner) != owner.complaints:
            yield partial(_keep_own, site, key, owner)


def unscanned(site: Site) -> Iterator[Mend]:
    """Find files that wait and are not noted for it, or are noted and do not wait."""
    for file, stored in sparingly(site._p_jar, site.files.items()):
        if NOTED.get(stored.state) is not site.awaiting.get(file):
            yield partial(_note, site, file)
    for file in site.awaiting.keys():  # noqa: SIM118 - a directory is no mapping
        if site.files.get(file) is None:
            yield partial(_note, site, file)


def uncalled(site: Site) -> Iterator[Mend]:
    """Find staff who are not found by every mark of theirs, and marks by which somebody else is found."""
    called = {(mark, name) for mark, names in site.roll.items() for name in names}
    wanted = {(mark, one.kept.username) for one in site.staff.values() for mark in marks_of(one.kept)}
    for mark, name in sorted(called ^ wanted):
        yield partial(_call, site, mark, name)


def complaints_of(site: Site) -> Shelf:
    """Answer the complaints and their queues."""
    return Shelf(site._p_jar, site.complaints, site.queues, complaint_queues.queues_of, complaint_queues.rank)


def reports_of(site: Site) -> Shelf:
    """Answer the reports and their queues."""
    return Shelf(site._p_jar, site.reports, site.report_queues, report_queues.queues_of, report_queues.rank)


CHECKS: Final = (
    Check("complaints missing in a citizen's list", unlisted),
    Check("lists of citizens with something that is not theirs", mislisted),
    Check("complaints missing in a queue", lambda site: complaints_of(site).missing()),
    Check("places in queues where no complaint belongs", lambda site: complaints_of(site).strays()),
    Check("reports missing in a queue", lambda site: reports_of(site).missing()),
    Check("places in queues where no report belongs", lambda site: reports_of(site).strays()),
    Check("counters of queues of complaints", lambda site: complaints_of(site).miscounted()),
    Check("counters of queues of reports", lambda site: reports_of(site).miscounted()),
    Check("notes for the scanner", unscanned),
    Check("marks by which staff are found", uncalled),
)
"""In the order in which they are put right: counters after what they count."""


def _list_once(owner: CitizenRecord, place: QueueKey) -> None:
    owner.complaints = (*(one for one in owner.complaints if one != place), place)


def _own(site: Site, key: str, owner: CitizenRecord) -> tuple[QueueKey, ...]:
    """Those places in a citizen's list at which a complaint of his stands."""

    def is_own(place: QueueKey) -> bool:
        record = site.complaints.get(place[1])
        return (
            record is not None
            and record.kept.citizen == key
            and newest_first(record.kept.submitted_at, record.kept.code) == place
        )

    return tuple(place for place in owner.complaints if is_own(place))


def _keep_own(site: Site, key: str, owner: CitizenRecord) -> None:
    owner.complaints = _own(site, key, owner)


def _note(site: Site, file: str) -> None:
    stored = site.files.get(file)
    if stored is not None and stored.state in NOTED:
        site.awaiting.put(file, NOTED[stored.state])
    else:
        site.awaiting.remove(file)


def _call(site: Site, mark: str, name: str) -> None:
    record = site.staff.get(name)
    if record is not None and mark in marks_of(record.kept):
        enrol(site.roll, name, [mark])
    else:
        strike(site.roll, name, [mark])
