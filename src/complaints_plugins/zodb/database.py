"""Opening the database by its URI."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from weakref import finalize

import zodburi
from zc.lockfile import LockError
from ZODB import DB
from ZODB.POSException import ConflictError

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.outage import INSTALL, KNOWN, faults_of, missing_drivers, said_of
from complaints_plugins.zodb.site import WIDTH, install, installed, site_of
from complaints_plugins.zodb.transactions import connected
from complaints_plugins.zodb.upgrades import refuse_old, upgrade
from complaints_plugins.zodb.uris import FILE, POSTGRES, file_of, with_blobs

SETTING = "zodb.uri"

log = logging.getLogger(__name__)


def open_database(uri: str, threads: int, *, width: int = WIDTH, upgrading: bool = False) -> DB:
    """Open the database at a zodburi URI, ready to be served by this many threads.

    A `file://` URI gets its folder made, and blobs beside the file (`Data.fs.blobs`) unless it says
    `blobstorage_dir`. `postgres://user:password@host:port/database` is a database that any number of
    processes share (see `addresses`; `ssl_mode` may stand in it as libpq knows it); it keeps blobs, too, and
    `blob_dir` may name a lasting folder for copies of them.
    `connection_cache_size` (objects a connection) and `connection_pool_size` may stand in the URI; the pool
    is never smaller than `threads`. A new database gets its site, `width` x `width` buckets in the large
    directories. With `upgrading` an old one is brought up to date, without it it is refused. A `memory://`
    database is good for a look at most: it keeps no files and merges nothing.

    Raises SettingError for a URI that cannot be opened, a file that another process has open, a server out of
    reach, and a database of another generation.
    """
    storage, options = open_storage(uri)
    options["pool_size"] = max(threads, options["pool_size"])
    db = DB(storage, **options)
    try:
        _prepare(db, width, upgrading)
    except BaseException:
        db.close()
        raise
    return db


def open_storage(uri: str) -> tuple[Any, dict[str, Any]]:
    """Open what a database stands on; answers it with the options of the database. Raises SettingError."""
    scratch = Path(tempfile.mkdtemp(prefix="complaints-blobs-")) if uri.startswith(POSTGRES) else Path()
    try:
        storage, options = _storage(uri, scratch)
    except BaseException:
        _forget(scratch)
        raise
    finalize(storage, _forget, scratch)
    return storage, options


def _forget(scratch: Path) -> None:
    if scratch.name:
        shutil.rmtree(scratch, ignore_errors=True)


def _prepare(db: DB, width: int, upgrading: bool) -> None:
    with suppress(ConflictError), connected(db) as connection:  # another process installs it, too
        if not installed(connection):
            log.info("there was nothing here: a new database is begun in %s", db.storage.getName())
            install(connection, width)
    if upgrading:
        upgrade(db)
    with connected(db) as connection:
        refuse_old(site_of(connection))


def _storage(uri: str, scratch: Path) -> tuple[Any, dict[str, Any]]:
    if uri.startswith(FILE) and not uri.startswith(f"{FILE}/"):
        raise SettingError(
            SETTING, "must name the whole path, as file:///srv/Data.fs does with three slashes"
        )
    try:
        make, options = _resolved(with_blobs(uri, scratch))
        if uri.startswith(FILE):
            file_of(uri).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return make(), options
    except LockError as error:
        reason = (
            "another process has this database open; a file serves one process, "
            "so stop the other one, or use PostgreSQL for several"
        )
        raise SettingError(SETTING, reason) from error
    except (zodburi.NoResolverForScheme, *missing_drivers()) as error:  # whose own text may hold a password
        scheme, hint = uri.partition(":")[0], INSTALL if uri.startswith(POSTGRES) else KNOWN
        reason = f"nothing that is installed keeps a database at {scheme}:{hint}"
        raise SettingError(SETTING, reason) from error
    except (KeyError, ValueError) as error:
        raise SettingError(SETTING, f"cannot be understood: {error.args[0]}") from error
    except faults_of(uri) as error:
        raise SettingError(SETTING, f"cannot be opened: {said_of(error)}") from error


def _resolved(uri: str) -> tuple[Callable[[], Any], dict[str, Any]]:
    if uri.startswith(POSTGRES) and find_spec("relstorage"):
        from complaints_plugins.zodb.relstorage import resolve  # only who keeps his data there has it

        return resolve(uri)
    found: tuple[Callable[[], Any], dict[str, Any]] = zodburi.resolve_uri(uri)
    return found
