"""The desk of auditors: the audit read backwards, and looked over for anything that was changed in it.

Reading and looking over go in portions, for the chain only ever grows. How far the chain was looked over is
kept beside it, so that whoever goes on, worker or auditor, goes on where the last one stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from complaints_core import persian
from complaints_core.desks.keeping import put
from complaints_core.domain.audit import AuditEntry, first_broken
from complaints_core.domain.moments import running
from complaints_core.domain.pending import AuditCheck
from complaints_core.interfaces.ports import IAuditStore, IClock, IPendingStore

PAGE = 50
LOOKED_AT = 5000
"""So many entries are looked at for a page; then the reader decides whether to search further."""

PORTION = 5000
"""So many entries are looked over at once."""

EVERY = timedelta(days=1)
"""How often the whole chain is looked over."""

KEPT = timedelta(days=400)
LATE = timedelta(hours=1)
"""A note may be chained so much later than others of its time."""

CHECK = "chain"


@dataclass(frozen=True)
class AuditFilter:
    """What is shown: of one actor, of one action, about one subject (a tracking code or a user name), of one
    day in Tehran."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    day: date | None = None

    def fits(self, entry: AuditEntry) -> bool:
        """Tell whether an entry is shown."""
        note = entry.note
        asked = ((self.actor, note.actor), (self.action, note.action), (self.subject, note.subject))
        return all(one in ("", told) for one, told in asked) and self.day in (
            None,
            persian.tehran_day(note.at),
        )


@dataclass(frozen=True)
class AuditPage:
    """Entries, the newest first; `before` is the number before which a search goes on, 0 at the end."""

    entries: tuple[AuditEntry, ...]
    before: int


@dataclass(frozen=True)
class AuditDesk:
    """Whoever reads the audit. He changes nothing in it."""

    audit: IAuditStore
    pending: IPendingStore
    clock: IClock

    def page(self, narrowed: AuditFilter, before: int = 0) -> AuditPage:
        """Answer the newest entries that fit, of those before a number; 0 for all."""
        top = self._top(narrowed.day)
        low = top = min(top, before - 1) if before else top
        found: list[AuditEntry] = []
        for entry in islice(self._backwards(top), LOOKED_AT):
            low = entry.number
            if narrowed.day and entry.note.at < _begin(narrowed.day) - LATE:
                return AuditPage(tuple(found), 0)
            if narrowed.fits(entry):
                found.append(entry)
            if len(found) == PAGE:
                break
        return AuditPage(tuple(found), low if low > 1 else 0)

    def check(self) -> AuditCheck | None:
        """Answer how far the chain was looked over, and what came of it; None before the first time."""
        return self.pending.get(AuditCheck, CHECK)

    def begin_check(self) -> None:
        """Look the chain over from its beginning once more."""
        now = self.clock.now()
        put(self.pending, AuditCheck(key=CHECK, expires_at=now + KEPT, begun_at=now))

    def go_on(self) -> bool:
        """Look over the next portion, where it is time for it; tells whether anything is left to do now."""
        check, now = self.check(), self.clock.now()
        if check is None or (check.done_at and not running(check.done_at + EVERY, EVERY, now)):
            self.begin_check()
            return True
        if check.done_at:
            return False
        known = next(self.audit.entries(check.number - 1), None) if check.number else None
        entries = list(islice(self.audit.entries(check.number), PORTION))
        broken, last = first_broken(entries, known), self.audit.last()
        number = entries[-1].number if entries else check.number
        ended = broken is not None or last is None or number >= last.number
        self.pending.replace(replace(check, number=number, broken=broken, done_at=now if ended else None))
        return not ended

    def _backwards(self, number: int) -> Iterator[AuditEntry]:
        """The entries from a number downwards, a handful at a time."""
        while number > 0:
            below = max(0, number - PAGE)
            yield from reversed(list(islice(self.audit.entries(below), number - below)))
            number = below

    def _top(self, day: date | None) -> int:
        """The number of the last entry that can be of a day, found by halving."""
        last = self.audit.last()
        low, high = 0, last.number if last else 0
        if day is None:
            return high
        end = _begin(day + timedelta(days=1)) + LATE
        while low < high:
            middle = (low + high + 1) // 2
            entry = next(self.audit.entries(middle - 1))
            low, high = (middle, high) if entry.note.at < end else (low, middle - 1)
        return low


def _begin(day: date) -> datetime:
    return persian.from_tehran(datetime(day.year, day.month, day.day))
