"""The audit in memory."""

from collections.abc import Iterator
from threading import RLock

from zope.interface import implementer

from complaints_core.domain.audit import AuditEntry, AuditNote, chained, first_broken
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IAuditStore


@implementer(IAuditStore)
class MemoryAudit:
    """Keeps waiting notes in a dictionary and the chain in a list."""

    def __init__(self) -> None:
        self._waiting: dict[str, AuditNote] = {}
        self._chain: list[AuditEntry] = []
        self._lock = RLock()

    def note(self, note: AuditNote) -> None:
        """Put a note in; raises AlreadyThere."""
        with self._lock:
            if note.id in self._waiting:
                raise AlreadyThere(note.id)
            self._waiting[note.id] = note

    def waiting(self) -> int:
        """Answer how many notes are not chained yet."""
        return len(self._waiting)

    def chain(self, limit: int) -> int:
        """Take at most `limit` notes to the end of the chain, earliest first."""
        with self._lock:
            taken = sorted(self._waiting.values(), key=lambda note: (note.at, note.id))[:limit]
            for note in taken:
                self._chain.append(chained(note, self.last()))
                del self._waiting[note.id]
        return len(taken)

    def entries(self, after: int = 0) -> Iterator[AuditEntry]:
        """Answer the entries behind a number."""
        return iter(self._chain[after:])

    def last(self) -> AuditEntry | None:
        """Answer the newest entry."""
        return self._chain[-1] if self._chain else None

    def verify(self) -> int | None:
        """Answer the number of the first broken place."""
        return first_broken(self._chain)
