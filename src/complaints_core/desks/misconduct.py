"""The misconduct desk: a report without an account, a receipt as its only key, a conversation by receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from complaints_core.desks.intake.files import FileRoom
from complaints_core.desks.intake.submissions import Submissions
from complaints_core.desks.naming import inspectors_named
from complaints_core.domain.complaints import CITIZEN, Event, Message
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.misconduct import MisconductDraft, MisconductReport, ReporterIdentity
from complaints_core.domain.process import Step
from complaints_core.domain.submission import ANYBODY
from complaints_core.domain.tracking import ReceiptCode
from complaints_core.interfaces.errors import NotFound, StepNotAllowed, SubmissionKeyMissing, WrongReceipt
from complaints_core.interfaces.ports import IClock, ILimits, IMisconductStore, IStaffStore
from complaints_core.profiles import Profile


@dataclass(frozen=True, kw_only=True)
class MisconductDesk:
    """Whoever reports misconduct, known to nobody. Attempt limits by address are the web's to keep."""

    reports: IMisconductStore
    staff: IStaffStore
    submissions: Submissions
    room: FileRoom
    limits: ILimits
    clock: IClock
    profile: Profile

    def submission_key(self, typed: str = "") -> str:
        """Answer a single-use key for a form of somebody who is not known: the one that came with it, if it
        is still good, else a fresh one."""
        return self.submissions.key(ANYBODY, "" if self._made(typed) else typed)

    def submit(
        self, draft: MisconductDraft, identity: ReporterIdentity, uploads: Sequence[Upload], key: str
    ) -> ReceiptCode:
        """Keep a report with its files, those parked under the key included, and who reported apart from
        it; the same form again answers the same receipt.

        Raises SubmissionKeyMissing (also for other words under a key that was used), FileRefused.
        """
        receipt, made = self.submissions.receipt(key), self._made(key)
        if receipt is None or (made and made.description != draft.description):
            raise SubmissionKeyMissing
        if made is None:
            self._file(draft, identity, self.submissions.collect(ANYBODY, uploads, key), receipt)
        return receipt

    def receipt(self, key: str) -> ReceiptCode | None:
        """Answer the receipt that a submission key made, until the reporter has confirmed it."""
        report = self._made(key)
        return self.submissions.receipt(key) if report and not report.receipt_confirmed else None

    def confirm_receipt(self, typed: str) -> MisconductReport:
        """Note that the reporter holds the receipt, because he typed it; raises WrongReceipt."""
        report = self.open(typed)
        if not report.receipt_confirmed:
            self.reports.replace(report.confirmed())
        return report

    def open(self, typed: str) -> MisconductReport:
        """Answer the report of a receipt; raises WrongReceipt."""
        try:
            receipt = ReceiptCode.parse(typed)
        except NotFound:
            raise WrongReceipt from None
        report = self.reports.get(self.reports.key_of(receipt))
        if report is None:
            raise WrongReceipt
        return report

    def is_signed(self, report: MisconductReport) -> bool:
        """Tell whether the reporter said who he is."""
        return self.reports.identity(report.key) is not None

    def attachment(self, typed: str, number: int) -> tuple[Attachment, BinaryIO]:
        """Answer a file of the report of a receipt and its bytes, by number counted from 1: the reporter's
        own and the inspectors'. The caller closes it. Raises WrongReceipt, NotFound, FileNotReady."""
        files = self.open(typed).all_attachments()
        if not 1 <= number <= len(files):
            raise NotFound
        return files[number - 1], self.room.open(files[number - 1])

    def steps(self, report: MisconductReport) -> tuple[Step, ...]:
        """Answer what whoever holds the receipt can do now."""
        return self.profile.misconduct_process.steps_from(report.status, CITIZEN)

    def reply(self, typed: str, text: str, uploads: Sequence[Upload], key: str) -> MisconductReport:
        """Add a message of the reporter, with files and those parked under the key; the same key again adds
        nothing. Whoever is named in it sees the report no longer.

        Raises WrongReceipt, SubmissionKeyMissing, StepNotAllowed, FileRefused, TooManyTries.
        """
        report = self.open(typed)
        if self.submissions.made(ANYBODY, key):
            if all(said.text != text for said in report.messages):
                raise SubmissionKeyMissing
            return report
        if not any(step.code == "reply" for step in self.steps(report)):
            raise StepNotAllowed
        self.limits.spend("reply", report.key)
        now = self.clock.now()
        message = Message(now, CITIZEN, text, self.submissions.collect(ANYBODY, uploads, key))
        self.submissions.close(key, made=report.key)
        status = self.profile.misconduct_process.after(report.status, "reply").code
        said = report.with_message(message)
        named = inspectors_named(said, report.units, self.staff, self.profile.directory)
        answered = said.moved(
            Event(now, "reply", CITIZEN, status),
            about=tuple(sorted({*report.about, *named})),
            assignee="" if report.assignee in named else report.assignee,
        )
        self.reports.replace(answered)
        return answered

    # What was chosen is not lost

    def park_files(self, uploads: Sequence[Upload], key: str) -> tuple[Attachment, ...]:
        """Keep files of a form that cannot be taken yet; its words are not kept. Answers all files that are
        parked there. Raises SubmissionKeyMissing, FileRefused."""
        return self.submissions.park({}, uploads, key)

    def parked_files(self, key: str) -> tuple[Attachment, ...]:
        """Answer the files that wait under a key."""
        draft = self.submissions.parked(ANYBODY, key)
        return draft.attachments if draft else ()

    def unpark_file(self, key: str, number: int) -> None:
        """Take one parked file away again; see `Submissions.unpark_file`."""
        self.submissions.unpark_file(ANYBODY, key, number)

    def _made(self, key: str) -> MisconductReport | None:
        """Answer the report that the form with this key has made."""
        receipt = self.submissions.receipt(key)
        return self.reports.get(self.reports.key_of(receipt)) if receipt else None

    def _file(
        self,
        draft: MisconductDraft,
        identity: ReporterIdentity,
        files: tuple[Attachment, ...],
        receipt: ReceiptCode,
    ) -> None:
        units = self.profile.units_for_report(draft.province)
        report = MisconductReport.registered(
            draft,
            units=units,
            about=inspectors_named(draft, units, self.staff, self.profile.directory),
            key=self.reports.key_of(receipt),
            step=self.profile.misconduct_process.filing.code,
            status=self.profile.misconduct_process.initial,
            at=self.clock.now(),
            attachments=files,
        )
        self.reports.add(report, identity or None)
