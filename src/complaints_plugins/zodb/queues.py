"""Queues, newest first, in which strangers put things at the same moment."""

from collections.abc import Iterable, Iterator, Set
from heapq import merge
from itertools import islice

from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from complaints_core.domain.queue_order import QueueKey, QueueName
from complaints_plugins.zodb.counters import SHARDS, Counter, shard_of
from complaints_plugins.zodb.hash_directory import HashDirectory

SENTINEL = b""
"""Stands first in every shard, because a merge refuses a leaf that one side has emptied: in a small office
the last complaint of a shard would be taken while the next one comes in. A shard that was made before has it
from its next complaint on."""

MIDDLE = 2**62
"""Added to the number of a place, which may be negative, so that its bytes have the order of the numbers."""


class QueueShard(OOTreeSet):
    """A tree with wide leaves, because new things all come in at the same end, and a split is a conflict.

    A leaf is written again with each thing, so a place stands in it packed: as bytes in the same order, which
    cost a third of what a pair costs to write and to read.
    """

    max_leaf_size = 120
    max_internal_size = 1000


class Queue(Persistent):
    """One queue: 16 shards and their count. It is written once, when the first thing comes in."""

    def __init__(self) -> None:
        self.shards = tuple(QueueShard((SENTINEL,)) for _ in range(SHARDS))
        self.counter = Counter()

    def add(self, key: QueueKey) -> None:
        """Put a key in."""
        self.shards[shard_of(key[1])].update((SENTINEL, _packed(key)))
        self.counter.change(key[1], 1)

    def remove(self, key: QueueKey) -> None:
        """Take a key out; raises KeyError."""
        self.shards[shard_of(key[1])].remove(_packed(key))
        self.counter.change(key[1], -1)

    def __contains__(self, key: QueueKey) -> bool:
        """Tell whether a key is in."""
        return _packed(key) in self.shards[shard_of(key[1])]

    def places(self) -> Iterator[QueueKey]:
        """Answer every key, shard by shard."""
        return (_unpacked(place) for shard in self.shards for place in _behind(shard))

    def miscounted(self) -> bool:
        """Tell whether the counter says otherwise than the shards, which are walked."""
        return self.counter.parts() != tuple(map(_length, self.shards))

    def recount(self) -> None:
        """Put the counter right."""
        for number, shard in enumerate(self.shards):
            self.counter.correct(number, _length(shard))

    def page(self, limit: int, after: QueueKey | None) -> list[str]:
        """Answer at most `limit` codes, from the beginning or behind `after`."""
        last = _packed(after) if after else SENTINEL
        newest = merge(*(_behind(shard, last) for shard in self.shards))
        return [place[8:].decode() for place in islice(newest, limit)]

    def last(self) -> str | None:
        """Answer the last code; it costs the same however long the queue is."""
        last = max((shard.maxKey() for shard in self.shards if shard), default=SENTINEL)
        return last[8:].decode() if last != SENTINEL else None


class Queues:
    """All queues by name, a name being any few words, as (status, unit). A plain part of the site.

    Two who need a new queue at the same moment conflict; the second finds it when he tries again.
    """

    def __init__(self, width: int) -> None:
        self._queues: HashDirectory[Queue] = HashDirectory(width)

    def add(self, name: QueueName, key: QueueKey) -> None:
        """Put a key into a queue."""
        queue = self._queues.get(_joined(name))
        if queue is None:
            queue = Queue()
            self._queues.add(_joined(name), queue)
        queue.add(key)

    def move(self, names: Set[QueueName], to: Set[QueueName], key: QueueKey) -> None:
        """Move a key from some queues to others; those in both stay as they are. Raises KeyError when it is
        not in one of the first."""
        for name in names - to:
            queue = self._queues.get(_joined(name))
            if queue is None:
                raise KeyError(name)
            queue.remove(key)
        for name in to - names:
            self.add(name, key)

    def page(self, name: QueueName, limit: int, after: QueueKey | None = None) -> list[str]:
        """Answer at most `limit` codes of a queue, newest first, from the beginning or behind `after`."""
        queue = self._queues.get(_joined(name))
        return queue.page(limit, after) if queue is not None else []

    def last(self, name: QueueName) -> str | None:
        """Answer the last code of a queue, which is the oldest."""
        queue = self._queues.get(_joined(name))
        return queue.last() if queue is not None else None

    def count(self, name: QueueName) -> int:
        """Answer the length of a queue, from its counter."""
        queue = self._queues.get(_joined(name))
        return queue.counter.value() if queue is not None else 0

    def get(self, name: QueueName) -> Queue | None:
        """Answer a queue, None for one in which nothing ever stood."""
        return self._queues.get(_joined(name))

    def items(self) -> Iterator[tuple[QueueName, Queue]]:
        """Answer all queues with their names."""
        return ((tuple(joined.split("\n")), queue) for joined, queue in self._queues.items())


def _behind(shard: QueueShard, place: bytes = SENTINEL) -> Iterable[bytes]:
    """What stands in a shard behind a place."""
    found: Iterable[bytes] = shard.keys(place, excludemin=True)
    return found


def _length(shard: QueueShard) -> int:
    return len(shard) - (SENTINEL in shard)


def _packed(key: QueueKey) -> bytes:
    """The number of a place in eight bytes, and the code behind it."""
    return (MIDDLE + key[0]).to_bytes(8, "big") + key[1].encode()


def _unpacked(place: bytes) -> QueueKey:
    return int.from_bytes(place[:8], "big") - MIDDLE, place[8:].decode()


def _joined(name: QueueName) -> str:
    return "\n".join(name)
