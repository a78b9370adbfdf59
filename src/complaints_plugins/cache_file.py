"""A cache in one SQLite file: opened, made, thrown away. What stands in it is the affair of the plug-in that
keeps it.

The file may be deleted at any time, also while the site runs; a file that is broken, or of another layout, is
thrown away. Whoever fills it begins anew.
"""

import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar
from weakref import finalize

from complaints_core.interfaces.errors import SettingError

PATIENCE: Final = 10.0
"""Seconds to wait for whoever else writes."""
BROKEN: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises; sqlite3 cannot always read its own messages about one."""
MEMORY: Final = "memory"
SUFFIX: Final = ".db"
"""How a file must end: a file that cannot be read is thrown away, and it must be none but ours."""

READABLE: Final = partial(str, encoding="utf-8", errors="replace")
"""Reads texts: a damaged code is no code of anybody's, and no error."""

Answer = TypeVar("Answer")
Way = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Hands over a connection to the file."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Layout:
    """The tables of a cache: how they are made, and their number, which is kept in the file. A file of
    another number begins anew."""

    number: int
    tables: Sequence[str]

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Make the tables of a new file; raises sqlite3.DatabaseError for a file of another layout."""
        if _number(connection) == self.number:
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        number = _number(connection)  # somebody else may have made them meanwhile
        if number not in (0, self.number):
            raise sqlite3.DatabaseError(f"its layout is {number}, not {self.number}")
        for statement in self.tables if number == 0 else ():
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {self.number:d}")
        connection.execute("COMMIT")


class CacheFile:
    """One file that any number of threads and processes may read while one writes.

    Who writes opens the file anew. Who reads goes on with what his thread opened before, for opening costs
    more than most answers; once another file stands there, or what was written into it has settled, he opens
    that one, so that nobody keeps hold of a file that is gone.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self._path = path
        self._layout = layout
        self._thread = threading.local()

    def read(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Answer what some work finds, all of it in one state of the file."""

        def whole(connection: sqlite3.Connection) -> Answer:
            connection.execute("BEGIN")
            try:
                return work(connection)
            finally:
                connection.rollback()

        return self._attempt(self._kept_open, whole)

    def change(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do some work and keep it, all or nothing."""

        def whole(connection: sqlite3.Connection) -> None:
            # The indexer notes in the database that it is done: no cut of the power may undo it here alone.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            work(connection)
            connection.execute("COMMIT")

        self._attempt(self._opened, whole)

    def clear(self) -> None:
        """Throw the file away."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def _attempt(self, way: Way, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Do some work on a connection; where the file cannot be read, do it on a new one."""
        try:
            with way() as connection:
                return work(connection)
        except BROKEN as broken:
            if type(broken) not in BROKEN:  # a subclass: locked, no room, a fault of ours
                raise
            log.warning("the cache %s is filled anew, for it cannot be read: %s", self._path.name, broken)
        self.clear()
        with way() as connection:
            return work(connection)

    @contextmanager
    def _kept_open(self) -> Iterator[sqlite3.Connection]:
        kept: _Kept | None = getattr(self._thread, "kept", None)
        if kept is None or kept.file != _file_at(self._path):
            self._thread.kept = None  # closed before the next one is opened
            kept = self._thread.kept = _Kept(self._open(), self._path)
        yield kept.connection

    def _opened(self) -> AbstractContextManager[sqlite3.Connection]:
        return closing(self._open())

    def _open(self) -> sqlite3.Connection:
        if not self._path.exists():  # its companions get the same mode from SQLite
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        with ExitStack() as opening:
            connection = opening.enter_context(closing(_connected(self._path)))
            connection.text_factory = READABLE
            self._layout.prepare(connection)
            opening.pop_all()
        return connection


def _connected(path: Path) -> sqlite3.Connection:
    # Whoever tidies up after a thread may be another one.
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


class _Kept:
    """A connection that stays open until nobody needs it, and the file it is to."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.file = _file_at(path)
        # What closes it holds it as well: where both are thrown away at once, none would be the first to go.
        # A process that ends closes nothing, because it may be a child with the files of its parent.
        finalize(self, connection.close).atexit = False


def _file_at(path: Path) -> tuple[int, ...]:
    """Tell one file from another that stands there later, from itself once more was written into it, and one
    process from its child, which must not use what its parent opened."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return os.getpid(), found.st_dev, found.st_ino, found.st_mtime_ns


def cache_path(settings: Mapping[str, Any], setting: str, name: str) -> Path | None:
    """Answer where the cache of a setting stands: None for `memory`, else a file that ends in `.db`.

    Without the setting, a file of that name beside the one of `zodb.uri`, and memory where nothing is kept in
    a file. Raises SettingError.
    """
    named = str(settings.get(setting, "")).strip() or _beside(settings, setting, name)
    if named == MEMORY:
        return None
    path = Path(named).absolute()
    if path.suffix != SUFFIX:
        raise SettingError(setting, f"must be `{MEMORY}` or end in {SUFFIX}: a broken cache is thrown away")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(setting, f"nothing can be kept at {path}: {error}") from error
    return path


def _beside(settings: Mapping[str, Any], setting: str, name: str) -> str:
    uri = str(settings.get("zodb.uri", ""))
    if settings.get("complaints.store") == MEMORY or uri.startswith("memory:"):
        return MEMORY
    if not uri.startswith("file://"):
        raise SettingError(setting, f"must name a file, ending in {SUFFIX}")
    return str(Path(uri.removeprefix("file://").partition("?")[0]).with_name(name))


def _number(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number
