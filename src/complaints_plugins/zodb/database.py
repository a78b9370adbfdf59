"""Opening the database by its URI."""

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

import zodburi
from zc.lockfile import LockError
from ZODB import DB
from ZODB.POSException import ConflictError

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.site import WIDTH, install, installed, site_of
from complaints_plugins.zodb.transactions import connected
from complaints_plugins.zodb.upgrades import refuse_old, upgrade

SETTING = "zodb.uri"
FILE = "file://"


def open_database(uri: str, threads: int, *, width: int = WIDTH, upgrading: bool = False) -> DB:
    """Open the database at a zodburi URI, ready to be served by this many threads.

    A `file://` URI gets its folder made, and blobs beside the file (`Data.fs.blobs`) unless it says
    `blobstorage_dir`. `connection_cache_size` (objects a connection) and `connection_pool_size` may stand in
    the URI; the pool is never smaller than `threads`. A new database gets its site, `width` x `width` buckets
    in the large directories. With `upgrading` an old one is brought up to date, without it it is refused.
    A `memory://` database is good for a look at most: it keeps no files and merges nothing.

    Raises SettingError for a URI that cannot be opened, a file that another process has open, and a database
    of another generation.
    """
    storage, options = _storage(_with_blobs(uri))
    options["pool_size"] = max(threads, options["pool_size"])
    db = DB(storage, **options)
    try:
        _prepare(db, width, upgrading)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: DB, width: int, upgrading: bool) -> None:
    with suppress(ConflictError), connected(db) as connection:  # another process installs it, too
        if not installed(connection):
            install(connection, width)
    if upgrading:
        upgrade(db)
    with connected(db) as connection:
        refuse_old(site_of(connection))


def _with_blobs(uri: str) -> str:
    """Answer a file URI that says where its blobs are; any other as it is."""
    if not uri.startswith(FILE):
        return uri
    path, _, query = uri.removeprefix(FILE).partition("?")
    if "blobstorage_dir" in parse_qs(query):
        return uri
    blobs = f"blobstorage_dir={quote(path + '.blobs')}"
    return f"{FILE}{path}?{query}&{blobs}" if query else f"{FILE}{path}?{blobs}"


def _storage(uri: str) -> tuple[Any, dict[str, Any]]:
    """Open the storage; answers it with the options of its database."""
    try:
        make, options = zodburi.resolve_uri(uri)
        if uri.startswith(FILE):
            _file_of(uri).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return make(), options
    except LockError as error:
        reason = (
            "another process has this database open; a file serves one process, "
            "so stop the other one, or use PostgreSQL for several"
        )
        raise SettingError(SETTING, reason) from error
    except zodburi.NoResolverForScheme as error:  # whose own text may hold a password
        scheme = uri.partition(":")[0]
        raise SettingError(SETTING, f"nothing that is installed keeps a database at {scheme}:") from error
    except (KeyError, ValueError) as error:
        raise SettingError(SETTING, f"cannot be understood: {error.args[0]}") from error
    except OSError as error:
        raise SettingError(SETTING, f"cannot be opened: {error.strerror or error}") from error


def _file_of(uri: str) -> Path:
    return Path(uri.removeprefix(FILE).partition("?")[0]).absolute()
