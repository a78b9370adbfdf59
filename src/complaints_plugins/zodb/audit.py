"""The audit in the ZODB."""

from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import nsmallest

from zope.interface import implementer

from complaints_core.domain.audit import AuditEntry, AuditNote, chained, first_broken
from complaints_core.interfaces.ports import IAuditStore
from complaints_plugins.zodb.site import Site

ALWAYS = datetime.max.replace(tzinfo=UTC)


@implementer(IAuditStore)
class ZodbAudit:
    """Keeps waiting notes where strangers write at once, and the chain in a tree, which one worker writes."""

    def __init__(self, site: Site) -> None:
        self._notes = site.audit_notes
        self._trail = site.audit_trail

    def note(self, note: AuditNote) -> None:
        """Put a note in; raises AlreadyThere."""
        self._notes.add(note.id, note.at, note)

    def waiting(self) -> int:
        """Answer how many notes are not chained yet."""
        return len(self._notes)

    def chain(self, limit: int) -> int:
        """Take at most `limit` notes to the end of the chain, earliest first. Two at once conflict."""
        taken = nsmallest(limit, self._notes.before(ALWAYS))
        last = self.last()
        for _, key in taken:
            note = self._notes.get(key)
            if note is not None:
                last = chained(note, last)
                self._trail[last.number] = last
                self._notes.remove(key)
        return len(taken)

    def entries(self, after: int = 0) -> Iterator[AuditEntry]:
        """Answer the entries behind a number, loaded as they come."""
        return iter(self._trail.values(after + 1))

    def last(self) -> AuditEntry | None:
        """Answer the newest entry."""
        return self._trail[self._trail.maxKey()] if self._trail else None

    def verify(self) -> int | None:
        """Answer the number of the first broken place."""
        return first_broken(self.entries())
