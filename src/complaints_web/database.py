"""Where things are kept: in memory, or in a database with one connection a request."""

from collections.abc import Callable

from pyramid.request import Request

from complaints_core.memory import stores as memory_stores
from complaints_core.stores import Stores
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import stores_for
from complaints_web.settings import Settings

Opener = Callable[[Request], Stores]
Closer = Callable[[], None]


def open_store(settings: Settings) -> tuple[Opener, Closer]:
    """Open what `complaints.store` names; answers how a request gets its stores, and how all is closed again.

    Raises SettingError.
    """
    return _in_memory() if settings.store == "memory" else _in_zodb(settings)


def _in_memory() -> tuple[Opener, Closer]:
    kept = memory_stores()
    return (lambda request: kept), (lambda: None)


def _in_zodb(settings: Settings) -> tuple[Opener, Closer]:
    database = open_database(settings.uri, threads=settings.threads)

    def opened(request: Request) -> Stores:
        connection = database.open(request.tm)
        request.add_finished_callback(lambda _: connection.close())
        return stores_for(connection, settings.secret)

    return opened, database.close
