"""Files in memory: the one store that does hold its bytes there, because it has nowhere else."""

import secrets
from io import BytesIO
from shutil import copyfileobj
from threading import RLock
from typing import BinaryIO

from zope.interface import implementer

from complaints_core.interfaces.ports import FileState, IFileStore

REFUSED: tuple[FileState, ...] = ("infected", "unreadable")


@implementer(IFileStore)
class MemoryFiles:
    """Keeps files as bytes; those of a refused one are dropped."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}
        self._states: dict[str, FileState] = {}
        self._lock = RLock()

    def add(self, stream: BinaryIO, state: FileState) -> str:
        """Copy a stream and answer its new random id."""
        file, content = secrets.token_hex(16), _read(stream)
        with self._lock:
            self._bytes[file], self._states[file] = content, state
        return file

    def open(self, file: str) -> BinaryIO:
        """Answer a readable stream; raises KeyError."""
        return BytesIO(self._bytes[file])

    def state(self, file: str) -> FileState | None:
        """Answer where a file stands."""
        return self._states.get(file)

    def judge(self, file: str, state: FileState) -> None:
        """Keep a verdict; raises KeyError."""
        with self._lock:
            if file not in self._states:
                raise KeyError(file)
            self._states[file] = state
            if state in REFUSED:
                self._bytes.pop(file, None)

    def replace(self, file: str, stream: BinaryIO, state: FileState) -> None:
        """Keep other bytes in place of those that came; raises KeyError."""
        content = _read(stream)
        with self._lock:
            if file not in self._states:
                raise KeyError(file)
            self._bytes[file], self._states[file] = content, state

    def remove(self, file: str) -> None:
        """Drop a file; nothing happens when it is not there."""
        with self._lock:
            self._bytes.pop(file, None)
            self._states.pop(file, None)

    def awaiting(self, state: FileState, limit: int) -> list[str]:
        """Answer ids of at most `limit` files that wait in a state."""
        with self._lock:
            return [file for file, kept in self._states.items() if kept == state][:limit]


def _read(stream: BinaryIO) -> bytes:
    copy = BytesIO()
    copyfileobj(stream, copy)
    return copy.getvalue()
