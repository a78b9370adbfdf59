"""What administrators changed in the organization since its profile was written.

The profile on disk is the base and never touched. Every change is kept as one small object that says who made
it and when, in the order in which they were made; `profiles.amended` lays them over the base. So the history
of the organization is the list itself, and nothing that was ever said is overwritten.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from complaints_core.domain.answer_templates import AnswerTemplate
from complaints_core.domain.directory import Center, Unit
from complaints_core.domain.lists import Entry
from complaints_core.domain.queue_order import QueueKey, QueueName
from complaints_core.domain.working_time import Closure

ClosureKey = tuple[str, date]
"""Scope and day: no more than one closure of an administrator holds for both."""


@dataclass
class Draft:
    """The parts of an organization that can be amended, opened to be changed; each by its code or name.

    `texts` are what SMS say.
    """

    units: dict[str, Unit] = field(default_factory=dict)
    centers: dict[str, Center] = field(default_factory=dict)
    lists: dict[str, dict[str, Entry]] = field(default_factory=dict)
    closures: dict[ClosureKey, Closure] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    templates: dict[str, AnswerTemplate] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """One change: when, and by which member of staff (user name). `kind` names it in the audit."""

    kind: ClassVar[str]

    at: datetime
    by: str

    @property
    def subject(self) -> str:
        """The code or name of what is changed."""
        raise NotImplementedError

    def apply(self, draft: Draft) -> None:
        """Make the change. What it changes and is not there any more, because the base was written anew, is
        passed over."""
        raise NotImplementedError


@dataclass(frozen=True)
class Amendments:
    """All changes, the oldest first; `version` grows by one whenever some are made together."""

    version: int = 0
    changes: tuple[Amendment, ...] = ()

    def joined_by(self, *more: Amendment) -> "Amendments":
        """Answer the amendments with further changes, which are made together."""
        return Amendments(self.version + 1, (*self.changes, *more))

    def until(self, number: int) -> "Amendments":
        """Answer what the first changes alone amend; `number` is how many."""
        return Amendments(self.version, self.changes[:number])

    def over(self, draft: Draft) -> Draft:
        """Make every change in a draft, and answer it."""
        for change in self.changes:
            change.apply(draft)
        return draft


@dataclass(frozen=True)
class Walk:
    """How far the open complaints have caught up with the amendments.

    All of them agree with the first `seen` changes. A walk that is under way brings them to the first
    `towards`, and is behind the place `after` in a queue; None at the beginning, and when no walk is under
    way.
    """

    seen: int = 0
    towards: int = 0
    after: tuple[QueueName, QueueKey] | None = None
