"""The audit, as somebody else may keep it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from complaints_core.domain.audit import AuditEntry, AuditNote


class IAuditStore(Interface):
    """Notes that wait, and the chain into which they are taken (`domain.audit`). Nothing is ever taken out of
    the chain or changed in it."""

    def note(note: "AuditNote") -> None:
        """Put a note in, to be chained later; raises AlreadyThere for an id that waits. Two notes at once
        never conflict."""

    def waiting() -> int:
        """Answer how many notes are not chained yet."""

    def chain(limit: int) -> int:
        """Take at most `limit` waiting notes to the end of the chain, earliest first; answers how many. Two
        who do it at once conflict."""

    def entries(after: int = 0) -> "Iterator[AuditEntry]":
        """Answer the entries behind a number, in their order."""

    def last() -> "AuditEntry | None":
        """Answer the newest entry."""

    def verify() -> int | None:
        """Answer the number of the first place where the chain is broken; None for a whole one."""
