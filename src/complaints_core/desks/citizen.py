"""The citizen's desk: filing a complaint, finding it again, talking about it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from complaints_core.desks.casework.routing import Routing
from complaints_core.desks.casework.talking import Talk
from complaints_core.desks.intake.files import FileRoom
from complaints_core.desks.intake.filing import Filing
from complaints_core.desks.intake.submissions import Submissions
from complaints_core.desks.notices import Notices
from complaints_core.domain.access import CitizenActor, Speaker
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint, ComplaintDraft, Receipt
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.listing import PART_SIZE, Page, page_of
from complaints_core.domain.one_time import Draw
from complaints_core.domain.pending import ParkedDraft
from complaints_core.domain.process import Step
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import DetailsIncomplete, NotFound, SubmissionKeyMissing
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

    def submission_key(self, citizen: Citizen, typed: str = "") -> str:
        """Answer a single-use key for a form of this citizen: the one that came with it, if it is still good,
        else a fresh one."""
        return self.submissions.key(citizen.key, typed)

    def submit(self, citizen: Citizen, draft: ComplaintDraft, uploads: Sequence[Upload], key: str) -> Receipt:
        """File a complaint with its files, those parked under the key included; the same form again answers
        the same receipt.

        Raises SubmissionKeyMissing (also for other words under a key that was used), DetailsIncomplete,
        FileRefused, TooManyTries.
        """
        filed = self.submissions.made(citizen.key, key)
        if filed:
            if self.complaint(citizen, filed).description != draft.description:
                raise SubmissionKeyMissing
            return self.receipt(citizen, filed)
        missing = self.missing_details(citizen)
        if missing:
            raise DetailsIncomplete(missing)
        complaint = self.filing.file(CitizenActor(citizen.key), citizen, draft, uploads, key)
        return Receipt(complaint.code, complaint.submitted_at, complaint.due)

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
        return self._talk(citizen).steps(complaint)

    # Talking about it

    def reply(self, citizen: Citizen, code: str, text: str, uploads: Sequence[Upload], key: str) -> Complaint:
        """Add a message with its files to the conversation, or answer the question of the office; see
        `Talk.reply`. Raises NotFound, SubmissionKeyMissing, StepNotAllowed, FileRefused, TooManyTries."""
        return self._talk(citizen).reply(self.complaint(citizen, code), text, uploads, key)

    def withdraw(self, citizen: Citizen, code: str, reason: str) -> Complaint:
        """Take a complaint back; raises NotFound, StepNotAllowed."""
        return self._talk(citizen).withdraw(self.complaint(citizen, code), reason)

    def object(self, citizen: Citizen, code: str, reason: str) -> Complaint:
        """Object to the answer: somebody who did not decide looks at it again. Raises NotFound,
        StepNotAllowed."""
        return self._talk(citizen).object(self.complaint(citizen, code), reason)

    def rate(self, citizen: Citizen, code: str, score: int, comment: str) -> Complaint:
        """Rate the handling from 1 to 5; raises NotFound, StepNotAllowed."""
        return self._talk(citizen).rate(self.complaint(citizen, code), score, comment)

    # What an operator does in a citizen's name goes the same way

    @property
    def filing(self) -> Filing:
        """What files complaints."""
        return Filing(
            complaints=self.complaints,
            routing=self._routing,
            submissions=self.submissions,
            limits=self.limits,
            clock=self.clock,
            profile=self.profile,
            notices=self.notices,
            draw=self.draw,
        )

    def talk(self, speaker: Speaker, citizen: Citizen) -> Talk:
        """Answer the steps of a citizen, taken by whoever speaks for him."""
        return Talk(
            speaker=speaker,
            citizen=citizen,
            complaints=self.complaints,
            routing=self._routing,
            submissions=self.submissions,
            limits=self.limits,
            clock=self.clock,
            profile=self.profile,
            notices=self.notices,
        )

    def _talk(self, citizen: Citizen) -> Talk:
        return self.talk(CitizenActor(citizen.key), citizen)

    @property
    def _routing(self) -> Routing:
        return Routing(self.staff, self.profile)
