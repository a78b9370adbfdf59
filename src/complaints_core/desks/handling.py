"""The room for handling: every step of a case that staff take."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from complaints_core.desks.casebook import Casebook
from complaints_core.desks.notices import Notices
from complaints_core.desks.routing import Routing
from complaints_core.domain.complaints import Answer, Complaint, Message
from complaints_core.domain.files import Upload
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import UnknownColleague, UnknownUnit


@dataclass(frozen=True, kw_only=True)
class Handling(Casebook):
    """Takes the steps of staff. Each raises NotFound, and StepNotAllowed where the step is not open to this
    person now, and is noted in the audit."""

    notices: Notices

    def take(self, staff: Staff, code: str) -> Complaint:
        """Answer for a complaint from now on."""
        return self._step(staff, code, "take", assignee=staff.username)

    def assign(self, staff: Staff, code: str, username: str) -> Complaint:
        """Let somebody else answer for it; raises UnknownColleague."""
        complaint, colleague = self._seen(staff, code), self.staff.get(username)
        self._require(staff, complaint, "assign")
        if colleague is None or not self._can_own(colleague, complaint):
            raise UnknownColleague
        return self._step(staff, code, "assign", username, assignee=username)

    def refer(self, staff: Staff, code: str, unit: str, reason: str) -> Complaint:
        """Pass it on to another unit, where nobody answers for it yet.

        Raises UnknownUnit, also for a unit where somebody works whom it is about: who refers a complaint must
        know where it goes, so it is never sent elsewhere silently.
        """
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "refer")
        known = self.profile.directory.unit(unit) is not None and unit != complaint.unit
        if not known or Routing(self.staff, self.profile).impartial(complaint, unit) != unit:
            raise UnknownUnit
        return self._step(staff, code, "refer", reason, unit=unit, assignee="")

    def ask(self, staff: Staff, code: str, text: str, uploads: Sequence[Upload] = ()) -> Complaint:
        """Ask the citizen; the clock stands still until he answers. Raises FileRefused."""
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "ask")
        files = self.room.take(uploads, complaint.all_attachments())
        message = Message(self.clock.now(), staff.username, text, files)
        return self._step(staff, code, "ask", messages=(*complaint.messages, message))

    def note(self, staff: Staff, code: str, text: str) -> Complaint:
        """Write something down that only staff see."""
        return self._step(staff, code, "note", text)

    def extend(self, staff: Staff, code: str, reason: str) -> Complaint:
        """Take more time, once, for a reason that the citizen reads."""
        return self._step(staff, code, "extend", reason)

    def answer(
        self, staff: Staff, code: str, finding: str, text: str, uploads: Sequence[Upload] = ()
    ) -> Complaint:
        """Give the organization's formal answer; raises FileRefused."""
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "answer")
        files = self.room.take(uploads, complaint.all_attachments())
        answer = Answer(self.clock.now(), staff.username, finding, text, files)
        return self._step(staff, code, "answer", answers=complaint.with_answer(answer).answers)

    def close(self, staff: Staff, code: str) -> Complaint:
        """Close what was answered."""
        return self._step(staff, code, "close")

    def reject(self, staff: Staff, code: str, reason: str) -> Complaint:
        """Turn it down, for a reason that the citizen reads and can object to."""
        return self._step(staff, code, "reject", reason)

    # Steps that several of the above share

    def _step(self, staff: Staff, code: str, step: str, text: str = "", **facts: Any) -> Complaint:
        complaint = self._seen(staff, code)
        taken = self._require(staff, complaint, step)
        now = self.clock.now()
        moved = self.profile.course.moved(complaint, step, staff.username, now, text, **facts)
        self.complaints.replace(moved)
        self._note(staff, step, moved, status=moved.status)
        if taken.sms:
            citizen = self.citizens.get(complaint.citizen)
            if citizen:
                self.notices.tell(citizen, taken.sms, tracking_code=complaint.code)
        return moved
