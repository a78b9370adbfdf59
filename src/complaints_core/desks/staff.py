"""The desk of staff: a room for finding and reading, and one for handling, one by one or many at once."""

from dataclasses import dataclass

from complaints_core.desks.casework.bulk import Bulk
from complaints_core.desks.casework.inbox import BOXES, PAGE, Inbox, InboxPage

__all__ = ["BOXES", "PAGE", "InboxPage", "StaffDesk"]


@dataclass(frozen=True, kw_only=True)
class StaffDesk(Inbox, Bulk):
    """A member of staff who is signed in, both factors. Every step, and every opening of a complaint, of its
    files and of who filed it, is noted in the audit."""
