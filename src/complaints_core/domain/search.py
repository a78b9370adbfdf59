"""What is searched and what is found. Which words these are made of is the affair of `wording`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple

from complaints_core import persian
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.staff import CASE_ROLES, Staff

MOST_COUNTED = 200
"""How far hits are counted: nobody reads so many, and among a million complaints each that is counted costs
nearly as much as one that is shown."""

FREQUENT = 1000
"""A word that stands in so many complaints may be taken for a finished one."""

Sort = Literal["-submitted_at", "submitted_at", "due"]
"""The orders of hits: the newest first, the oldest first, or what is to be answered first."""
NEWEST: Final[Sort] = "-submitted_at"
OLDEST: Final[Sort] = "submitted_at"
DUE: Final[Sort] = "due"


@dataclass(frozen=True)
class Change:
    """A complaint that waits for the index, and since when. No two changes of one complaint are equal."""

    code: str
    at: datetime


class Standing(NamedTuple):
    """How a complaint stood when a document was made of it: which version it was, who may find it for where
    it lay, and the day by which it stands in the order of deadlines."""

    version: int
    unit: str
    assignee: str
    center: str
    pressing: date


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """A complaint as an index keeps it.

    `text` holds its words one after the other, folded; `joined` the same with the parts of each word written
    as one, empty where that makes no difference. Both stay out of `repr`. Unit, assignee, center and accused
    (a name key) decide who may find it; these and the rest are what filters ask for. `above` are the units
    above its own, which never change. Of two documents with one code the one with the higher `version` is
    later.
    """

    code: str
    submitted_at: datetime
    version: int
    unit: str
    above: tuple[str, ...] = ()
    status: str = ""
    subject: str = ""
    kind: str = ""
    province: str = ""
    due: date | None = None
    open: bool = True
    overdue: bool = False
    assignee: str = ""
    center: str = ""
    accused: str = field(default="", repr=False)
    text: str = field(repr=False)
    joined: str = field(default="", repr=False)

    @property
    def pressing(self) -> date:
        """The day that counts where hits stand in the order of their deadlines: what is closed, or has no
        deadline, presses nobody and comes last."""
        return _pressing(self)

    @property
    def standing(self) -> Standing:
        """How the complaint stood of which this was made."""
        return Standing(self.version, self.unit, self.assignee, self.center, self.pressing)


@dataclass(frozen=True)
class Term:
    """One word or phrase that must stand in a document, in any of its spellings; a spelling is one word or
    several that follow each other. With `prefix` the last of them is only the beginning of a word; an index
    may take it for the whole word where `FREQUENT` documents have it as it stands."""

    spellings: tuple[tuple[str, ...], ...]
    prefix: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchFilters:
    """What a document must be, beside its words; what is empty asks for nothing.

    All are codes but `open` and `overdue`, which ask for nothing unless true, and the days in Tehran from
    `since` to `until`, both included, on one of which it was filed. `units` names every unit that will do;
    None is any. `tops` may name those among them below which all others lie: an index need not look for each
    then.
    """

    status: str = ""
    subject: str = ""
    kind: str = ""
    province: str = ""
    units: frozenset[str] | None = None
    tops: frozenset[str] = frozenset()
    center: str = ""
    assignee: str = ""
    open: bool = False
    overdue: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """The codes that are asked for, each with the name of its field in a document."""
        named = ("status", "subject", "kind", "province", "center", "assignee")
        return tuple((name, code) for name in named if (code := getattr(self, name)))

    @property
    def begins(self) -> datetime | None:
        """The moment at which `since` begins."""
        return _midnight(self.since) if self.since else None

    @property
    def ends(self) -> datetime | None:
        """The moment at which `until` is over."""
        return _midnight(self.until + timedelta(days=1)) if self.until else None

    def hold(self, document: SearchDocument) -> bool:
        """Tell whether a document is what is asked for."""
        return (
            all(getattr(document, name) == code for name, code in self.codes)
            and (self.units is None or document.unit in self.units)
            and (document.open or not self.open)
            and (document.overdue or not self.overdue)
            and (self.begins is None or document.submitted_at >= self.begins)
            and (self.ends is None or document.submitted_at < self.ends)
        )


NO_FILTERS: Final = SearchFilters()


@dataclass(frozen=True)
class SearchQuery:
    """What somebody looks for: all terms at once, among what the filters let through, in an order. Without
    terms it finds all of that."""

    terms: tuple[Term, ...] = ()
    filters: SearchFilters = NO_FILTERS
    sort: Sort = NEWEST


@dataclass(frozen=True)
class SearchScope:
    """What a member of staff may find: `access.StaffActor.may_see` as conditions on a document.

    What lies in `units` or is `username`'s own to answer, but nothing about a person of this name (its key)
    or about these centers. `tops` are as in `SearchFilters`. Where the units are all that there are, it is
    `everywhere`: an index need not ask documents for theirs then, for a unit that is closed stays one.
    """

    units: frozenset[str]
    username: str = ""
    names: frozenset[str] = field(default=frozenset(), repr=False)
    centers: frozenset[str] = frozenset()
    everywhere: bool = False
    tops: frozenset[str] = frozenset()

    def covers(self, other: "SearchScope") -> bool:
        """Tell whether everything that lies within another scope of the same person lies within this one."""
        return other.units <= self.units and self.centers <= other.centers and self.names == other.names

    def holds(self, document: SearchDocument) -> bool:
        """Tell whether a document may be found."""
        if document.accused in self.names or document.center in self.centers:
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
    posts = frozenset(post.unit for post in staff.posts if staff.active and post.role in CASE_ROLES)
    units = frozenset().union(*map(directory.below, posts))
    return SearchScope(
        units,
        username=staff.username if staff.active else "",
        names=staff.name_keys,
        centers=frozenset(staff.centers),
        everywhere=bool(units) and len(units) == len(directory.units),
        tops=posts & units,
    )


def version_of(complaint: Complaint) -> int:
    """Answer a number that grows with every step and message: history and conversation only grow."""
    return len(complaint.history) + len(complaint.messages)


def standing_of(complaint: Complaint) -> Standing:
    """Answer how a complaint stands, as `SearchDocument.standing` tells it of one that is up to date."""
    where = complaint.unit, complaint.assignee, complaint.center
    return Standing(version_of(complaint), *where, _pressing(complaint))


def spelled(*spellings: Iterable[str], prefix: bool = False) -> Term | None:
    """Make a term of its spellings, each once; None where all of them are empty."""
    kept = dict.fromkeys(spelling for one in spellings if (spelling := tuple(one)))
    return Term(tuple(kept), prefix) if kept else None


def _pressing(one: SearchDocument | Complaint) -> date:
    return one.due if one.due and one.open else date.max


def _midnight(day: date) -> datetime:
    return persian.from_tehran(datetime.combine(day, time()))
