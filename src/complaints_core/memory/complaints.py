"""Complaints in memory."""

from collections import defaultdict
from collections.abc import Iterator
from heapq import nsmallest
from threading import RLock

from zope.interface import implementer

from complaints_core.domain.complaints import Complaint
from complaints_core.domain.queue_order import QueueKey, QueueName, newest_first
from complaints_core.domain.queues import places_of
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IChanges, ICitizenStore, IComplaintStore
from complaints_core.memory.queues import MemoryQueues


@implementer(IComplaintStore)
class MemoryComplaints:
    """Keeps complaints in a dictionary, with the lists of citizens and units beside it."""

    def __init__(self, citizens: ICitizenStore, changes: IChanges) -> None:
        self._known = citizens
        self._changes = changes
        self._complaints: dict[str, Complaint] = {}
        self._by_citizen: defaultdict[str, list[str]] = defaultdict(list)
        self._queues = MemoryQueues()
        self._lock = RLock()

    def get(self, code: str) -> Complaint | None:
        """Answer the complaint with this tracking code."""
        return self._complaints.get(code)

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in their order."""
        with self._lock:
            return nsmallest(limit, (code for code in self._complaints if code > after))

    def add(self, complaint: Complaint) -> None:
        """Keep a new complaint; raises AlreadyThere, or KeyError for an unknown citizen."""
        if self._known.get(complaint.citizen) is None:
            raise KeyError(complaint.citizen)
        with self._lock:
            if complaint.code in self._complaints:
                raise AlreadyThere(complaint.code)
            self._complaints[complaint.code] = complaint
            self._by_citizen[complaint.citizen].append(complaint.code)
            for place in places_of(complaint):
                self._queues.add(*place)
            self._changes.note(complaint.code)

    def replace(self, complaint: Complaint) -> None:
        """Keep a new version and move it between queues; raises KeyError."""
        with self._lock:
            before = self._complaints[complaint.code]
            self._complaints[complaint.code] = complaint
            left, joined = places_of(before), places_of(complaint)
            for place in left - joined:
                self._queues.remove(*place)
            for place in joined - left:
                self._queues.add(*place)
            self._changes.note(complaint.code)

    def of_citizen(self, citizen: str) -> Iterator[Complaint]:
        """Answer the complaints of a citizen, newest first."""
        with self._lock:
            found = [self._complaints[code] for code in self._by_citizen.get(citizen, ())]
        return iter(sorted(found, key=_filed))

    def count_of_citizen(self, citizen: str) -> int:
        """Answer how many complaints a citizen has."""
        return len(self._by_citizen.get(citizen, ()))

    def queue(self, name: QueueName, limit: int, after: QueueKey | None = None) -> list[Complaint]:
        """Answer at most `limit` complaints of a queue."""
        with self._lock:
            return [self._complaints[code] for code in self._queues.page(name, limit, after)]

    def count(self, name: QueueName) -> int:
        """Answer the length of a queue."""
        with self._lock:
            return self._queues.count(name)


def _filed(complaint: Complaint) -> QueueKey:
    return newest_first(complaint.submitted_at, complaint.code)
