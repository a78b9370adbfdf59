"""Misconduct reports: no account, a receipt as the only key, an identity that lies apart."""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from zope.interface import implementer

from complaints_core.domain.complaints import CITIZEN, Event, Message
from complaints_core.domain.files import Attachment
from complaints_core.interfaces.schemas import IMisconductDraft, IReporterIdentity


@implementer(IMisconductDraft)
@dataclass(frozen=True, kw_only=True)
class MisconductDraft:
    """A report as it was typed."""

    topic: str
    description: str
    province: str = ""
    center_name: str = ""


@implementer(IReporterIdentity)
@dataclass(frozen=True, kw_only=True)
class ReporterIdentity:
    """Who reports, as far as he said so."""

    first_name: str = ""
    last_name: str = ""
    mobile: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything was said at all."""
        return bool(self.first_name or self.last_name or self.mobile)


@dataclass(frozen=True, kw_only=True)
class MisconductReport(MisconductDraft):
    """A report as the inspectors keep it; `key` is the keyed hash of its receipt."""

    key: str
    status: str
    submitted_at: datetime
    attachments: tuple[Attachment, ...] = ()
    messages: tuple[Message, ...] = ()
    history: tuple[Event, ...] = ()
    receipt_confirmed: bool = False

    @classmethod
    def registered(
        cls,
        draft: MisconductDraft,
        *,
        key: str,
        step: str,
        status: str,
        at: datetime,
        attachments: tuple[Attachment, ...],
    ) -> "MisconductReport":
        """Make a report of a draft."""
        typed = {one.name: getattr(draft, one.name) for one in fields(MisconductDraft)}
        begun = (Event(at, step, CITIZEN, status),)
        return cls(**typed, key=key, status=status, submitted_at=at, attachments=attachments, history=begun)

    def moved(self, event: Event) -> "MisconductReport":
        """Answer the report after a step."""
        return replace(self, status=event.status, history=(*self.history, event))

    def with_message(self, message: Message) -> "MisconductReport":
        """Answer the report with one more message."""
        return replace(self, messages=(*self.messages, message))

    def confirmed(self) -> "MisconductReport":
        """Answer the report whose receipt was typed back by the reporter."""
        return replace(self, receipt_confirmed=True)
