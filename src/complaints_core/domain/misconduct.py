"""Misconduct reports: no account, a receipt as the only key, an identity that lies apart."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from zope.interface import implementer

from complaints_core.domain.complaints import CITIZEN, Answer, Event, Message
from complaints_core.domain.directory import HEADQUARTERS
from complaints_core.domain.files import Attachment
from complaints_core.interfaces.schemas import IMisconductDraft, IReporterIdentity

IDENTITY_OPENED = "identity_opened"
"""Stands in the audit where an inspector read who reported."""


@implementer(IMisconductDraft)
@dataclass(frozen=True, kw_only=True)
class MisconductDraft:
    """A report as it was typed."""

    topic: str
    description: str
    province: str = ""
    center_name: str = ""

    @property
    def told(self) -> str:
        """The words in which the reporter may have named somebody."""
        return f"{self.center_name} {self.description}"


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


@dataclass(frozen=True)
class Opening:
    """Somebody read who reported: when, in which role, and why. The reporter is told all three."""

    at: datetime
    role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MisconductReport(MisconductDraft):
    """A report as the inspectors keep it; `key` is the keyed hash of its receipt. Fields added later need a
    default, so that old records load.

    `units` are the codes of the unit it belongs to and of those above, the nearest first; `about` the user
    names of those inspectors of these units whom it names, also of who came later, and perhaps of others;
    `conclusions` what was found each time it was closed: an outcome (`finding`) and words for the reporter.
    """

    key: str
    status: str
    submitted_at: datetime
    attachments: tuple[Attachment, ...] = ()
    messages: tuple[Message, ...] = ()
    history: tuple[Event, ...] = ()
    receipt_confirmed: bool = False
    units: tuple[str, ...] = (HEADQUARTERS,)
    about: tuple[str, ...] = ()
    assignee: str = ""  # user name of the inspector who answers for it
    openings: tuple[Opening, ...] = ()
    conclusions: tuple[Answer, ...] = ()

    @classmethod
    def registered(
        cls, draft: MisconductDraft, *, step: str, status: str, at: datetime, **facts: Any
    ) -> "MisconductReport":
        """Make a report of a draft; `facts` are key, units, about and attachments."""
        typed = {one.name: getattr(draft, one.name) for one in fields(MisconductDraft)}
        begun = (Event(at, step, CITIZEN, status),)
        return cls(**typed, **facts, status=status, submitted_at=at, history=begun)

    @property
    def told(self) -> str:
        """The words in which the reporter may have named somebody, also those that came later."""
        later = (message.text for message in self.messages if message.from_citizen)
        return " ".join((super().told, *later))

    @property
    def unit(self) -> str:
        """The code of the unit it belongs to."""
        return self.units[0]

    def moved(self, event: Event, **facts: Any) -> "MisconductReport":
        """Answer the report after a step, with other facts that change with it."""
        return replace(self, status=event.status, history=(*self.history, event), **facts)

    def with_message(self, message: Message) -> "MisconductReport":
        """Answer the report with one more message."""
        return replace(self, messages=(*self.messages, message))

    def concluded(self, conclusion: Answer) -> "MisconductReport":
        """Answer the report with what was found; what was found before stays."""
        return replace(self, conclusions=(*self.conclusions, conclusion))

    def opened(self, opening: Opening) -> "MisconductReport":
        """Answer the report after somebody read who reported."""
        return replace(self, openings=(*self.openings, opening))

    def all_attachments(self) -> tuple[Attachment, ...]:
        """Answer every file that goes with it in the order of arrival: the number of a file is its place
        here, counted from 1, and never changes."""
        later: list[Message | Answer] = [*self.messages, *self.conclusions]
        later.sort(key=lambda part: part.at)
        return (*self.attachments, *(file for part in later for file in part.attachments))

    def confirmed(self) -> "MisconductReport":
        """Answer the report whose receipt was typed back by the reporter."""
        return replace(self, receipt_confirmed=True)
