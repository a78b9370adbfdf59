"""What is said and done about a complaint on its citizen's side, by himself or by an operator for him."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from complaints_core import persian
from complaints_core.desks.casework.routing import Routing
from complaints_core.desks.intake.submissions import Submissions
from complaints_core.desks.notices import Notices
from complaints_core.domain.access import OBJECT, Speaker
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import CITIZEN, Complaint, Message, Rating
from complaints_core.domain.files import Upload
from complaints_core.domain.process import Step
from complaints_core.interfaces.errors import StepNotAllowed, SubmissionKeyMissing
from complaints_core.interfaces.ports import IClock, IComplaintStore, ILimits
from complaints_core.profiles import Profile


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The steps of one citizen, taken by whoever speaks. Each raises StepNotAllowed where it is not open;
    what has just been taken with the same words, by a form that was sent twice, is not taken again."""

    speaker: Speaker
    citizen: Citizen
    complaints: IComplaintStore
    routing: Routing
    submissions: Submissions
    limits: ILimits
    clock: IClock
    profile: Profile
    notices: Notices

    def steps(self, complaint: Complaint) -> tuple[Step, ...]:
        """Answer what can be done with a complaint now."""
        today = persian.tehran_day(self.clock.now())
        return self.profile.step_rule.steps_for(self.speaker, complaint, today)

    def reply(self, complaint: Complaint, text: str, uploads: Sequence[Upload], key: str) -> Complaint:
        """Add a message, with files and those parked under the key, to the conversation, or answer the
        question of the office; the same form again adds nothing.

        Raises SubmissionKeyMissing (also for other words under a key that was used), FileRefused,
        TooManyTries.
        """
        if self.submissions.made(self.citizen.key, key):
            if all(said.text != text for said in complaint.messages):
                raise SubmissionKeyMissing
            return complaint
        step = self._step(complaint, "reply")
        self.limits.spend("reply", self.citizen.key)
        files = self.submissions.collect(self.citizen.key, uploads, key)
        self.submissions.close(key, made=complaint.code)
        message = Message(self.clock.now(), CITIZEN, text, files)
        return self._take(complaint.with_message(message), step)

    def withdraw(self, complaint: Complaint, reason: str) -> Complaint:
        """Take a complaint back."""
        if self._has_just(complaint, "withdraw", reason):
            return complaint
        return self._take(complaint, self._step(complaint, "withdraw"), reason)

    def object(self, complaint: Complaint, reason: str) -> Complaint:
        """Object to the answer: somebody who did not decide looks at it again, above if there is nobody
        else."""
        if self._has_just(complaint, OBJECT, reason):
            return complaint
        step = self._step(complaint, OBJECT)
        objected = self.profile.course.moved(complaint, step.code, CITIZEN, self.clock.now(), assignee="")
        unit = self.routing.after_objection(objected)
        return self._take(complaint, step, reason, assignee="", unit=unit, referred_from="", original="")

    def rate(self, complaint: Complaint, score: int, comment: str) -> Complaint:
        """Rate the handling from 1 to 5."""
        rating = Rating(self.clock.now(), min(5, max(1, score)), comment)
        before = complaint.rating
        if before and rating == replace(before, at=rating.at) and self._has_just(complaint, "rate"):
            return complaint
        return self._take(replace(complaint, rating=rating), self._step(complaint, "rate"))

    def note(self, complaint: Complaint, text: str) -> Complaint:
        """Write something down that only staff see."""
        return self._take(complaint, self._step(complaint, "note"), text)

    def _has_just(self, complaint: Complaint, step: str, text: str = "") -> bool:
        said = (step, text, self.speaker.name)
        return any((last.step, last.text, last.actor) == said for last in complaint.history[-1:])

    def _step(self, complaint: Complaint, code: str) -> Step:
        for step in self.steps(complaint):
            if step.code == code:
                return step
        raise StepNotAllowed

    def _take(self, complaint: Complaint, step: Step, text: str = "", **facts: Any) -> Complaint:
        who, now = self.speaker, self.clock.now()
        moved = self.profile.course.moved(complaint, step.code, who.name, now, text, via=who.via, **facts)
        self.complaints.replace(moved)
        if step.sms:
            self.notices.tell(self.citizen, step.sms, tracking_code=complaint.code)
        return moved
