"""The ports of what is kept. Every store follows the rules of this package."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeVar

from zope.interface import Interface

if TYPE_CHECKING:
    from complaints_core.domain.citizens import Citizen
    from complaints_core.domain.complaints import Complaint
    from complaints_core.domain.misconduct import MisconductReport, ReporterIdentity
    from complaints_core.domain.outbox import OutboxMessage
    from complaints_core.domain.pending import Pending
    from complaints_core.domain.queue_order import QueueKey, QueueName
    from complaints_core.domain.staff import Staff

    PendingKind = TypeVar("PendingKind", bound=Pending)

FileState = Literal["raw", "pending", "clean", "infected", "unreadable"]
"""Where a file stands on its way to whoever may have it.

`raw` waits to be drawn anew, `pending` for the scanner; `clean` may be handed out; `infected` has a virus,
and `unreadable` could not be drawn anew.
"""


class ICitizenStore(Interface):
    """Citizens, found by an opaque key made from the national code."""

    def key_of(national_code: str) -> str:
        """Answer the opaque key of a national code: the same for the same code, and not reversible without
        the installation's secret. 64 hexadecimal digits."""

    def get(key: str) -> "Citizen | None":
        """Answer the citizen with this key."""

    def add(citizen: "Citizen") -> None:
        """Keep a new citizen under `citizen.key`; raises AlreadyThere."""

    def replace(citizen: "Citizen") -> None:
        """Keep a new version of a citizen; raises KeyError when there is none. Filing a complaint at the
        same moment does not conflict with it."""


class IComplaintStore(Interface):
    """Complaints, the lists of each citizen, and the queue of each unit."""

    def get(code: str) -> "Complaint | None":
        """Answer the complaint with this tracking code (twelve digits)."""

    def codes(limit: int, after: str = "") -> list[str]:
        """Answer the codes of all complaints in an order of the store's own: `limit` of them, fewer only at
        the end, from the beginning or behind `after`, a code that was answered before. Whatever is kept all
        the while is answered once; what is filed meanwhile, perhaps."""

    def add(complaint: "Complaint") -> None:
        """Keep a new complaint, and list it for its citizen and its unit; raises AlreadyThere when the code
        is taken, KeyError when the citizen is unknown. Two complaints filed at once never conflict."""

    def replace(complaint: "Complaint") -> None:
        """Keep a new version, moving it between its queues (`domain.queues.queues_of`); raises KeyError."""

    def of_citizen(citizen: str) -> "Iterator[Complaint]":
        """Answer the complaints of a citizen (by key), newest first."""

    def count_of_citizen(citizen: str) -> int:
        """Answer how many complaints a citizen has, without loading them."""

    def queue(name: "QueueName", limit: int, after: "QueueKey | None" = None) -> "list[Complaint]":
        """Answer at most `limit` complaints of a queue of `domain.queues`, in its order: all for
        `sys.maxsize`; `after` is the `rank` of the last one of the page before."""

    def count(name: "QueueName") -> int:
        """Answer the length of a queue, without walking it."""


class IMisconductStore(Interface):
    """Misconduct reports, found by a keyed hash of their receipt; identities lie apart."""

    def key_of(receipt: str) -> str:
        """Answer the opaque key of a receipt of sixteen digits, as for citizens."""

    def get(key: str) -> "MisconductReport | None":
        """Answer the report under this key."""

    def add(report: "MisconductReport", identity: "ReporterIdentity | None" = None) -> None:
        """Keep a new report and, apart from it, who reported; raises AlreadyThere."""

    def replace(report: "MisconductReport") -> None:
        """Keep a new version of a report, moving it between its queues (`domain.report_queues.queues_of`);
        raises KeyError. Two at once conflict."""

    def identity(key: str) -> "ReporterIdentity | None":
        """Answer the sealed identity. Only the inspectors' desk may ask, with a reason that is kept."""

    def queue(name: "QueueName", limit: int, after: "QueueKey | None" = None) -> "list[MisconductReport]":
        """Answer at most `limit` reports of a queue of `domain.report_queues`, newest first; `after` is the
        `rank` of the last one of the page before."""

    def oldest(name: "QueueName") -> "MisconductReport | None":
        """Answer the last report of a queue, without walking it."""

    def count(name: "QueueName") -> int:
        """Answer the length of a queue, without walking it."""


