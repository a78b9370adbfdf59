"""The desk of staff: the lists of complaints, and every step of their handling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from complaints_core import persian
from complaints_core.desks.files import FileRoom
from complaints_core.desks.finding import Finder
from complaints_core.desks.notices import Notices
from complaints_core.desks.routing import Routing
from complaints_core.domain import queues
from complaints_core.domain.access import StaffActor, is_about
from complaints_core.domain.audit import COMPLAINANT_OPENED, FILE_OPENED, OPENED, AuditNote
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Answer, Complaint, Message
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.process import Step
from complaints_core.domain.search import SearchResults
from complaints_core.domain.staff import CASE_ROLES, Staff
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import NotFound, StepNotAllowed, UnknownColleague, UnknownUnit
from complaints_core.interfaces.ports import IAuditStore, ICitizenStore, IClock, IComplaintStore, IStaffStore
from complaints_core.profiles import Profile
from complaints_core.stores import QueueKey, QueueName

PAGE = 25

BOXES: Mapping[str, Callable[[str], QueueName]] = {
    "unassigned": queues.unassigned,
    "waiting": queues.waiting,
    "overdue": queues.overdue,
    "escalated": queues.escalated,
}
"""The lists of a unit by name; `mine` is the list of a person."""


@dataclass(frozen=True)
class InboxPage:
    """One page of a list; `total` is its length, `after` where the next page begins, None on the last."""

    items: tuple[Complaint, ...]
    total: int
    after: QueueKey | None


@dataclass(frozen=True, kw_only=True)
class StaffDesk:
    """A member of staff who is signed in, both factors. Every step, and every opening of a complaint, of its
    files and of who filed it, is noted in the audit."""

    complaints: IComplaintStore
    finder: Finder
    audit: IAuditStore
    citizens: ICitizenStore
    staff: IStaffStore
    room: FileRoom
    clock: IClock
    profile: Profile
    notices: Notices

    # Finding

    def units(self, staff: Staff) -> tuple[str, ...]:
        """Answer the codes of the units whose complaints somebody handles or audits, each once."""
        if not staff.active:
            return ()
        return tuple(dict.fromkeys(post.unit for post in staff.posts if post.role in CASE_ROLES))

    def counts(self, staff: Staff, unit: str = "") -> Mapping[str, int]:
        """Answer the lengths of somebody's lists, by their names; `unit` and NotFound as for `inbox`."""
        hidden = self._hidden(staff)
        return {box: self._total(self._names(staff, box, unit), hidden) for box in ("mine", *BOXES)}

    def inbox(self, staff: Staff, box: str, after: QueueKey | None = None, unit: str = "") -> InboxPage:
        """Answer a page of one of somebody's lists, what is urgent first, then what is newest: of all his
        units, or of one `unit` that is his or lies below.

        What is about himself is neither shown nor counted. Raises NotFound for a list there is not, and for a
        unit whose complaints he does not see.
        """
        names, hidden = self._names(staff, box, unit), self._hidden(staff)
        room = PAGE + 1 + len(hidden)
        found = {one.code: one for name in names for one in self.complaints.queue(name, room, after)}
        seen = sorted(filter(self._actor(staff).may_see, found.values()), key=queues.rank)
        items = tuple(seen[:PAGE])
        rest = queues.rank(items[-1]) if len(seen) > PAGE else None
        return InboxPage(items, self._total(names, hidden), rest)

    def complaint(self, staff: Staff, code: str) -> Complaint:
        """Answer a complaint that somebody may see; raises NotFound."""
        complaint = self._seen(staff, code)
        self._note(staff, OPENED, complaint)
        return complaint

    def complainant(self, staff: Staff, code: str) -> Citizen:
        """Answer who filed a complaint that somebody may see; raises NotFound."""
        complaint = self._seen(staff, code)
        citizen = self.citizens.get(complaint.citizen)
        if citizen is None:
            raise NotFound
        self._note(staff, COMPLAINANT_OPENED, complaint)
        return citizen

    def attachment(self, staff: Staff, code: str, number: int) -> tuple[Attachment, BinaryIO]:
        """Answer a file and its bytes, by number counted from 1; the caller closes it. Raises NotFound,
        FileNotReady."""
        complaint = self._seen(staff, code)
        files = complaint.all_attachments()
        if not 1 <= number <= len(files):
            raise NotFound
        opened = self.room.open(files[number - 1])
        self._note(staff, FILE_OPENED, complaint, number=str(number))
        return files[number - 1], opened

    def steps(self, staff: Staff, complaint: Complaint) -> tuple[Step, ...]:
        """Answer what somebody can do with a complaint now."""
        today = persian.tehran_day(self.clock.now())
        return self.profile.step_rule.steps_for(self._actor(staff), complaint, today)

    def colleagues(self, complaint: Complaint) -> tuple[Staff, ...]:
        """Answer who can answer for a complaint: whoever may take it."""
        return tuple(one for one in self.staff.all() if self._can_own(one, complaint))

    def search(self, staff: Staff, typed: str, offset: int = 0) -> SearchResults:
        """Answer a page of what somebody may see and looks for, the newest first: by words, "phrases",
        tracking code, national code, center or accused, in any spelling. Raises nothing."""
        return self.finder.find(staff, typed, PAGE, offset)

    # Handling; each raises NotFound, and StepNotAllowed where the step is not open to this person now

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

    def _seen(self, staff: Staff, code: str) -> Complaint:
        complaint = self.complaints.get(TrackingCode.parse(code))
        if complaint is None or not self._actor(staff).may_see(complaint):
            raise NotFound
        return complaint

    def _note(self, staff: Staff, action: str, complaint: Complaint, **facts: str) -> None:
        told = (("unit", complaint.unit), *facts.items())
        at, code = self.clock.now(), complaint.code
        self.audit.note(AuditNote(at=at, actor=staff.username, action=action, subject=code, facts=told))

    def _require(self, staff: Staff, complaint: Complaint, step: str) -> Step:
        for one in self.steps(staff, complaint):
            if one.code == step:
                return one
        raise StepNotAllowed

    def _can_own(self, staff: Staff, complaint: Complaint) -> bool:
        return self.profile.step_rule.may_own(self._actor(staff), complaint)

    def _names(self, staff: Staff, box: str, unit: str) -> tuple[QueueName, ...]:
        if box == "mine":
            return (queues.mine(staff.username),) if staff.active else ()
        if box not in BOXES or (unit and not self._actor(staff).roles_at(unit) & CASE_ROLES):
            raise NotFound
        return tuple(BOXES[box](one) for one in ((unit,) if unit else self.units(staff)))

    def _total(self, names: Sequence[QueueName], hidden: Sequence[Complaint]) -> int:
        unseen = sum(len(queues.queues_of(one).intersection(names)) for one in hidden)
        return sum(map(self.complaints.count, names)) - unseen

    def _hidden(self, staff: Staff) -> tuple[Complaint, ...]:
        """Answer the open complaints about somebody, wherever they stand and whenever he was hired."""
        count, queue = self.complaints.count, self.complaints.queue
        named = {one.code: one for name in queues.about(staff) for one in queue(name, count(name))}
        return tuple(one for one in named.values() if is_about(one, staff))

    def _actor(self, staff: Staff) -> StaffActor:
        return StaffActor(staff, self.profile.directory)
