"""One set of stores, whatever engine keeps them, and the order that all of them share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from complaints_core.interfaces.ports import (
    IAmendmentStore,
    IAuditStore,
    IChanges,
    ICitizenStore,
    IComplaintStore,
    IFileStore,
    IMisconductStore,
    INewsStore,
    IOutbox,
    IPendingStore,
    IStaffStore,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

QueueName = tuple[str, ...]
"""A few words that name a queue; see `domain.queues`."""

QueueKey = tuple[int, str]
"""A place in a queue: minus the microseconds since 1970, and the code. Ascending keys are newest first."""

Now = Callable[[], datetime]
"""Tells the time to a store that notes when something was done."""


@dataclass(frozen=True)
class Stores:
    """Everything the office keeps. All of them stand in the same transaction, which the caller owns."""

    citizens: ICitizenStore
    complaints: IComplaintStore
    misconduct: IMisconductStore
    pending: IPendingStore
    files: IFileStore
    outbox: IOutbox
    staff: IStaffStore
    changes: IChanges
    audit: IAuditStore
    amendments: IAmendmentStore
    news: INewsStore


def utc_now() -> datetime:
    """Answer the time of the machine."""
    return datetime.now(UTC)


def microseconds(at: datetime) -> int:
    """Answer an aware time as whole microseconds since 1970, without the rounding of a float."""
    return (at - EPOCH) // MICROSECOND


def newest_first(at: datetime, code: str) -> QueueKey:
    """Answer the place of something in a queue that is newest first; the code tells equal times apart."""
    return -microseconds(at), code
