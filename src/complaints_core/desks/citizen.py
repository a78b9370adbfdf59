"""The citizen's desk: filing a complaint, finding it again, talking about it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from complaints_core import persian
from complaints_core.desks.files import FileRoom
from complaints_core.desks.notices import Notices
from complaints_core.desks.routing import Routing
from complaints_core.desks.submissions import Submissions
from complaints_core.domain.access import CitizenActor
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import (
    CITIZEN,
    Complaint,
    ComplaintDraft,
    Message,
    Rating,
    Receipt,
)
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.listing import PART_SIZE, Page, page_of
from complaints_core.domain.one_time import Draw
from complaints_core.domain.pending import ParkedDraft
from complaints_core.domain.process import Step
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import DetailsIncomplete, NotFound, StepNotAllowed
from complaints_core.interfaces.ports import IClock, IComplaintStore, ILimits, IStaffStore
from complaints_core.profiles import Profile


@dataclass(frozen=True, kw_only=True)
class CitizenDesk:
    """A citizen who is signed in."""

    complaints: IComplaintStore
    staff: IStaffStore
    submissions: Submissions
    room: FileRoom
    limits: ILimits
    clock: IClock
    profile: Profile
    notices: Notices
    draw: Draw = secrets.randbelow

    # Filing

    def missing_details(self, citizen: Citizen) -> tuple[str, ...]:
        """Answer the names of the details that must be filled in before a complaint can be filed."""
        return self.profile.missing_details(citizen)

    def submission_key(self, citizen: Citizen) -> str:
        """Answer a fresh single-use key for a form of this citizen."""
        return self.submissions.issue(citizen.key)

    def submit(self, citizen: Citizen, draft: ComplaintDraft, uploads: Sequence[Upload], key: str) -> Receipt:
        """File a complaint with its files, those parked under the key included; the same key again answers
        the same receipt.

        Raises SubmissionKeyMissing, DetailsIncomplete, FileRefused, TooManyTries.
        """
        filed = self.submissions.made(citizen.key, key)
        if filed:
            return self.receipt(citizen, filed)
        missing = self.missing_details(citizen)
        if missing:
            raise DetailsIncomplete(missing)
        return self._file(citizen, draft, uploads, key)

    def receipt(self, citizen: Citizen, code: str) -> Receipt:
        """Answer the receipt of an own complaint; raises NotFound."""
        complaint = self.complaint(citizen, code)
        return Receipt(complaint.code, complaint.submitted_at, complaint.due)

    # What was typed is not lost

    def park(self, typed: dict[str, str], uploads: Sequence[Upload], key: str) -> tuple[Attachment, ...]:
        """Keep words and files under a submission key for its owner, signed in or not; answers all files that
        are parked there. Raises SubmissionKeyMissing for a key we did not make, FileRefused, TooManyTries."""
        self.limits.spend("park", self.submissions.owner(key))
        return self.submissions.park(typed, uploads, key)

    def parked(self, citizen: Citizen, key: str) -> ParkedDraft | None:
        """Answer what waits under a key, to its owner only."""
        return self.submissions.parked(citizen.key, key)

    def unpark_file(self, citizen: Citizen, key: str, number: int) -> None:
        """Take one parked file away again, by its number counted from 1; a number that is not there is
        ignored."""
        self.submissions.unpark_file(citizen.key, key, number)

    # Finding again

    def page(self, citizen: Citizen, words: str = "", order: str = "-submitted_at", number: int = 1) -> Page:
        """Answer a page of the citizen's own complaints; see `listing.page_of`."""
        return page_of(self.complaints.of_citizen(citizen.key), words=words, order=order, number=number)

    def part(self, citizen: Citizen, words: str = "", order: str = "-submitted_at", number: int = 1) -> Page:
        """Answer one part of the citizen's own complaints for a sheet; raises NotFound beyond the last one,
        TooManyTries."""
        self.limits.spend("export", citizen.key)
        found = self.complaints.of_citizen(citizen.key)
        part = page_of(found, words=words, order=order, number=number, size=PART_SIZE)
        if part.number != number:
            raise NotFound
        return part

    def count(self, citizen: Citizen) -> int:
        """Answer how many complaints the citizen has filed."""
        return self.complaints.count_of_citizen(citizen.key)

    def asked(self, citizen: Citizen) -> tuple[Complaint, ...]:
        """Answer the own complaints in which the office waits for the citizen, newest first."""
        statuses = self.profile.process.statuses
        paused = frozenset(status.code for status in statuses if status.is_paused)
        return tuple(one for one in self.complaints.of_citizen(citizen.key) if one.status in paused)

    def complaint(self, citizen: Citizen, code: str) -> Complaint:
        """Answer an own complaint by its tracking code; raises NotFound, also for somebody else's."""
        complaint = self.complaints.get(TrackingCode.parse(code))
        if complaint is None or not CitizenActor(citizen.key).may_see(complaint):
            raise NotFound
        return complaint

    def attachment(self, citizen: Citizen, code: str, number: int) -> tuple[Attachment, BinaryIO]:
        """Answer a file of an own complaint and its bytes, by number counted from 1; the caller closes the
        stream. Raises NotFound, FileNotReady."""
        files = self.complaint(citizen, code).all_attachments()
        if not 1 <= number <= len(files):
            raise NotFound
        return files[number - 1], self.room.open(files[number - 1])

    def steps(self, citizen: Citizen, complaint: Complaint) -> tuple[Step, ...]:
        """Answer what the citizen can do with an own complaint now."""
        today = persian.tehran_day(self.clock.now())
        return self.profile.step_rule.steps_for(CitizenActor(citizen.key), complaint, today)

    # Talking about it

    def reply(self, citizen: Citizen, code: str, text: str, uploads: Sequence[Upload], key: str) -> Complaint:
        """Add a message, with files and those parked under the key, to the conversation, or answer the
        question of the office; the same key again adds nothing.

        Raises NotFound, SubmissionKeyMissing, StepNotAllowed, FileRefused, TooManyTries.
        """
        complaint = self.complaint(citizen, code)
        if self.submissions.made(citizen.key, key):
            return complaint
        step = self._step(citizen, complaint, "reply")
        self.limits.spend("reply", citizen.key)
        files = self.submissions.collect(citizen.key, uploads, key)
        self.submissions.close(key, made=complaint.code)
        message = Message(self.clock.now(), CITIZEN, text, files)
        return self._take(citizen, complaint.with_message(message), step)

    def withdraw(self, citizen: Citizen, code: str, reason: str) -> Complaint:
        """Take a complaint back; raises NotFound, StepNotAllowed."""
        complaint = self.complaint(citizen, code)
        return self._take(citizen, complaint, self._step(citizen, complaint, "withdraw"), reason)

    def object(self, citizen: Citizen, code: str, reason: str) -> Complaint:
        """Object to the answer: somebody who did not decide looks at it again, above if there is nobody
        else. Raises NotFound, StepNotAllowed."""
        complaint = self.complaint(citizen, code)
        step = self._step(citizen, complaint, "object")
        objected = self.profile.course.moved(complaint, step.code, CITIZEN, self.clock.now(), assignee="")
        unit = self._routing.after_objection(objected)
        return self._take(citizen, complaint, step, reason, assignee="", unit=unit)

    def rate(self, citizen: Citizen, code: str, score: int, comment: str) -> Complaint:
        """Rate the handling from 1 to 5; raises NotFound, StepNotAllowed."""
        complaint = self.complaint(citizen, code)
        step = self._step(citizen, complaint, "rate")
        rated = replace(complaint, rating=Rating(self.clock.now(), min(5, max(1, score)), comment))
        return self._take(citizen, rated, step)

    # Steps that several of the above share

    def _file(self, citizen: Citizen, draft: ComplaintDraft, uploads: Sequence[Upload], key: str) -> Receipt:
        self.limits.spend("file", citizen.key)
        files = self.submissions.collect(citizen.key, uploads, key)
        complaint = self._registered(citizen, draft, files)
        # The key first: where two sendings meet in a store without transactions, the second ends here.
        self.submissions.close(key, made=complaint.code)
        self.complaints.add(complaint)
        filing = self.profile.process.filing
        if filing.sms:
            self.notices.tell(citizen, filing.sms, tracking_code=complaint.code)
        return Receipt(complaint.code, complaint.submitted_at, complaint.due)

    def _registered(
        self, citizen: Citizen, draft: ComplaintDraft, files: tuple[Attachment, ...]
    ) -> Complaint:
        filed = self.profile.course.filed(
            self._with_center(draft, citizen.province),
            self.clock.now(),
            code=self._new_code(),
            citizen=citizen.key,
            province=citizen.province,
            unit=self.profile.unit_for(draft.kind, citizen.province),
            urgent=self.profile.is_urgent(draft.subject),
            attachments=files,
        )
        return replace(filed, unit=self._routing.impartial(filed, filed.unit))

    def _new_code(self) -> TrackingCode:
        """Draw a code that no complaint has; among a million, one draw in ten thousand is taken."""
        while self.complaints.get(code := TrackingCode.drawn(self.draw)):
            continue
        return code

    def _with_center(self, draft: ComplaintDraft, province: str) -> ComplaintDraft:
        """Answer the draft with the center of the directory that its words name, or with the words alone."""
        directory = self.profile.directory
        chosen = directory.center(draft.center)
        if chosen is None or chosen.name != draft.center_name:
            chosen = directory.center_named(draft.center_name, province)
        return replace(draft, center=chosen.code if chosen else "")

    @property
    def _routing(self) -> Routing:
        return Routing(self.staff, self.profile)

    def _step(self, citizen: Citizen, complaint: Complaint, *codes: str) -> Step:
        """Answer the first of these steps that the citizen can take; raises StepNotAllowed."""
        for step in self.steps(citizen, complaint):
            if step.code in codes:
                return step
        raise StepNotAllowed

    def _take(
        self, citizen: Citizen, complaint: Complaint, step: Step, text: str = "", **facts: Any
    ) -> Complaint:
        moved = self.profile.course.moved(complaint, step.code, CITIZEN, self.clock.now(), text, **facts)
        self.complaints.replace(moved)
        if step.sms:
            self.notices.tell(citizen, step.sms, tracking_code=complaint.code)
        return moved
