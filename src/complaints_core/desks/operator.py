"""The operator's desk: filing and following for somebody who calls or comes, in his name and while he is
there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from complaints_core.desks.calls import Calls
from complaints_core.desks.casework.talking import Talk
from complaints_core.desks.citizen import CitizenDesk
from complaints_core.desks.visitors import Visitors
from complaints_core.domain.access import OBJECT, OperatorActor
from complaints_core.domain.audit import OPENED, TOLD
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint, ComplaintDraft
from complaints_core.domain.files import Upload
from complaints_core.domain.pending import Call
from complaints_core.domain.process import Step
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class OperatorDesk:
    """An operator who is signed in, both factors. He sees no lists; what he may see and do he may within a
    conversation that is going on (`calls`), and every step is noted in the audit."""

    calls: Calls
    visitors: Visitors
    citizen_desk: CitizenDesk

    def citizen(self, operator: Staff, call: Call) -> Citizen:
        """Answer with whom the operator speaks; raises NotFound while he has no account."""
        going_on = self.calls.going_on(operator, call.key)
        citizen = self.calls.citizens.get(going_on.citizen)
        if citizen is None:
            raise NotFound
        return citizen

    def file(
        self, operator: Staff, call: Call, draft: ComplaintDraft, uploads: Sequence[Upload], key: str
    ) -> Complaint:
        """File a complaint for the citizen; from then on it is the one that is open. The same submission key
        again answers the same complaint. Details that are missing turn nobody away.

        Raises NotFound, SubmissionKeyMissing, StepNotAllowed, FileRefused, TooManyTries.
        """
        citizen, desk = self.citizen(operator, call), self.citizen_desk
        filed = desk.submissions.made(citizen.key, key)
        if filed:
            self.calls.kept(call, complaint=filed)
            return desk.complaint(citizen, filed)
        complaint = desk.filing.file(_actor(operator, call), citizen, draft, uploads, key)
        opened = self.calls.kept(call, complaint=complaint.code)
        self.calls.note(opened, desk.profile.process.filing.code, unit=complaint.unit)
        return complaint

    def complaint(self, operator: Staff, call: Call) -> Complaint:
        """Answer the complaint that is open in a conversation; raises NotFound."""
        complaint = self._open_one(operator, call)
        self.calls.note(call, OPENED, unit=complaint.unit)
        return complaint

    def steps(self, operator: Staff, call: Call, complaint: Complaint) -> tuple[Step, ...]:
        """Answer what the operator can do with the open complaint now."""
        return self._talk(operator, call).steps(complaint)

    def told(self, operator: Staff, call: Call) -> None:
        """End a conversation in which the tracking code was read to the caller; raises NotFound."""
        self._open_one(operator, call)
        self.calls.end(call, TOLD)

    # Steps in the citizen's name; each raises NotFound, SubmissionKeyMissing, and StepNotAllowed where the
    # step is not open now. The same submission key again does nothing.

    def reply(self, operator: Staff, call: Call, text: str, uploads: Sequence[Upload], key: str) -> Complaint:
        """Add what the caller says or brings to the conversation; raises FileRefused, TooManyTries."""
        complaint, talk = self._open_one(operator, call), self._talk(operator, call)
        return self._noted(call, "reply", complaint, talk.reply(complaint, text, uploads, key))

    def object(self, operator: Staff, call: Call, reason: str, key: str) -> Complaint:
        """Object to the answer."""
        talk = self._talk(operator, call)
        return self._once(operator, call, OBJECT, key, lambda complaint: talk.object(complaint, reason))

    def withdraw(self, operator: Staff, call: Call, reason: str, key: str) -> Complaint:
        """Take the complaint back."""
        talk = self._talk(operator, call)
        return self._once(operator, call, "withdraw", key, lambda complaint: talk.withdraw(complaint, reason))

    def note(self, operator: Staff, call: Call, text: str, key: str) -> Complaint:
        """Write something down that only staff see."""
        talk = self._talk(operator, call)
        return self._once(operator, call, "note", key, lambda complaint: talk.note(complaint, text))

    def _talk(self, operator: Staff, call: Call) -> Talk:
        return self.citizen_desk.talk(_actor(operator, call), self.citizen(operator, call))

    def _once(
        self, operator: Staff, call: Call, step: str, key: str, act: Callable[[Complaint], Complaint]
    ) -> Complaint:
        complaint, submissions = self._open_one(operator, call), self.citizen_desk.submissions
        if submissions.made(call.citizen, key):
            return complaint
        moved = act(complaint)
        submissions.close(key, made=complaint.code)
        return self._noted(call, step, complaint, moved)

    def _noted(self, call: Call, step: str, before: Complaint, after: Complaint) -> Complaint:
        """Note a step that was taken, and let the conversation last."""
        if after != before:
            self.calls.note(self.calls.kept(call), step, unit=after.unit, status=after.status)
        return after

    def _open_one(self, operator: Staff, call: Call) -> Complaint:
        going_on = self.calls.going_on(operator, call.key)
        if not going_on.complaint:
            raise NotFound
        complaint = self.calls.complaints.get(going_on.complaint)
        if complaint is None or not _actor(operator, going_on).may_see(complaint):
            raise NotFound
        return complaint


def _actor(operator: Staff, call: Call) -> OperatorActor:
    return OperatorActor(operator, call.citizen, call.complaint, call.via)
