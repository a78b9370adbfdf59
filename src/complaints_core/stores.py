"""One set of stores, whatever engine keeps them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

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