class IPendingStore(Interface):
    """Things that wait for a person and expire: sign-ups, recoveries, parked drafts, used keys.

    Every kind (a class of `domain.pending`) has its own names. Two writers that add one key at the same
    moment conflict. What has expired may vanish at any time; until then `get` still answers it.
    """

    def get(kind: "type[PendingKind]", key: str) -> "PendingKind | None":
        """Answer the thing of this kind under this key."""

    def add(thing: "Pending") -> None:
        """Keep it under its class and `thing.key`; raises AlreadyThere."""

    def replace(thing: "Pending") -> None:
        """Keep a new version; raises KeyError."""

    def remove(kind: "type[Pending]", key: str) -> None:
        """Forget it; nothing happens when it is not there."""

    def expired(kind: "type[PendingKind]", now: datetime, limit: int) -> "list[PendingKind]":
        """Answer at most `limit` things of a kind that expired before `now`, any order."""

    def purge(now: datetime, limit: int = 500) -> int:
        """Forget at most `limit` things that expired before `now`; answers how many."""


class IStaffStore(Interface):
    """Members of staff, by user name. There are some in an office and thousands in a country; they change
    rarely."""

    def get(username: str) -> "Staff | None":
        """Answer the member of staff with this user name, also one who has left."""

    def add(staff: "Staff") -> None:
        """Keep a new member of staff; raises AlreadyThere."""

    def replace(staff: "Staff") -> None:
        """Keep a new version; raises KeyError. Two at once conflict."""

    def at(unit: str) -> "Iterator[Staff]":
        """Answer everybody who has a post at this very unit, by user name; also who has left. Nobody else is
        read for it."""

    def count_at(unit: str) -> int:
        """Answer how many `at` would answer. Nobody is read for it."""

    def concerned(name: str, center: str) -> "Iterator[Staff]":
        """Answer everybody of this full name, in any spelling, or to whom the center of this code belongs, by
        user name; also who has left. Empty texts mean nobody, and nobody else is read for it."""

    def all() -> "Iterator[Staff]":
        """Answer everybody, by user name. It reads all of them: not for the page of one complaint."""


class IFileStore(Interface):
    """The bytes of attachments. Nothing is ever held whole in memory."""

    def add(stream: BinaryIO, state: FileState) -> str:
        """Copy a stream into the store and answer its new random id."""

    def open(file: str) -> BinaryIO:
        """Answer a readable stream, which the caller closes; raises KeyError. It stays readable after the
        transaction has ended."""

    def state(file: str) -> FileState | None:
        """Answer where a file stands; None when there is no such file."""

    def judge(file: str, state: FileState) -> None:
        """Keep a verdict; raises KeyError. The bytes of an infected or unreadable file may be dropped."""

    def replace(file: str, stream: BinaryIO, state: FileState) -> None:
        """Keep a copy of a stream in place of the bytes that came, which are forgotten; raises KeyError. Two
        at once conflict."""

    def remove(file: str) -> None:
        """Drop a file; nothing happens when it is not there."""

    def awaiting(state: FileState, limit: int) -> list[str]:
        """Answer ids of at most `limit` files that are raw, or of those that are pending; any order."""


class IOutbox(Interface):
    """Messages waiting to be sent, written in the same transaction as their cause."""

    def add(message: "OutboxMessage") -> None:
        """Put a message in; raises AlreadyThere for an id that is or was here undelivered."""

    def due(now: datetime, limit: int) -> "list[OutboxMessage]":
        """Answer at most `limit` messages whose `not_before` is past, earliest first."""

    def get(message: str) -> "OutboxMessage | None":
        """Answer a waiting message by id."""

    def replace(message: "OutboxMessage") -> None:
        """Keep a new version (a lease, a later try); raises KeyError. Two workers that lease one message at
        once conflict."""

    def remove(message: str) -> None:
        """Forget a message that was sent, with its parameters; nothing happens when it is not there."""

    def bury(message: "OutboxMessage") -> None:
        """Move a message to the undelivered ones, where an operator sees it. Its parameters are dropped."""

    def undelivered(limit: int) -> "list[OutboxMessage]":
        """Answer at most `limit` messages that were given up."""

    def waiting() -> int:
        """Answer how many messages wait."""
