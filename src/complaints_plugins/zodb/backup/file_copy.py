"""A backup of a FileStorage: its file by `repozo`, and the files of its blobs.

The database comes first, the blobs afterwards. A blob is in its place before the transaction that names it is
finished, and is never written again: so whatever the copied database names is found when the blobs are
copied, however many people file meanwhile. Blobs of later transactions are left out by the number in their
names. Only packing takes blobs away; `alone` keeps it out.

What the last backup holds already is taken from there by a second name for the same file (a hard link), and
of the database only what was written since is copied. So each backup is complete by itself and costs what is
new.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import gmtime, sleep, strftime
from typing import Final

from zc.lockfile import LockError, LockFile
from ZODB import DB
from ZODB.FileStorage import FileStorage
from ZODB.scripts import repozo
from ZODB.utils import u64

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.backup.manifest import GROWING
from complaints_plugins.zodb.census import Census, census_of
from complaints_plugins.zodb.site import installed
from complaints_plugins.zodb.transactions import pinned
from complaints_plugins.zodb.uris import blobs_of, file_of

DATABASE: Final = "database"
BLOBS: Final = "blobs"


@contextmanager
def alone(uri: str) -> Iterator[None]:
    """Keep other backups and packing away from a database; raises SettingError when one is under way."""
    file = file_of(uri)
    if not file.exists():
        raise SettingError("zodb.uri", "there is no such file")
    try:
        lock = LockFile(f"{file}.keeping.lock")
    except LockError:
        raise SettingError("zodb.uri", "a backup or packing of this database is under way") from None
    try:
        yield
    finally:
        lock.close()


def copy_file(uri: str, aside: Path, before: Path | None) -> tuple[Census, str]:
    """Copy a database and its blobs into a new folder, with the help of the backup before; answers what is in
    it, and the number of its last transaction. It may be in use. Raises SettingError."""
    (aside / DATABASE).mkdir()
    if before is not None and (before / DATABASE).is_dir():
        _take_over(before / DATABASE, aside / DATABASE)
    _run("-BQ", "-r", str(aside / DATABASE), "-f", str(file_of(uri)))
    _forget_before_pack(aside / DATABASE)
    last = _last_transaction(file_of(uri), _size(aside / DATABASE))
    census = _counted(file_of(uri), last)
    _copy_blobs(blobs_of(uri), aside / BLOBS, before / BLOBS if before else None, last)
    return census, last.hex()


def put_back(folder: Path, uri: str) -> None:
    """Make a database of a copy: the blobs first, so that there is no database without them."""
    file, blobs = file_of(uri), blobs_of(uri)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if blobs.exists():
        blobs.rmdir()  # it is empty; see `is_empty`
    shutil.copytree(folder / BLOBS, blobs)
    blobs.chmod(0o700)
    _run("-R", "-r", str(folder / DATABASE), "-o", str(file))
    file.chmod(0o600)


def is_empty(uri: str) -> bool:
    """Tell whether nothing is kept at a URI."""
    blobs = blobs_of(uri)
    return not file_of(uri).exists() and not (blobs.exists() and any(blobs.iterdir()))


def _run(*words: str) -> None:
    try:
        repozo.main(words)
    except SystemExit as stopped:
        raise SettingError("zodb.uri", f"repozo stopped: {stopped.code}") from None


def _take_over(before: Path, database: Path) -> None:
    for file in before.iterdir():  # what is added to must be no second name for an older backup's
        (shutil.copy2 if file.suffix == GROWING else os.link)(file, database / file.name)
    newest = max(file.stem for file in database.iterdir())
    while strftime("%Y-%m-%d-%H-%M-%S", gmtime()) <= newest:  # repozo names its files by the second
        sleep(0.1)


def _forget_before_pack(database: Path) -> None:
    """After packing repozo begins with a whole copy; what was taken over is no part of it."""
    begin = _parts(database)[0].stem
    for file in database.iterdir():
        if file.stem < begin:
            file.unlink()


def _parts(database: Path) -> list[Path]:
    """The last full copy and what was added to it since."""
    files = sorted(file for file in database.iterdir() if file.suffix in (".fs", ".deltafs"))
    full = max(number for number, file in enumerate(files) if file.suffix == ".fs")
    return files[full:]


def _size(database: Path) -> int:
    return sum(file.stat().st_size for file in _parts(database))


def _last_transaction(file: Path, size: int) -> bytes:
    """The number of the transaction that ends at a place in the file: behind each stands its length."""
    with file.open("rb") as stream:
        stream.seek(size - 8)
        stream.seek(size - 8 - u64(stream.read(8)))
        return stream.read(8)


def _counted(file: Path, last: bytes) -> Census:
    """What was in the database after a transaction, whatever was written since."""
    with closing(DB(FileStorage(str(file), read_only=True))) as db, pinned(db, last) as connection:
        if not installed(connection):
            raise SettingError("zodb.uri", "there is nothing in this database")
        return census_of(connection)


def _copy_blobs(blobs: Path, target: Path, before: Path | None, last: bytes) -> None:
    target.mkdir()
    shutil.copy2(blobs / ".layout", target / ".layout")
    for blob in blobs.glob("0x*/**/*.blob"):
        if int(blob.stem, 16) <= u64(last):
            place = blob.relative_to(blobs)
            (target / place).parent.mkdir(parents=True, exist_ok=True)
            _link(before / place if before else None, blob, target / place)


def _link(before: Path | None, blob: Path, target: Path) -> None:
    """Give a blob a second name; where that cannot be, on another disk, copy it."""
    for one in (before, blob):
        try:
            if one is not None:
                os.link(one, target)
                return
        except OSError:
            continue
    shutil.copy2(blob, target)
