"""Turns among the threads of one process."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from zope.interface import implementer

from complaints_core.interfaces.ports import ITurns


@implementer(ITurns)
class MemoryTurns:
    """Keeps a lock for each kind of work: enough where one process has the data to itself."""

    def __init__(self) -> None:
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    @contextmanager
    def turn(self, name: str) -> Iterator[bool]:
        """Hand over whether the turn is mine; it ends on leaving."""
        lock = self._locks[name]
        mine = lock.acquire(blocking=False)
        try:
            yield mine
        finally:
            if mine:
                lock.release()
