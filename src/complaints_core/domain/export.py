"""Excel files of what staff found, made in the background in parts: what is asked for, and how far it is.

The codes of everything that was found are kept at the beginning, a part at a time, so that nothing stands in
two parts however the complaints change meanwhile. Whether the maker may see a complaint is asked when its row
is written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import BinaryIO, Final

from complaints_core.domain.citizens import MaskedPerson
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.pending import Pending, WithFiles
from complaints_core.domain.search import SearchQuery, SearchScope
from complaints_core.domain.staff import AUDITOR, CASE_ROLES, Staff

PART_ROWS: Final = 5_000
"""Rows of one part: as many as are made in two seconds."""
MOST_ROWS: Final = 200_000
"""Rows of all parts together; who needs more narrows the search down."""
MOST_JOBS: Final = 10
"""So many files of one person are kept; a further one takes the place of the oldest."""
KEPT: Final = timedelta(days=1)
"""How long files wait for whoever asked for them."""
TRIES: Final = 3

PERSONAL_ROLES: Final = CASE_ROLES - {AUDITOR}
"""Who may have data of persons in a file: whoever handles complaints. An auditor reads them one by one."""


@dataclass(frozen=True)
class MadePart:
    """A finished part: its rows, its size in bytes, and its id in the file store."""

    rows: int
    size: int
    file: str


@dataclass(frozen=True, kw_only=True)
class ExportJob(WithFiles):
    """A file that somebody (`owner`, a user name) asked for, in a language, with data of persons or masked.

    `total` is how many complaints were found, None until the work has begun, `scope` what he was allowed to
    find then, and `handled` the units of whose complaints he was allowed data of persons. Nothing more is
    made once it is `stopped`: he has left or moved, or it failed too often.
    """

    owner: str
    query: SearchQuery = field(repr=False)
    scope: SearchScope = field(repr=False)
    language: str
    asked_at: datetime
    personal: bool = False
    handled: frozenset[str] = frozenset()
    total: int | None = None
    made: tuple[MadePart, ...] = ()
    stopped: bool = False
    tries: int = 0

    @property
    def parts(self) -> int:
        """How many parts it has."""
        return -(-(self.total or 0) // PART_ROWS)

    @property
    def done(self) -> int:
        """How many of the complaints that were found are dealt with."""
        return min(len(self.made) * PART_ROWS, self.total or 0)

    @property
    def finished(self) -> bool:
        """Tell whether nothing more comes."""
        return self.stopped or (self.total is not None and len(self.made) == self.parts)

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of its files."""
        return tuple(part.file for part in self.made)

    def with_part(self, part: MadePart) -> "ExportJob":
        """Answer the job with one more part."""
        return replace(self, made=(*self.made, part), tries=0)


@dataclass(frozen=True, kw_only=True)
class ExportCodes(Pending):
    """The codes of the complaints of one part that is not made yet; see `codes_key`."""

    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ExportShelf(Pending):
    """The keys of the jobs of one person (its key is his user name), the newest first."""

    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExportQueue(Pending):
    """The keys of the jobs that are not finished, in the order in which they were asked for."""

    jobs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportRow:
    """One row: a complaint and who filed it, masked unless `personal`; the number counts from 1 over all
    parts."""

    number: int
    complaint: Complaint
    person: MaskedPerson
    personal: bool


SheetWriter = Callable[[BinaryIO, ExportJob, int, Iterable[ExportRow]], None]
"""Writes the rows of a part, by its number counted from 1, into a stream; it takes them one by one."""


def handled_by(staff: Staff, directory: Directory) -> frozenset[str]:
    """Answer the units of whose complaints somebody may have data of persons."""
    posts = (post.unit for post in staff.posts if staff.active and post.role in PERSONAL_ROLES)
    return frozenset().union(*map(directory.below, posts))


def codes_key(job: str, number: int) -> str:
    """Answer the key under which the codes of a part wait."""
    return f"{job}:{number}"
