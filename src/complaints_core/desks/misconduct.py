"""The misconduct desk: a report without an account, a receipt as its only key, a conversation by receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from complaints_core.desks.files import FileRoom
from complaints_core.domain.complaints import CITIZEN, Event, Message
from complaints_core.domain.files import Upload
from complaints_core.domain.misconduct import MisconductDraft, MisconductReport, ReporterIdentity
from complaints_core.domain.submission import ANYBODY, SubmissionKeys
from complaints_core.domain.tracking import ReceiptCode
from complaints_core.interfaces.errors import NotFound, StepNotAllowed, SubmissionKeyMissing, WrongReceipt
from complaints_core.interfaces.ports import IClock, IMisconductStore
from complaints_core.profiles import Profile


@dataclass(frozen=True, kw_only=True)
class MisconductDesk:
    """Whoever reports misconduct, known to nobody. Attempt limits by address are the web's to keep."""

    reports: IMisconductStore
    room: FileRoom
    clock: IClock
    profile: Profile
    keys: SubmissionKeys

    def submission_key(self) -> str:
        """Answer a fresh single-use key for the report form."""
        return self.keys.issue(ANYBODY)

    def submit(
        self, draft: MisconductDraft, identity: ReporterIdentity, uploads: Sequence[Upload], key: str
    ) -> ReceiptCode:
        """Keep a report, and who reported apart from it; the same key again answers the same receipt.

        Raises SubmissionKeyMissing, FileRefused.
        """
        if not self.keys.belongs(key, ANYBODY):
            raise SubmissionKeyMissing
        receipt = self.keys.receipt(key)
        if self.reports.get(self.reports.key_of(receipt)) is None:
            self._file(draft, identity, uploads, receipt)
        return receipt

    def receipt(self, key: str) -> ReceiptCode | None:
        """Answer the receipt that a submission key made, until the reporter has confirmed it."""
        if not self.keys.belongs(key, ANYBODY):
            return None
        receipt = self.keys.receipt(key)
        report = self.reports.get(self.reports.key_of(receipt))
        return receipt if report and not report.receipt_confirmed else None

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

    def reply(self, typed: str, text: str, uploads: Sequence[Upload] = ()) -> MisconductReport:
        """Add a message of the reporter; raises WrongReceipt, StepNotAllowed, FileRefused."""
        report = self.open(typed)
        process = self.profile.misconduct_process
        if not any(step.code == "reply" for step in process.steps_from(report.status, CITIZEN)):
            raise StepNotAllowed
        now = self.clock.now()
        kept = [file for message in report.messages for file in message.attachments]
        message = Message(now, CITIZEN, text, self.room.take(uploads, [*report.attachments, *kept]))
        status = process.after(report.status, "reply").code
        answered = report.with_message(message).moved(Event(now, "reply", CITIZEN, status))
        self.reports.replace(answered)
        return answered

    def _file(
        self,
        draft: MisconductDraft,
        identity: ReporterIdentity,
        uploads: Sequence[Upload],
        receipt: ReceiptCode,
    ) -> None:
        report = MisconductReport.registered(
            draft,
            key=self.reports.key_of(receipt),
            step=self.profile.misconduct_process.filing.code,
            status=self.profile.misconduct_process.initial,
            at=self.clock.now(),
            attachments=self.room.take(uploads),
        )
        self.reports.add(report, identity or None)
