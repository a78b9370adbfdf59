"""A backup of a database in PostgreSQL: `pg_dump`, with the blobs, which are kept in it.

Dump and census see the same moment: the census is taken on a connection whose snapshot the dump is given.
"""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from ZODB import DB
from ZODB.utils import p64

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.census import Census, census_of
from complaints_plugins.zodb.database import open_storage
from complaints_plugins.zodb.server import place_of
from complaints_plugins.zodb.site import installed
from complaints_plugins.zodb.transactions import connected

DUMP: Final = "database.dump"
PROGRAMS: Final = "complaints.backup.postgres"
"""Names the folder of pg_dump and pg_restore, where they are not on the path."""
DEBIAN: Final = Path("/usr/lib/postgresql")


def copy_database_of_server(uri: str, aside: Path, programs: str) -> tuple[Census, str]:
    """Dump a database into a new folder; answers what is in it, and the number of its last transaction. It
    may be in use. Raises SettingError."""
    storage, options = open_storage(uri)
    with closing(DB(storage, **options)) as db, connected(db) as connection:
        if not installed(connection):
            raise SettingError("zodb.uri", "there is nothing in this database")
        census = census_of(connection)
        snapshot, last = _snapshot(connection)
        _run(programs, "pg_dump", uri, "-Fc", "--no-owner", f"--snapshot={snapshot}", "-f", str(aside / DUMP))
    return census, last


def put_back_on_server(folder: Path, uri: str, programs: str) -> None:
    """Fill an empty database from a dump, all of it or nothing. Raises SettingError."""
    how = ("--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={place_of(uri)['PGDATABASE']}")
    _run(programs, "pg_restore", uri, *how, str(folder / DUMP))


def _snapshot(connection: Any) -> tuple[str, str]:
    """The name of the snapshot in which a connection reads, by which another session can read the same, and
    its last transaction (hex). RelStorage has no public way to the session that it loads with."""
    cursor = connection._storage._load_connection.cursor
    cursor.execute("SELECT pg_export_snapshot(), (SELECT coalesce(max(tid), 0) FROM object_state)")
    name, last = cursor.fetchone()
    return str(name), p64(last).hex()


def _run(programs: str, program: str, uri: str, *words: str) -> None:
    """Run one of PostgreSQL's programs. The password goes by the environment, for every user of a machine
    can read the words of a command."""
    command = [_found(programs, program), *words]
    environment = {**os.environ, **place_of(uri)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SettingError(PROGRAMS, f"{program} stopped: {' '.join(done.stderr.split())}")


def _found(programs: str, program: str) -> str:
    """Where a program is: in the folder of the settings, else the newest of Debian's, else on the path."""
    if programs:
        places = [Path(programs) / program]
    else:
        by_version = sorted(DEBIAN.glob("*/bin"), key=_version, reverse=True)
        places = [one / program for one in by_version]
    found = next((str(one) for one in places if one.is_file()), None) or shutil.which(program)
    if found is None or (programs and not places[0].is_file()):
        raise SettingError(
            PROGRAMS, f"{program} is not found; install PostgreSQL's client, or name its folder"
        )
    return found


def _version(programs: Path) -> list[int]:
    """The version of a folder like `9.6/bin` or `18/bin`."""
    return [int(part) for part in programs.parent.name.split(".") if part.isdecimal()]
