"""The room for handling: every step of a case that staff take."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from complaints_core.desks.casework.casebook import Casebook
from complaints_core.desks.casework.routing import Routing
from complaints_core.desks.notices import Notices
from complaints_core.domain.access import DECISIONS
from complaints_core.domain.complaints import OUT_OF_SCOPE, Answer, Complaint, Message
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import NotFound, UnknownColleague, UnknownUnit
from complaints_core.interfaces.handling import BodyMissing, NoWayBack, UnknownOriginal


@dataclass(frozen=True, kw_only=True)
class Handling(Casebook):
    """Takes the steps of staff. Each raises NotFound, and StepNotAllowed where the step is not open to this
    person now, and is noted in the audit."""

    notices: Notices

    def take(self, staff: Staff, code: str) -> Complaint:
        """Answer for a complaint from now on."""
        return self._step(staff, code, "take", assignee=staff.username)

    def assign(self, staff: Staff, code: str, username: str, reason: str = "") -> Complaint:
        """Let somebody else answer for it; raises UnknownColleague."""
        self.check_assign(staff, code, username)
        return self._step(staff, code, "assign", reason, to=username, assignee=username)

    def check_assign(self, staff: Staff, code: str, username: str) -> None:
        """Raise what assigning would raise, and change nothing."""
        complaint, colleague = self._seen(staff, code), self.staff.get(username)
        self._require(staff, complaint, "assign")
        if colleague is None or not self._can_own(colleague, complaint):
            raise UnknownColleague

    def refer(self, staff: Staff, code: str, unit: str, reason: str) -> Complaint:
        """Pass it on to another unit, where nobody answers for it yet.

        Raises UnknownUnit, also for a unit where somebody works whom it is about: who refers a complaint must
        know where it goes, so it is never sent elsewhere silently.
        """
        self.check_refer(staff, code, unit)
        origin = self._seen(staff, code).unit
        return self._step(staff, code, "refer", reason, to=unit, unit=unit, assignee="", referred_from=origin)

    def check_refer(self, staff: Staff, code: str, unit: str) -> None:
        """Raise what referring would raise, and change nothing."""
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "refer")
        known = self.profile.directory.in_charge(unit)
        if known is None or known.code != unit or unit == complaint.unit:
            raise UnknownUnit
        if self._routing.impartial(complaint, unit) != unit:
            raise UnknownUnit

    def send_back(self, staff: Staff, code: str, reason: str) -> Complaint:
        """Return it to the unit that referred it; raises NoWayBack where that unit cannot have it now."""
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "return")
        origin = self.profile.directory.in_charge(complaint.referred_from)
        unit = origin.code if origin else ""
        if unit in ("", complaint.unit) or self._routing.impartial(complaint, unit) != unit:
            raise NoWayBack
        return self._step(staff, code, "return", reason, to=unit, unit=unit, assignee="", referred_from="")

    def ask(
        self,
        staff: Staff,
        code: str,
        text: str,
        uploads: Sequence[Upload] = (),
        kept: Sequence[Attachment] = (),
    ) -> Complaint:
        """Ask the citizen, with files that come now and those that are here already; the clock stands still
        until he answers. Raises FileRefused."""
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "ask")
        files = self._files(complaint, uploads, kept)
        message = Message(self.clock.now(), staff.username, text, files)
        return self._step(staff, code, "ask", messages=(*complaint.messages, message))

    def note(self, staff: Staff, code: str, text: str) -> Complaint:
        """Write something down that only staff see."""
        return self._step(staff, code, "note", text)

    def extend(self, staff: Staff, code: str, reason: str) -> Complaint:
        """Take more time, once, for a reason that the citizen reads."""
        return self._step(staff, code, "extend", reason)

    def answer(
        self,
        staff: Staff,
        code: str,
        finding: str,
        text: str,
        uploads: Sequence[Upload] = (),
        kept: Sequence[Attachment] = (),
        *,
        body: str = "",
    ) -> Complaint:
        """Give the organization's formal answer, with files that come now and those that are here already;
        what is out of scope needs the body that decides. Raises BodyMissing, FileRefused."""
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "answer")
        elsewhere = finding == OUT_OF_SCOPE
        if elsewhere and not body:
            raise BodyMissing
        files = self._files(complaint, uploads, kept)
        answer = Answer(self.clock.now(), staff.username, finding, text, files, body if elsewhere else "")
        return self._step(staff, code, "answer", answers=complaint.with_answer(answer).answers)

    def close(self, staff: Staff, code: str) -> Complaint:
        """Close what was answered."""
        return self._step(staff, code, "close")

    def reject(self, staff: Staff, code: str, reason: str) -> Complaint:
        """Turn it down, for a reason that the citizen reads and can object to."""
        return self._step(staff, code, "reject", reason)

    def decline(self, staff: Staff, code: str, body: str, reason: str) -> Complaint:
        """Leave it to the body that decides on such matters, which the citizen reads with the reason."""
        return self._step(staff, code, "decline", reason, to=body)

    def link(self, staff: Staff, code: str, original: str) -> Complaint:
        """Close it, because another complaint (its tracking code) of the same citizen says the same.

        Raises UnknownOriginal, unless that one is seen by whoever links, is handled or was decided, and
        repeats none itself.
        """
        complaint = self._seen(staff, code)
        self._require(staff, complaint, "link")
        other = self._original_of(staff, complaint, original)
        return self._step(staff, code, "link", to=other.code, original=other.code)

    def reopen(self, staff: Staff, code: str, reason: str) -> Complaint:
        """Go on with what was over; its clock begins anew, and whoever reopens it answers for it, where he
        may decide."""
        complaint = self._seen(staff, code)
        assignee = staff.username if self._can_own(staff, complaint) else ""
        return self._step(staff, code, "reopen", reason, assignee=assignee, original="")

    def urge(self, staff: Staff, code: str, reason: str) -> Complaint:
        """Make it urgent: its deadline is the shorter one, counted from where it began, and while nobody
        answers for it somebody must take it within hours."""
        return self._step(staff, code, "urge", reason, urgent=True)

    # Steps that several of the above share

    def _original_of(self, staff: Staff, complaint: Complaint, typed: str) -> Complaint:
        try:
            other = self._seen(staff, typed)
        except NotFound:
            raise UnknownOriginal from None
        decided = any(event.step in DECISIONS for event in other.history)
        sound = other.code != complaint.code and not other.original and (other.open or decided)
        if other.citizen != complaint.citizen or not sound:
            raise UnknownOriginal
        return other

    def _files(
        self, complaint: Complaint, uploads: Sequence[Upload], kept: Sequence[Attachment]
    ) -> tuple[Attachment, ...]:
        return (*kept, *self.room.take(uploads, (*complaint.all_attachments(), *kept)))

    @property
    def _routing(self) -> Routing:
        return Routing(self.staff, self.profile)

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
