"""Things with an hour: when they expire, or are due. Looking at the hours loads none of the things."""

from collections.abc import Iterator
from datetime import datetime
from typing import Generic, TypeVar

from complaints_core.domain.queue_order import microseconds
from complaints_plugins.zodb.hash_directory import HashDirectory
from complaints_plugins.zodb.records import Record

Thing = TypeVar("Thing")

Entry = tuple[int, "Record[Thing]"]
"""An hour in microseconds since 1970, and the record of the thing."""


class TimedDirectory(Generic[Thing]):
    """Text keys to things with an hour, which stands in the buckets. A plain part of the site.

    Two who change the same thing conflict; everything else merges.
    """

    def __init__(self, width: int) -> None:
        self._entries: HashDirectory[Entry[Thing]] = HashDirectory(width)

    def get(self, key: str) -> Thing | None:
        """Answer the thing under a key."""
        entry = self._entries.get(key)
        return entry[1].kept if entry else None

    def add(self, key: str, at: datetime, thing: Thing) -> None:
        """Put a thing under a new key; raises AlreadyThere."""
        self._entries.add(key, (microseconds(at), Record(thing)))

    def replace(self, key: str, at: datetime, thing: Thing) -> None:
        """Put a new version under a key; raises KeyError."""
        entry = self._entries.get(key)
        if entry is None:
            raise KeyError(key)
        before, record = entry
        record.kept = thing
        if before != microseconds(at):
            self._entries.put(key, (microseconds(at), record))

    def remove(self, key: str) -> None:
        """Forget a thing; nothing happens when it is not there."""
        self._entries.remove(key)

    def before(self, now: datetime, start: int = 0) -> Iterator[tuple[int, str]]:
        """Answer hour and key of everything whose hour is `now` or earlier, in no order, from a group on."""
        latest = microseconds(now)
        return ((entry[0], key) for key, entry in self._entries.items(start) if entry[0] <= latest)

    def records(self) -> Iterator[Record[Thing]]:
        """Answer the records of all things."""
        return (record for _, record in self._entries.values())

    def __len__(self) -> int:
        """Count the things by asking every bucket."""
        return len(self._entries)

    @property
    def width(self) -> int:
        """How many groups of buckets there are."""
        return self._entries.width
