"""One step with many complaints: first looked over without changing anything, then taken with each that still
stands as it was looked over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from complaints_core.desks.casework.handling import Handling
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import NotFound, Refusal
from complaints_core.interfaces.handling import MovedOn


@dataclass(frozen=True)
class Outlook:
    """One of many complaints: whether the step can be (or was) taken with it, and why not.

    `complaint` is None where there is none for this person, `seen` the length of its history, by which it is
    known whether somebody has moved it on since.
    """

    code: str
    complaint: Complaint | None
    seen: int = 0
    refusal: Refusal | None = None


class BulkStep(Protocol):
    """A step that can be taken with many complaints."""

    def check(self, desk: Handling, staff: Staff, code: str) -> None:
        """Raise what taking it would raise, and change nothing."""

    def take(self, desk: Handling, staff: Staff, code: str) -> Complaint:
        """Take it; raises Refusal."""


@dataclass(frozen=True)
class BulkAssignment:
    """Letting one colleague answer for all of them."""

    username: str
    reason: str = ""

    def check(self, desk: Handling, staff: Staff, code: str) -> None:
        """Raise what assigning would raise."""
        desk.check_assign(staff, code, self.username)

    def take(self, desk: Handling, staff: Staff, code: str) -> Complaint:
        """Assign it."""
        return desk.assign(staff, code, self.username, self.reason)


@dataclass(frozen=True)
class BulkReferral:
    """Passing all of them on to one unit."""

    unit: str
    reason: str

    def check(self, desk: Handling, staff: Staff, code: str) -> None:
        """Raise what referring would raise."""
        desk.check_refer(staff, code, self.unit)

    def take(self, desk: Handling, staff: Staff, code: str) -> Complaint:
        """Refer it."""
        return desk.refer(staff, code, self.unit, self.reason)


class Bulk(Handling):
    """Takes one step with many complaints, each by its own rule of access."""

    def ticked(self, staff: Staff, codes: Iterable[str]) -> tuple[Complaint, ...]:
        """Answer those of the complaints that somebody may see, each once, without opening any."""
        found = (self._found(staff, code) for code in dict.fromkeys(codes))
        return tuple(one for one in found if one is not None)

    def looked_over(self, staff: Staff, codes: Iterable[str], step: BulkStep) -> tuple[Outlook, ...]:
        """Answer with which complaints somebody can take a step; changes nothing."""
        return tuple(self._outlook(staff, code, step) for code in dict.fromkeys(codes))

    def taken_with_all(self, staff: Staff, seen: Mapping[str, int], step: BulkStep) -> tuple[Outlook, ...]:
        """Take a step with every complaint with which it can be taken, and which stands as it was looked
        over: `seen` maps tracking codes to lengths of histories. Answers what came of each."""
        return tuple(self._taken(staff, code, length, step) for code, length in seen.items())

    def _outlook(self, staff: Staff, code: str, step: BulkStep) -> Outlook:
        complaint = self._found(staff, code)
        length = len(complaint.history) if complaint else 0
        try:
            step.check(self, staff, code)
        except Refusal as refusal:
            return Outlook(code, complaint, length, refusal)
        return Outlook(code, complaint, length)

    def _taken(self, staff: Staff, code: str, length: int, step: BulkStep) -> Outlook:
        outlook = self._outlook(staff, code, step)
        if outlook.complaint is None:
            return outlook
        if outlook.seen != length:
            return Outlook(code, outlook.complaint, outlook.seen, MovedOn())
        if outlook.refusal is None:
            step.take(self, staff, code)
        return outlook

    def _found(self, staff: Staff, code: str) -> Complaint | None:
        try:
            return self._seen(staff, code)
        except NotFound:
            return None
