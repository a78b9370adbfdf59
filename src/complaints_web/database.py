"""Where things are kept: in memory, or in a database with one connection a request."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyramid.request import Request

from complaints_core.interfaces.errors import SettingError
from complaints_core.memory import stores as memory_stores
from complaints_core.stores import Stores
from complaints_plugins.zodb.backup.dump import PROGRAMS
from complaints_plugins.zodb.backup.keeper import Keeper, files_of, forget_old
from complaints_plugins.zodb.backup.manifest import Manifest, chosen, manifest_of
from complaints_plugins.zodb.backup.sealing import seal_from_settings
from complaints_plugins.zodb.begun import is_other_secret, refuse_other_secret
from complaints_plugins.zodb.copying import copy_database
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.doctor import Finding, amendments_of, examined, repair
from complaints_plugins.zodb.looking import kept_complaints, looked_at
from complaints_plugins.zodb.outage import faults_of, gave_up
from complaints_plugins.zodb.stores import stores_for
from complaints_plugins.zodb.transactions import open_connection
from complaints_plugins.zodb.upkeep import accept_other_secret, pack_database, upgrade_database
from complaints_plugins.zodb.uris import file_of
from complaints_web.settings import Settings

__all__ = [
    "Finding",
    "Keeper",
    "Keeping",
    "Manifest",
    "accept_other_secret",
    "amendments_of",
    "begun_otherwise",
    "chosen",
    "copy_database",
    "examined",
    "file_of",
    "files_of",
    "forget_old",
    "keeper_of",
    "kept_complaints",
    "manifest_of",
    "open_store",
    "pack_database",
    "repair",
    "upgrade_database",
]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Keeping:
    """How a request gets its stores, how all is closed again, what is raised while the stores are out of
    reach, and whether they are so for good: until the process is started anew."""

    open_stores: Callable[[Request], Stores]
    close: Callable[[], None]
    faults: tuple[type[Exception], ...] = (OSError,)
    lost: Callable[[], bool] = lambda: False


def keeper_of(settings: Mapping[str, str]) -> Keeper:
    """Answer who makes backups as the settings say; raises SettingError."""
    programs = settings.get(PROGRAMS, "").strip()
    if programs and not Path(programs).is_dir():
        raise SettingError(PROGRAMS, f"{programs!r} is no folder")
    return Keeper(seal_from_settings(settings), programs)


def begun_otherwise(settings: Settings) -> bool:
    """Tell whether the database of a site for everybody, which may be in use, was begun with another secret;
    raises SettingError."""
    with looked_at(settings.uri) as connection:
        return settings.production and is_other_secret(connection, settings.secret)


def open_store(settings: Settings) -> Keeping:
    """Open what `complaints.store` names; raises SettingError."""
    if settings.production and settings.store == "memory":
        log.warning("complaints.store is memory: everything is gone when this process ends")
    return _in_memory() if settings.store == "memory" else _in_zodb(settings)


def _in_memory() -> Keeping:
    kept = memory_stores()
    return Keeping(lambda request: kept, lambda: None)


def _in_zodb(settings: Settings) -> Keeping:
    database = open_database(settings.uri, threads=settings.threads)
    if settings.production:
        try:
            refuse_other_secret(database, settings.secret)
        except BaseException:
            database.close()
            raise

    def opened(request: Request) -> Stores:
        connection = open_connection(database, request.tm)
        request.add_finished_callback(lambda _: connection.close())
        return stores_for(connection, settings.secret)

    return Keeping(opened, database.close, faults_of(settings.uri), lambda: gave_up(database.storage))
