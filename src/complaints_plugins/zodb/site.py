"""What is kept where: the one object below the root of the database.

    site.complaints      tracking code            -> Record of a Complaint
    site.citizens        key of a national code   -> CitizenRecord: a Citizen and the places of his complaints
    site.queues          (status, unit)           -> places of complaints, newest first, and their number
    site.reports         key of a receipt         -> Record of a MisconductReport
    site.identities      key of a receipt         -> Record of a ReporterIdentity
    site.report_queues   (status, unit)           -> places of reports; see domain.report_queues
    site.pending         kind and key             -> things that expire
    site.files           random id                -> StoredFile: a blob and where the file stands
    site.awaiting        random id                -> True for files that wait for the scanner, False for those
                                                     that wait to be drawn anew
    site.outbox          random id                -> messages that wait
    site.staff           user name                -> Record of a Staff
    site.roll            mark, see domain.roll    -> user names of staff, in order
    site.amended         Record of the version of the amendments
    site.amendments      Record of the Amendments
    site.walk            Record of how far complaints have caught up with them
    site.news            user name                -> Record of a tuple of News
    site.audit_notes     random id                -> notes that wait to be chained
    site.audit_trail     number                   -> AuditEntry; one worker writes here
    site.undelivered     random id                -> Record of a message that was given up
    site.changed         tracking code            -> hour, for complaints that wait for the search index

Beside it stands with which secret the database was begun (see `begun`).

Filing one complaint writes a bucket and a record of `complaints`, the citizen's record, one shard and one
counter part of a queue, and a bucket each of `pending`, `outbox` and `changed`. The site itself and its
groups of buckets never change, so that every connection has them in its cache.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from BTrees.LOBTree import LOBTree
from persistent import Persistent

from complaints_core.domain.amendments import Amendments, Walk
from complaints_core.domain.audit import AuditNote
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.misconduct import MisconductReport, ReporterIdentity
from complaints_core.domain.news import News
from complaints_core.domain.outbox import OutboxMessage
from complaints_core.domain.pending import Pending
from complaints_core.domain.staff import Staff
from complaints_plugins.zodb.hash_directory import HashDirectory
from complaints_plugins.zodb.queues import Queues
from complaints_plugins.zodb.records import LAYOUT, CitizenRecord, Record
from complaints_plugins.zodb.timed_directory import TimedDirectory

if TYPE_CHECKING:
    from complaints_plugins.zodb.files import StoredFile

ROOT_NAME = "complaints"
WIDTH = 128
"""Of the two large directories; the others are as wide as this at most."""


class Site(Persistent):
    """Everything the office keeps. `generation` is the number of the last upgrade that was finished."""

    def __init__(self, width: int = WIDTH) -> None:
        self.generation = LAYOUT
        self.complaints: HashDirectory[Record[Complaint]] = HashDirectory(width)
        self.citizens: HashDirectory[CitizenRecord] = HashDirectory(width)
        self.queues = Queues(min(width, 16))
        self.reports: HashDirectory[Record[MisconductReport]] = HashDirectory(min(width, 32))
        self.identities: HashDirectory[Record[ReporterIdentity]] = HashDirectory(min(width, 32))
        self.report_queues = Queues(min(width, 4))
        self.pending: TimedDirectory[Pending] = TimedDirectory(min(width, 32))
        self.files: HashDirectory[StoredFile] = HashDirectory(min(width, 32))
        self.awaiting: HashDirectory[bool] = HashDirectory(min(width, 8))
        self.outbox: TimedDirectory[OutboxMessage] = TimedDirectory(min(width, 16))
        self.staff: HashDirectory[Record[Staff]] = HashDirectory(min(width, 4))
        self.undelivered: HashDirectory[Record[OutboxMessage]] = HashDirectory(min(width, 4))
        self.audit_notes: TimedDirectory[AuditNote] = TimedDirectory(min(width, 16))
        self.audit_trail = LOBTree()
        self.changed: HashDirectory[int] = HashDirectory(min(width, 16))
        self.open_administration()
        self.open_roll()

    def open_administration(self) -> None:
        """Make room for what administrators change and what staff are told: generation 2 brought it."""
        self.amended = Record(0)
        self.amendments = Record(Amendments())
        self.walk = Record(Walk())
        self.news: HashDirectory[Record[tuple[News, ...]]] = HashDirectory(min(self.complaints.width, 4))

    def open_roll(self) -> None:
        """Make room for the marks by which staff are found: generation 3 brought it."""
        self.roll: HashDirectory[tuple[str, ...]] = HashDirectory(min(self.complaints.width, 8))

    def records(self) -> Iterator[Any]:
        """Answer everything that has a `version`, for upgrades."""
        administered: tuple[Iterable[Any], ...] = ()
        if hasattr(self, "news"):  # not before generation 2
            administered = self.news.values(), (self.amended, self.amendments, self.walk)
        return chain(
            self.complaints.values(),
            self.citizens.values(),
            self.reports.values(),
            self.identities.values(),
            self.pending.records(),
            self.files.values(),
            self.outbox.records(),
            self.undelivered.values(),
            self.staff.values(),
            self.audit_notes.records(),
            *administered,
        )


def install(connection: Any, width: int = WIDTH) -> None:
    """Make an empty site in a new database. The caller commits."""
    connection.root()[ROOT_NAME] = Site(width)


def installed(connection: Any) -> bool:
    """Tell whether the database has a site."""
    return ROOT_NAME in connection.root()


def site_of(connection: Any) -> Site:
    """Answer the site of a database that was opened by `database.open_database`."""
    site: Site = connection.root()[ROOT_NAME]
    return site
