"""Offices in PostgreSQL: each has a server of its own, whose data lie in a folder of the cache."""

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import psycopg2

from bench.archives import in_progress, settle, up_to_date
from bench.measuring import Clock
from bench.place import Place
from bench.process import family_cpu_ms
from bench.scale import Scale
from tests.postgres import LASTING, QUICK, Server, libpq, named

OFFICE: Final = "office"
COPY: Final = "office_copy"
MAIN: Final = "postgres"
"""Names of databases; nobody who makes one is connected to the one that it is made from."""

ALONE: Final = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{OFFICE}'"  # noqa: S608

ROOMY: Final = ("shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=30min")
BATCH: Final = 10_000
LOCKS: Final = "max_locks_per_transaction=1024"
"""Complaints a commit while an office is made, and room for them: RelStorage locks each object by itself."""
PASSABLE: Final = 0o011
"""A folder through which everybody may pass, though nobody may look around."""


class PostgresArchive:
    """Keeps each office in the database of a server that runs as long as it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Server | None = None
        self.clock: Clock | None = self._cpu_ms

    @contextmanager
    def office(self, scale: Scale) -> Iterator[Place]:
        """Hand over the office of this measure, brought up to date; it is made when it is not there yet."""
        folder = self._folder / f"postgres-{scale.key}"
        if not folder.exists():
            with in_progress(folder) as unfinished:
                self._settle(scale, unfinished)
        with self._served(folder, LASTING) as server, TemporaryDirectory() as beside:
            yield up_to_date(_place(server, Path(beside)))

    @contextmanager
    def copied(self, office: Place) -> Iterator[Place]:
        """Hand over a copy of an office, which goes again on leaving. Whoever is connected to the office is
        sent away."""
        copy = Place(named(office.uri, COPY), office.folder)
        main = named(office.uri, MAIN)
        _say(main, ALONE)
        _say(main, f"CREATE DATABASE {COPY} TEMPLATE {OFFICE} STRATEGY FILE_COPY")
        try:
            yield copy
        finally:
            _say(main, f"DROP DATABASE {COPY} WITH (FORCE)")

    def written(self, place: Place) -> int:
        """Answer how far the server's journal is written, in which everything stands before it is kept."""
        return int(_asked(place.uri, "SELECT pg_current_wal_insert_lsn() - '0/0'"))

    def sizes(self, office: Place) -> Mapping[str, int]:
        """Answer the bytes of the database, the caches included, which are tables in it."""
        return {"database": int(_asked(office.uri, "SELECT pg_database_size(current_database())"))}

    def _settle(self, scale: Scale, folder: Path) -> None:
        with self._served(folder, (*QUICK, LOCKS)) as server:
            _say(server.uri, f"CREATE DATABASE {OFFICE}")
            place = _place(server, folder)
            settle(replace(scale, batch=BATCH), place)
            _say(place.uri, "VACUUM ANALYZE")
            _say(place.uri, "CHECKPOINT")

    @contextmanager
    def _served(self, folder: Path, how: tuple[str, ...]) -> Iterator[Server]:
        _open_way(folder)
        self._server = Server((*how, *ROOMY), folder)
        try:
            yield self._server
        finally:
            self._server.end()
            self._server = None

    def _cpu_ms(self) -> float:
        """Answer the CPU time of the server and of those of its processes that run."""
        assert self._server, "no server runs"
        return family_cpu_ms(self._server.pid)


def _place(server: Server, folder: Path) -> Place:
    return Place(named(server.uri, OFFICE), folder)


def _open_way(folder: Path) -> None:
    """Let the server come to its folder, which does not run as root even where the bench does."""
    if not os.geteuid():
        for above in folder.absolute().parents:
            mode = above.stat().st_mode
            if mode & PASSABLE != PASSABLE:
                above.chmod(mode | PASSABLE)


def _say(uri: str, statement: str) -> None:
    with closing(psycopg2.connect(libpq(uri))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _asked(uri: str, question: str) -> Any:
    with closing(psycopg2.connect(libpq(uri))) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        ((answer,),) = cursor.fetchall()
        return answer
