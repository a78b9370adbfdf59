"""Files in memory: the one store that does hold its bytes there, because it has nowhere else."""

import secrets
from io import BytesIO
from shutil import copyfileobj
from threading import RLock
from typing import BinaryIO

from zope.interface import implementer

from complaints_core.interfaces.ports import FileState, IFileStore

INFECTED: FileState = "infected"
PENDING: FileState = "pending"


@implementer(IFileStore)
class MemoryFiles:
    """Keeps files as bytes; those of an infected one are dropped."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}
        self._states: dict[str, FileState] = {}
        self._lock = RLock()

    def add(self, stream: BinaryIO, state: FileState) -> str:
        """Copy a stream and answer its new random id."""
        file, copy = secrets.token_hex(16), BytesIO()
        copyfileobj(stream, copy)
        with self._lock:
            self._bytes[file] = copy.getvalue()
            self._states[file] = state
        return file

    def open(self, file: str) -> BinaryIO:
        """Answer a readable stream; raises KeyError."""
        return BytesIO(self._bytes[file])

    def state(self, file: str) -> FileState | None:
        """Answer whether the scanner has passed the file."""
        return self._states.get(file)

    def judge(self, file: str, state: FileState) -> None:
        """Keep the scanner's verdict; raises KeyError."""
        with self._lock:
            if file not in self._states:
                raise KeyError(file)
            self._states[file] = state
            if state == INFECTED:
                self._bytes.pop(file, None)

    def remove(self, file: str) -> None:
        """Drop a file; nothing happens when it is not there."""
        with self._lock:
            self._bytes.pop(file, None)
            self._states.pop(file, None)

    def awaiting(self, limit: int) -> list[str]:
        """Answer ids of at most `limit` files that wait for the scanner."""
        with self._lock:
            return [file for file, state in self._states.items() if state == PENDING][:limit]
