"""Who files in a database without a site: what was acknowledged, what is kept, and a disk that is full."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ZODB import DB

from complaints_core.testing.builders import citizen
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from tests.plugins.zodb.conftest import SECRET
from tests.postgres import NARROW

ROOT = Path(__file__).parents[3]


def make(uri: str) -> DB:
    """A database in which one citizen has an account."""
    db = open_database(uri, threads=4, width=NARROW)
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
    return db


def kept_codes(db: DB) -> set[str]:
    """The codes in the directory, which must be those of the citizen's list, the queue and the counter."""
    with connected(db) as connection:
        codes = {code for code, _ in site_of(connection).complaints.items()}
    with unit_of_work(db, SECRET) as stores:
        assert {one.code for one in stores.complaints.of_citizen(citizen().key)} == codes
        assert {one.code for one in stores.complaints.queue(("registered", "23"), 10**6)} == codes
        assert stores.complaints.count(("registered", "23")) == len(codes)
    return codes


def killed_while_filing(uri: str, first: int, after: int) -> list[str]:
    """Let a process file until it has acknowledged so many, kill it, answer all that it acknowledged."""
    command = [sys.executable, "-m", "tests.plugins.zodb.filing_process", uri, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:  # noqa: S603
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(after)]
        process.kill()
        # A last line may have been cut off by the kill; it was not acknowledged then.
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
    return acknowledged


@contextmanager
def full_disk(data: Path, room: int) -> Iterator[None]:
    """Let every file end, as on a full disk, where the database's file will have grown by `room` bytes."""
    unlimited = resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_FSIZE, (data.stat().st_size + room, unlimited))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (unlimited, unlimited))
