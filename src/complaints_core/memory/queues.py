"""Sorted lists of keys by queue: what complaints and misconduct reports have in common."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable

from complaints_core.domain.queue_order import QueueKey


class MemoryQueues:
    """Queues named by anything hashable, each newest first. The store that owns it locks."""

    def __init__(self) -> None:
        self._queues: defaultdict[Hashable, list[QueueKey]] = defaultdict(list)

    def add(self, name: Hashable, key: QueueKey) -> None:
        """Put a key into a queue."""
        insort(self._queues[name], key)

    def remove(self, name: Hashable, key: QueueKey) -> None:
        """Take a key out of a queue; raises ValueError when it is not there."""
        self._queues[name].remove(key)

    def page(self, name: Hashable, limit: int, after: QueueKey | None = None) -> list[str]:
        """Answer at most `limit` codes of a queue, from its beginning or behind `after`."""
        queue = self._queues.get(name, [])
        start = bisect_right(queue, after) if after else 0
        return [code for _, code in queue[start : start + limit]]

    def last(self, name: Hashable) -> str | None:
        """Answer the last code of a queue."""
        queue = self._queues.get(name)
        return queue[-1][1] if queue else None

    def count(self, name: Hashable) -> int:
        """Answer the length of a queue."""
        return len(self._queues.get(name, []))
