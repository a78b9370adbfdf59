"""Moving everything from one database to another, as from an office's file to PostgreSQL, and back.

Objects and blobs are copied with their numbers and times by the storages themselves. Afterwards both sides
are read from the root on, and must be the same to the byte. Nobody may write meanwhile: a file is locked, and
of PostgreSQL's side the operator stops the site; a change in between is found, and named.
"""

from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ZODB.blob import is_blob_record
from ZODB.serialize import referencesf
from ZODB.utils import load_current, z64

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.database import open_storage
from complaints_plugins.zodb.uris import FILE, file_of

PIECE: Final = 1 << 20
REPORTED: Final = 10_000
"""Objects between two lines of progress."""

Say = Callable[[str], None]
"""Shows a line to the operator."""


@dataclass(frozen=True)
class Contents:
    """What is in a database: how many objects and blobs, and the digest of all their bytes."""

    objects: int
    blobs: int
    digest: str


def copy_database(source: str, target: str, say: Say) -> tuple[Contents, Contents]:
    """Copy everything from one URI to another, whose database must be empty, and read both again; answers
    what is in either, which should be equal.

    Raises SettingError where one cannot be opened, the source holds nothing, or the target holds anything.
    """
    if source.startswith(FILE) and not file_of(source).exists():
        raise SettingError("--from", "there is no such file")
    if source == target:
        raise SettingError("--to", "names the same database as --from")
    with closing(_opened(source)) as here, closing(_opened(target)) as there:
        if not holds_anything(here):
            raise SettingError("--from", "there is nothing in this database")
        if holds_anything(there):
            raise SettingError("--to", "this database is not empty; nothing was copied")
        say("copying")
        there.copyTransactionsFrom(here)
    return contents_of(source, say), contents_of(target, say)


def contents_of(uri: str, say: Say) -> Contents:
    """Read a whole database from its root on, blobs too."""
    digest, blobs = sha256(), 0
    known, waiting = {z64}, deque([z64])
    with closing(_opened(uri)) as storage:
        while waiting:
            oid = waiting.popleft()
            data, tid = load_current(storage, oid)
            digest.update(oid + tid + data)
            if is_blob_record(data):
                blobs += 1
                _read(Path(storage.loadBlob(oid, tid)), digest.update)
            new = [one for one in dict.fromkeys(referencesf(data)) if one not in known]
            known.update(new)
            waiting.extend(new)
            if (done := len(known) - len(waiting)) % REPORTED == 0:
                say(f"read {done} objects of {uri.partition(':')[0]}")
    return Contents(len(known), blobs, digest.hexdigest())


def holds_anything(storage: Any) -> bool:
    """Tell whether a storage has any transaction."""
    transactions = storage.iterator()
    try:
        return next(iter(transactions), None) is not None
    finally:
        close = getattr(transactions, "close", None)
        if close:
            close()


def _opened(uri: str) -> Any:
    storage, _ = open_storage(uri)
    return storage


def _read(path: Path, take: Callable[[bytes], None]) -> None:
    with path.open("rb") as blob:
        while piece := blob.read(PIECE):
            take(piece)
