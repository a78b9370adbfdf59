"""Complaints in the ZODB, listed for their citizens and units."""

from collections.abc import Iterator
from itertools import islice

from zope.interface import implementer

from complaints_core.domain.complaints import Complaint
from complaints_core.domain.queue_order import QueueKey, QueueName, newest_first
from complaints_core.domain.queues import queues_of, rank
from complaints_core.interfaces.ports import IChanges, IComplaintStore
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site


@implementer(IComplaintStore)
class ZodbComplaints:
    """Keeps complaints by tracking code. Code, citizen and time of filing of a complaint never
    change."""

    def __init__(self, site: Site, changes: IChanges) -> None:
        self._complaints = site.complaints
        self._citizens = site.citizens
        self._queues = site.queues
        self._changes = changes

    def get(self, code: str) -> Complaint | None:
        """Answer the complaint with this tracking code."""
        record = self._complaints.get(code)
        return record.kept if record is not None else None

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in the order of the directory."""
        return list(islice(self._complaints.keys(after), limit))

    def add(self, complaint: Complaint) -> None:
        """Keep a new complaint and list it; raises AlreadyThere, or KeyError for an unknown citizen."""
        owner = self._citizens.get(complaint.citizen)
        if owner is None:
            raise KeyError(complaint.citizen)
        self._complaints.add(complaint.code, Record(complaint))
        owner.file(newest_first(complaint.submitted_at, complaint.code))
        for name in queues_of(complaint):
            self._queues.add(name, rank(complaint))
        self._changes.note(complaint.code)

    def replace(self, complaint: Complaint) -> None:
        """Keep a new version and move it between queues; raises KeyError. Two at once conflict."""
        record = self._complaints.get(complaint.code)
        if record is None:
            raise KeyError(complaint.code)
        self._move(record.kept, complaint)
        record.kept = complaint
        self._changes.note(complaint.code)

    def of_citizen(self, citizen: str) -> Iterator[Complaint]:
        """Answer the complaints of a citizen, newest first; each is loaded when its turn comes."""
        owner = self._citizens.get(citizen)
        # Sorted, because complaints that were filed at the same moment are merged in any order.
        places = sorted(owner.complaints) if owner is not None else []
        return self._found(code for _, code in places)

    def count_of_citizen(self, citizen: str) -> int:
        """Answer how many complaints a citizen has, from his own record."""
        owner = self._citizens.get(citizen)
        return len(owner.complaints) if owner is not None else 0

    def queue(self, name: QueueName, limit: int, after: QueueKey | None = None) -> list[Complaint]:
        """Answer at most `limit` complaints of a queue."""
        return list(self._found(self._queues.page(name, limit, after)))

    def count(self, name: QueueName) -> int:
        """Answer the length of a queue."""
        return self._queues.count(name)

    def _move(self, before: Complaint, after: Complaint) -> None:
        left, joined, nowhere = queues_of(before), queues_of(after), frozenset[QueueName]()
        if rank(before) == rank(after):
            self._queues.move(left, joined, rank(after))
        else:  # it became urgent, and stands elsewhere in every queue
            self._queues.move(left, nowhere, rank(before))
            self._queues.move(nowhere, joined, rank(after))

    def _found(self, codes: Iterator[str] | list[str]) -> Iterator[Complaint]:
        return (record.kept for code in codes if (record := self._complaints.get(code)) is not None)
