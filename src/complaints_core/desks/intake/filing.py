"""Filing: a draft becomes a complaint that a unit answers for, whoever wrote it down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from complaints_core.desks.casework.routing import Routing
from complaints_core.desks.intake.submissions import Submissions
from complaints_core.desks.notices import Notices
from complaints_core.domain.access import Speaker
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint, ComplaintDraft
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.one_time import Draw
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.interfaces.ports import IClock, IComplaintStore, ILimits
from complaints_core.profiles import Profile


@dataclass(frozen=True, kw_only=True)
class Filing:
    """Files complaints of citizens, for themselves or through an operator."""

    complaints: IComplaintStore
    routing: Routing
    submissions: Submissions
    limits: ILimits
    clock: IClock
    profile: Profile
    notices: Notices
    draw: Draw

    def file(
        self, speaker: Speaker, citizen: Citizen, draft: ComplaintDraft, uploads: Sequence[Upload], key: str
    ) -> Complaint:
        """File a complaint of a citizen with its files, those parked under the submission key included; the
        key is used up. Raises StepNotAllowed, FileRefused, TooManyTries."""
        if not self.profile.step_rule.may_file(speaker):
            raise StepNotAllowed
        self.limits.spend("file", citizen.key)
        files = self.submissions.collect(citizen.key, uploads, key)
        complaint = self._registered(speaker, citizen, draft, files)
        # The key first: where two sendings meet in a store without transactions, the second ends here.
        self.submissions.close(key, made=complaint.code)
        self.complaints.add(complaint)
        filing = self.profile.process.filing
        if filing.sms:
            self.notices.tell(citizen, filing.sms, tracking_code=complaint.code)
        return complaint

    def _registered(
        self, speaker: Speaker, citizen: Citizen, draft: ComplaintDraft, files: tuple[Attachment, ...]
    ) -> Complaint:
        filed = self.profile.course.filed(
            self._with_center(draft, citizen.province),
            self.clock.now(),
            actor=speaker.name,
            via=speaker.via,
            code=self._new_code(),
            citizen=citizen.key,
            province=citizen.province,
            unit=self.profile.unit_for(draft.kind, citizen.province),
            urgent=self.profile.is_urgent(draft.subject),
            attachments=files,
        )
        return replace(filed, unit=self.routing.impartial(filed, filed.unit))

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
