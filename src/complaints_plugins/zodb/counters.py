"""Counting without a conflict."""

from zlib import crc32

from BTrees.Length import Length

SHARDS = 16


def shard_of(code: str) -> int:
    """Answer the shard of a code: always the same, so that whoever takes it out finds it."""
    return crc32(code.encode()) % SHARDS


class Counter:
    """A number in 16 parts, each of which merges. One part would merge too, but RelStorage lets every writer
    wait for the row of the last one. A plain part of whatever counts."""

    def __init__(self) -> None:
        self._parts = tuple(Length() for _ in range(SHARDS))

    def change(self, code: str, by: int) -> None:
        """Count something up or down, in the part of its code."""
        self._parts[shard_of(code)].change(by)

    def value(self) -> int:
        """Answer the number."""
        return sum(part() for part in self._parts)

    def parts(self) -> tuple[int, ...]:
        """Answer the number of each shard."""
        return tuple(part() for part in self._parts)

    def correct(self, shard: int, number: int) -> None:
        """Put the number of a shard right, when it was counted anew."""
        self._parts[shard].set(number)
