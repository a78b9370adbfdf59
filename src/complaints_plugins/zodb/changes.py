"""What waits for the search index, in the ZODB."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import nsmallest

from zope.interface import implementer

from complaints_core.domain.queue_order import EPOCH, MICROSECOND, microseconds
from complaints_core.domain.search import Change
from complaints_core.interfaces.ports import IChanges
from complaints_core.stores import Now
from complaints_plugins.zodb.site import Site


@implementer(IChanges)
class ZodbChanges:
    """Keeps the codes of what changed, and when, in the buckets of a directory: nothing else is loaded or
    written.

    The hour of a code is never the same twice. So the indexer that takes a code out conflicts with whoever
    notes it again at the same moment, and no change is taken for the one before.
    """

    def __init__(self, site: Site, now: Now) -> None:
        self._changed = site.changed
        self._now = now

    def note(self, code: str) -> None:
        """Note that a complaint changed."""
        before = self._changed.get(code) or 0
        self._changed.put(code, max(microseconds(self._now()), before + 1))

    def changed(self, limit: int) -> list[Change]:
        """Answer at most `limit` changes, the longest waiting first."""
        hours = nsmallest(limit, ((at, code) for code, at in self._changed.items()))
        return [Change(code, _moment(at)) for at, code in hours]

    def done(self, changes: Iterable[Change]) -> None:
        """Forget changes, but not what was noted again since."""
        for change in changes:
            if self._changed.get(change.code) == microseconds(change.at):
                self._changed.remove(change.code)

    def waiting(self) -> int:
        """Answer how many complaints wait."""
        return len(self._changed)

    def oldest(self) -> datetime | None:
        """Answer since when the longest waiting one waits."""
        hours: Iterator[int] = self._changed.values()
        first = min(hours, default=None)
        return _moment(first) if first is not None else None


def _moment(at: int) -> datetime:
    return EPOCH + at * MICROSECOND
