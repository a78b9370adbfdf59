"""The office with those who handle cases: invented staff, and complaints brought as far as a test needs."""

from dataclasses import replace
from typing import Any

from complaints_core.desks.casework.finding import Finder
from complaints_core.desks.staff import StaffDesk
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Answer, Complaint
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.staff import Staff
from complaints_core.domain.wording import Wording
from complaints_core.interfaces.ports import IComplaintStore
from complaints_core.memory import MemoryIndex
from complaints_core.testing import builders
from tests.core.desks.office import Office

UNIT, COUNTY, PARENT, OTHER = "23", "2301", "headquarters", "07"
"""An office, one below it, the one above it, and one beside it."""

WAY = {
    "registered": (),
    "reviewing": ("take",),
    "need_info": ("take", "ask"),
    "answered": ("take", "answer"),
    "closed": ("take", "answer", "close"),
    "objected": ("take", "answer", "object"),
    "rejected": ("reject",),
    "referred": ("refer",),
}
"""The steps that bring a new complaint to a status."""


class CaseOffice(Office):
    """An office in which cases are handled."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.index = MemoryIndex()
        self.wording = Wording(OpaqueKeys(b"an invented office", "search"), self.profile.directory)
        self.desk = StaffDesk(
            complaints=self.stores.complaints,
            finder=Finder(self.index, self.wording, self.stores.complaints),
            audit=self.stores.audit,
            citizens=self.stores.citizens,
            staff=self.stores.staff,
            room=self.room,
            clock=self.clock,
            profile=self.profile,
            notices=self.notices,
        )

    @property
    def complaints(self) -> IComplaintStore:
        """Where complaints are kept."""
        return self.stores.complaints

    def hired(self, username: str, role: str = "expert", unit: str = UNIT, **changes: Any) -> Staff:
        """Somebody new who works here."""
        staff = builders.staff(username, role, unit, **changes)
        self.stores.staff.add(staff)
        return staff

    def filed(self, citizen: Citizen, **typed: Any) -> Complaint:
        """A complaint of a citizen, filed at his desk."""
        key = self.citizens.submission_key(citizen)
        receipt = self.citizens.submit(citizen, builders.draft(**typed), (), key)
        return self.read(receipt.code)

    def brought(self, status: str, number: int = 0, by: str = "somebody", **facts: Any) -> Complaint:
        """A kept complaint of the invented citizen that was brought to a status, with other facts changed."""
        now, course = self.clock.now(), self.profile.course
        complaint = builders.filed(self.profile, now, number)
        for step in WAY[status]:
            actor = "citizen" if step == "object" else by
            complaint = course.moved(complaint, step, actor, now)
            if step == "answer":
                complaint = complaint.with_answer(Answer(now, by, "upheld", "It was so."))
        complaint = replace(complaint, **facts)
        if self.stores.citizens.get(complaint.citizen) is None:
            self.stores.citizens.add(builders.citizen())
        self.complaints.add(complaint)
        return complaint

    def indexed(self) -> None:
        """Put all complaints into the index as they are now."""
        for code in self.complaints.codes(10**6):
            one = self.read(code)
            self.index.index([self.wording.document_of(one, self.stores.citizens.get(one.citizen))])
        self.index.reached(None)

    def read(self, code: str) -> Complaint:
        """A complaint as it is kept now."""
        found = self.complaints.get(code)
        assert found is not None
        return found
