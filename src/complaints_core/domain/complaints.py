"""Complaints: what was typed, what is kept, and how it moves. History and conversation only grow."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from zope.interface import implementer

from complaints_core import persian
from complaints_core.domain.files import Attachment
from complaints_core.interfaces.schemas import IComplaint, IComplaintDraft

CITIZEN = "citizen"
"""Who did something, where it was the citizen; staff stand in histories by their user name."""

OUT_OF_SCOPE = "out_of_scope"
"""The finding that another body decides; the answer names it."""


@implementer(IComplaintDraft)
@dataclass(frozen=True, kw_only=True)
class ComplaintDraft:
    """A complaint as it was typed."""

    subject: str
    kind: str
    description: str
    center: str = ""
    center_name: str = ""
    accused_first_name: str = ""
    accused_last_name: str = ""


@dataclass(frozen=True)
class Event:
    """One line of a history: who took which step when, where it led, and the words that went with it.

    `via` is empty but where an operator acted for the citizen: he called (``phone``) or came (``counter``).
    `to` is what the step was aimed at, where it was: the unit (its code) that the complaint went to, the
    colleague (user name) who answers now, the complaint (tracking code) that it repeats, the body that
    decides.
    """

    at: datetime
    step: str
    actor: str
    status: str
    text: str = ""
    via: str = ""
    to: str = ""


@dataclass(frozen=True)
class Message:
    """One message of a conversation; the office's messages carry no name."""

    at: datetime
    author: str
    text: str
    attachments: tuple[Attachment, ...] = ()

    @property
    def from_citizen(self) -> bool:
        """Tell whether the citizen (or reporter) wrote it."""
        return self.author == CITIZEN


@dataclass(frozen=True)
class Answer:
    """The organization's formal answer; `body` decides where it is out of scope."""

    at: datetime
    author: str
    finding: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    body: str = ""


@dataclass(frozen=True)
class Rating:
    """How the citizen liked the handling: 1 to 5, and a word about it."""

    at: datetime
    score: int
    comment: str = ""


@implementer(IComplaint)
@dataclass(frozen=True, kw_only=True)
class Complaint(ComplaintDraft):
    """A complaint as the office keeps it. Fields added later need a default, so that old records load."""

    code: str
    citizen: str
    province: str
    unit: str
    status: str
    submitted_at: datetime
    due: date | None = None
    attachments: tuple[Attachment, ...] = ()
    messages: tuple[Message, ...] = ()
    history: tuple[Event, ...] = ()
    answers: tuple[Answer, ...] = ()
    rating: Rating | None = None
    urgent: bool = False
    open: bool = True
    asked: bool = False  # the office waits for the citizen
    overdue: bool = False
    assignee: str = ""  # user name of who answers for it
    alarm: date | None = None  # day on which something happens by itself next
    escalated: int = 0  # how many warnings of the running deadline were given
    escalated_to: str = ""  # unit that was told of it, or of an urgent one that nobody has taken
    referred_from: str = ""  # unit that passed it on to where it stands
    original: str = ""  # code of the complaint that it repeats

    @classmethod
    def registered(
        cls,
        draft: ComplaintDraft,
        *,
        step: str,
        status: str,
        at: datetime,
        actor: str = CITIZEN,
        via: str = "",
        **facts: Any,
    ) -> "Complaint":
        """Make a complaint of a draft; `facts` are code, citizen, province, unit, due and attachments.
        `actor` and `via` tell who filed it (see Event)."""
        typed = {one.name: getattr(draft, one.name) for one in fields(ComplaintDraft)}
        begun = (Event(at, step, actor, status, via=via),)
        return cls(**typed, **facts, status=status, submitted_at=at, history=begun)

    def moved(self, event: Event, **facts: Any) -> "Complaint":
        """Answer the complaint after a step: its status is the event's, its history is one longer."""
        return replace(self, status=event.status, history=(*self.history, event), **facts)

    @property
    def since(self) -> datetime:
        """When it came to the status where it stands now."""
        came = self.submitted_at
        for event in reversed(self.history):
            if event.status != self.status:
                break
            came = event.at
        return came

    def with_message(self, message: Message) -> "Complaint":
        """Answer the complaint with one more message."""
        return replace(self, messages=(*self.messages, message))

    def all_attachments(self) -> tuple[Attachment, ...]:
        """Answer every file that goes with it in the order of arrival, so that the number of a file in URLs
        (its place here, counted from 1) never changes."""
        later: list[Message | Answer] = [*self.messages, *self.answers]
        later.sort(key=lambda part: part.at)
        return (*self.attachments, *(file for part in later for file in part.attachments))

    @property
    def answer(self) -> Answer | None:
        """The answer that holds: the last one. After an objection there may be earlier ones."""
        return self.answers[-1] if self.answers else None

    def with_answer(self, answer: Answer) -> "Complaint":
        """Answer the complaint with one more answer; the earlier ones stay."""
        return replace(self, answers=(*self.answers, answer))

    @property
    def accused_name(self) -> str:
        """The person complained about, as far as named."""
        return f"{self.accused_first_name} {self.accused_last_name}".strip()

    @property
    def accused_key(self) -> str:
        """The key under which he is compared with whoever works here; empty where nobody is named."""
        return persian.person_key(self.accused_name)


@dataclass(frozen=True)
class Receipt:
    """What the citizen takes home: the tracking code, and until when an answer is due."""

    code: str
    submitted_at: datetime
    due: date | None
