"""The desk of staff: the room for finding and reading, and the room for handling."""

from dataclasses import dataclass

from complaints_core.desks.handling import Handling
from complaints_core.desks.inbox import BOXES, PAGE, Inbox, InboxPage

__all__ = ["BOXES", "PAGE", "InboxPage", "StaffDesk"]


@dataclass(frozen=True, kw_only=True)
class StaffDesk(Inbox, Handling):
    """A member of staff who is signed in, both factors. Every step, and every opening of a complaint, of its
    files and of who filed it, is noted in the audit."""
