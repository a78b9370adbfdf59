"""The bytes of attachments, as blobs: files beside the database, committed together with it."""

import os
from hashlib import file_digest
from itertools import islice
from shutil import copyfileobj
from typing import BinaryIO, Final

from persistent import Persistent
from ZODB.blob import Blob
from zope.interface import implementer

from complaints_core.domain.files import KIB
from complaints_core.domain.one_time import Draw
from complaints_core.interfaces.ports import FileState, IFileStore
from complaints_plugins.zodb.records import LAYOUT
from complaints_plugins.zodb.site import Site

PIECE = 64 * KIB
REFUSED: Final[tuple[FileState, ...]] = ("infected", "unreadable")
NOTED: Final[dict[FileState, bool]] = {"raw": False, "pending": True}
"""What stands in `Site.awaiting` for a file that waits: whether it is drawn already."""


class StoredFile(Persistent):
    """A blob, or None once its bytes were dropped, and where the file stands. `sha256` (hex) is that of bytes
    which took the place of those that came; without it the one that was written down then holds."""

    version = 0
    sha256 = ""

    def __init__(self, blob: Blob, state: FileState) -> None:
        self.version = LAYOUT
        self.blob: Blob | None = blob
        self.state = state


@implementer(IFileStore)
class ZodbFiles:
    """Keeps files under ids that are drawn. The names on the disk are the database's own.

    The bytes of a file that is removed, refused or replaced go when the database is packed.
    """

    def __init__(self, site: Site, draw: Draw) -> None:
        self._files = site.files
        self._awaiting = site.awaiting
        self._connection = site._p_jar
        self._draw = draw

    def add(self, stream: BinaryIO, state: FileState) -> str:
        """Copy a stream in pieces and answer the file's new random id."""
        file = f"{self._draw(16**32):032x}"
        self._files.add(file, StoredFile(self._blob_of(stream), state))
        self._note(file, state)
        return file

    def open(self, file: str) -> BinaryIO:
        """Answer a readable stream; raises KeyError, also for a refused file."""
        blob = self._held(file).blob
        if blob is None:
            raise KeyError(file)
        with blob.open("r") as reader:
            # The database closes its own reader with the transaction; a response is sent later than that.
            return os.fdopen(os.dup(reader.fileno()), "rb")

    def state(self, file: str) -> FileState | None:
        """Answer where a file stands."""
        held = self._files.get(file)
        return held.state if held is not None else None

    def judge(self, file: str, state: FileState) -> None:
        """Keep a verdict and drop what is refused; raises KeyError."""
        held = self._held(file)
        held.state = state
        if state in REFUSED:
            held.blob = None
        self._note(file, state)

    def replace(self, file: str, stream: BinaryIO, state: FileState) -> None:
        """Keep other bytes in place of those that came, and their SHA-256; raises KeyError."""
        held = self._held(file)
        held.blob, held.state = self._blob_of(stream), state
        with held.blob.open("r") as kept:
            held.sha256 = file_digest(kept, "sha256").hexdigest()
        self._note(file, state)

    def remove(self, file: str) -> None:
        """Drop a file; nothing happens when it is not there."""
        self._files.remove(file)
        self._awaiting.remove(file)

    def awaiting(self, state: FileState, limit: int) -> list[str]:
        """Answer ids of at most `limit` files that wait in a state."""
        waiting = (file for file, drawn in self._awaiting.items() if drawn is NOTED[state])
        return list(islice(waiting, limit))

    def _blob_of(self, stream: BinaryIO) -> Blob:
        blob = Blob()
        # Before it is opened, so that the bytes are written where the commit only renames them.
        self._connection.add(blob)
        with blob.open("w") as target:
            copyfileobj(stream, target, PIECE)
            os.fsync(target.fileno())
        return blob

    def _held(self, file: str) -> StoredFile:
        held = self._files.get(file)
        if held is None:
            raise KeyError(file)
        return held

    def _note(self, file: str, state: FileState) -> None:
        if state in NOTED:
            self._awaiting.put(file, NOTED[state])
        else:
            self._awaiting.remove(file)
