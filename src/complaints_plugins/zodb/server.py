"""Asking the PostgreSQL server behind a `postgres://` address what the database itself does not know."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from secrets import token_hex
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import urlsplit

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.addresses import dsn_of, parts_of

VARIABLES: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}
"""What libpq calls the parts of an address, in its own words and in the environment."""
LEAVING: Final = 3.0
"""Seconds that a session may take to end."""


def is_empty_on_server(uri: str) -> bool:
    """Tell whether a database has no table yet; raises SettingError where it cannot be asked."""
    with _said(uri) as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
        return bool(cursor.fetchone()[0] == 0)


@contextmanager
def scratch(uri: str) -> Iterator[str]:
    """Make an empty database beside another, and forget it afterwards; answers its address. Raises
    SettingError where this account must not make one."""
    name = f"complaints_drill_{token_hex(6)}"
    with _said(uri) as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield urlsplit(uri)._replace(path=f"/{name}").geturl()
    finally:
        with _said(uri) as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def refuse_others(uri: str) -> None:
    """Raise SettingError where anybody else is at work on a database: a site, a worker, or somebody by hand.
    Who has just left is given some seconds to be gone."""
    until = monotonic() + LEAVING
    while others := _others(uri):
        if monotonic() > until:
            reason = f"{others} other session(s) are on this database; stop every site and worker first"
            raise SettingError("zodb.uri", reason)
        sleep(0.1)


def _others(uri: str) -> int:
    with _said(uri) as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def place_of(uri: str) -> dict[str, str]:
    """Where a database is, and how it is asked, as PostgreSQL's programs read it from the environment."""
    return {VARIABLES[name]: text for name, text in parts_of(uri).items()}


@contextmanager
def _said(uri: str) -> Iterator[Any]:
    """Hand over a cursor that needs no transaction."""
    import psycopg2  # only who keeps his data there has it

    try:
        with closing(psycopg2.connect(dsn_of(uri))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
    except psycopg2.Error as error:
        raise SettingError("zodb.uri", f"PostgreSQL refuses: {' '.join(str(error).split())}") from None
