"""What operators do with a whole database while nobody else writes in it: upgrading and packing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext

from ZODB import DB

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.backup.file_copy import alone
from complaints_plugins.zodb.begun import forget_secret
from complaints_plugins.zodb.database import open_storage
from complaints_plugins.zodb.server import refuse_others
from complaints_plugins.zodb.site import installed
from complaints_plugins.zodb.transactions import connected
from complaints_plugins.zodb.upgrades import upgrade
from complaints_plugins.zodb.uris import FILE, POSTGRES, file_of


def upgrade_database(uri: str) -> list[str]:
    """Run the upgrade steps that a database needs; answers their titles. Raises SettingError where another
    process is at work on it, or nothing is there."""
    with _alone_with(uri) as db:
        return upgrade(db)


def accept_other_secret(uri: str) -> None:
    """Let a database be opened with another secret than it was begun with; raises as `upgrade_database`."""
    with _alone_with(uri) as db:
        forget_secret(db)


def pack_database(uri: str, days: float) -> tuple[int, int]:
    """Forget versions that were replaced more than so many days ago, and the files of removed blobs; answers
    the size of the database before and after, in bytes. No backup is made meanwhile. Raises SettingError."""
    with alone(uri) if uri.startswith(FILE) else nullcontext(), closing(_opened(uri)) as db:
        before = db.getSize()
        db.pack(days=days)
        return before, db.getSize()


@contextmanager
def _alone_with(uri: str) -> Iterator[DB]:
    if uri.startswith(POSTGRES):
        refuse_others(uri)
    with closing(_opened(uri)) as db:
        yield db


def _opened(uri: str) -> DB:
    """Open a database of any generation, which must have a site."""
    if uri.startswith(FILE) and not file_of(uri).exists():
        raise SettingError("zodb.uri", "there is no such file")
    storage, options = open_storage(uri)
    db = DB(storage, **options)
    with connected(db) as connection:
        there = installed(connection)
    if not there:
        db.close()
        raise SettingError("zodb.uri", "there is nothing in this database")
    return db
