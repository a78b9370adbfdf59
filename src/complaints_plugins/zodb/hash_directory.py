"""A directory in which strangers add at the same moment without a conflict.

A BTree makes every insert beside a split conflict. Here nothing ever splits: keys are spread by their CRC
over a fixed number of bare buckets, and two transactions that add different keys to one bucket are merged by
the database. Two that add the same key are not: the second gets the conflict, and finds the key when it tries
again.

128 x 128 buckets hold 61 entries each at a million and 610 at ten millions; then a wider directory is due,
which is a step of `upgrades`.
"""

from collections.abc import Iterator
from typing import Generic, TypeVar
from zlib import crc32

from BTrees.OOBTree import OOBucket
from persistent import Persistent

from complaints_core.interfaces.errors import AlreadyThere

Value = TypeVar("Value")

SENTINEL = ""
"""Stands first in every bucket, because a merge refuses a bucket that one side has emptied."""


class Group(Persistent):
    """A row of buckets. It is written once, when the site is installed."""

    def __init__(self, width: int) -> None:
        self.buckets = tuple(OOBucket({SENTINEL: None}) for _ in range(width))


class HashDirectory(Generic[Value]):
    """Text keys to values, in width x width buckets. A plain part of the site that never changes itself.

    A value must be persistent, or a tuple of plain values and persistent ones: the merge compares values with
    `==` and refuses what it cannot compare.
    """

    def __init__(self, width: int) -> None:
        self._groups = tuple(Group(width) for _ in range(width))

    def get(self, key: str) -> Value | None:
        """Answer the value under a key, or None."""
        found: Value | None = self._bucket(key).get(key)
        return found

    def add(self, key: str, value: Value) -> None:
        """Put a value under a new key; raises AlreadyThere, whose text does not tell the key."""
        bucket = self._bucket(key)
        if key in bucket:
            raise AlreadyThere
        bucket[key] = value

    def put(self, key: str, value: Value) -> None:
        """Put a value under a key, new or not."""
        self._bucket(key)[key] = value

    def remove(self, key: str) -> None:
        """Forget a key; nothing happens when it is not there."""
        if key != SENTINEL:
            self._bucket(key).pop(key, None)

    def items(self, start: int = 0) -> Iterator[tuple[str, Value]]:
        """Answer all keys and values, bucket by bucket, from the group of this number around to the one
        before.

        What is added or removed meanwhile may be answered or not.
        """
        for group in (*self._groups[start:], *self._groups[:start]):
            for bucket in group.buckets:
                yield from bucket.items()[1:]

    def keys(self, after: str = SENTINEL) -> Iterator[str]:
        """Answer all keys in the order of the directory, which is that of groups, buckets and keys: from the
        beginning or behind a key, be it there or not."""
        start = self._number(after) if after != SENTINEL else 0
        for number in range(start, len(self._groups) ** 2):
            bucket = self._numbered(number)
            yield from bucket.keys(after if number == start else SENTINEL, excludemin=True)

    def values(self) -> Iterator[Value]:
        """Answer all values, as `items` does."""
        return (value for _, value in self.items())

    def __len__(self) -> int:
        """Count the entries by asking every bucket: for directories that are small."""
        return sum(len(bucket) - 1 for group in self._groups for bucket in group.buckets)

    @property
    def width(self) -> int:
        """How many groups there are, and buckets in each."""
        return len(self._groups)

    def _bucket(self, key: str) -> OOBucket:
        return self._numbered(self._number(key))

    def _number(self, key: str) -> int:
        """Answer the number of the bucket of a key, counted group by group."""
        place, width = crc32(key.encode()), len(self._groups)
        return place % width * width + place // width % width

    def _numbered(self, number: int) -> OOBucket:
        width = len(self._groups)
        return self._groups[number // width].buckets[number % width]
