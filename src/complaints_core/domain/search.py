"""What is searched and what is found. Which words these are made of is the affair of `wording`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from complaints_core import persian
from complaints_core.domain.access import StaffActor
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.staff import CASE_ROLES, Staff

MOST_COUNTED = 1000
"""How far hits are counted: a word that stands in every complaint need not be counted to its end."""


@dataclass(frozen=True)
class Change:
    """A complaint that waits for the index, and since when. No two changes of one complaint are equal."""

    code: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """A complaint as an index keeps it.

    `text` holds its words one after the other, folded; `joined` the same with the parts of each word written
    as one, empty where that makes no difference. Both stay out of `repr`. The rest decides who may find it;
    `accused` is a name key. Of two documents with one code the one with the higher `version` is later.
    """

    code: str
    submitted_at: datetime
    version: int
    unit: str
    assignee: str = ""
    center: str = ""
    accused: str = field(default="", repr=False)
    text: str = field(repr=False)
    joined: str = field(default="", repr=False)


@dataclass(frozen=True)
class Term:
    """One word or phrase that must stand in a document, in any of its spellings; a spelling is one word or
    several that follow each other. With `prefix` the last of them is only the beginning of a word."""

    spellings: tuple[tuple[str, ...], ...]
    prefix: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """What somebody looks for: all terms at once. Without terms it finds nothing."""

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class SearchScope:
    """What a member of staff may find: `access.StaffActor.may_see` as conditions on a document.

    What lies in `units` or is `username`'s own to answer, but nothing about a person of this name (its key)
    or about these centers.
    """

    units: frozenset[str]
    username: str = ""
    name: str = field(default="", repr=False)
    centers: frozenset[str] = frozenset()

    def holds(self, document: SearchDocument) -> bool:
        """Tell whether a document may be found."""
        if (self.name and document.accused == self.name) or document.center in self.centers:
            return False
        return document.unit in self.units or bool(self.username and document.assignee == self.username)


@dataclass(frozen=True)
class SearchPage:
    """Codes that were found, and how many there are in all, counted up to `MOST_COUNTED`. Until an index is
    `complete` it finds only a part of what there is."""

    codes: tuple[str, ...] = ()
    total: int = 0
    complete: bool = True


@dataclass(frozen=True)
class SearchResults:
    """A page of complaints that somebody looked for; `after` is the offset of the next page, None on the
    last. `more` tells that the total is only as far as was counted."""

    items: tuple[Complaint, ...]
    total: int
    after: int | None
    more: bool
    complete: bool


def scope_of(staff: Staff, directory: Directory) -> SearchScope:
    """Answer what a member of staff may find; nothing for one who has left."""
    actor = StaffActor(staff, directory)
    units = frozenset(one.code for one in directory.units if actor.roles_at(one.code) & CASE_ROLES)
    username = staff.username if staff.active else ""
    return SearchScope(units, username, persian.name_key(staff.full_name), frozenset(staff.centers))


def version_of(complaint: Complaint) -> int:
    """Answer a number that grows with every step and message: history and conversation only grow."""
    return len(complaint.history) + len(complaint.messages)


def spelled(*spellings: Iterable[str], prefix: bool = False) -> Term | None:
    """Make a term of its spellings, each once; None where all of them are empty."""
    kept = dict.fromkeys(spelling for one in spellings if (spelling := tuple(one)))
    return Term(tuple(kept), prefix) if kept else None
