"""What was acknowledged is in the database, whoever was killed: the process that filed, or the server."""

import subprocess
import sys
from random import Random
from threading import Timer

import pytest

from complaints_core.testing.builders import citizen
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from tests.plugins.zodb.conftest import SECRET
from tests.plugins.zodb.filers import ROOT, kept_codes, killed_while_filing
from tests.postgres import Databases, Server

KILLS = 3
PATIENCE = 20.0


@pytest.fixture
def uri(own_server: Server) -> str:
    """A database in which one citizen has an account, on a server of our own."""
    uri = Databases(own_server.uri).with_site()
    db = open_database(uri, threads=1)
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
    db.close()
    return uri


def kept(uri: str) -> set[str]:
    db = open_database(uri, threads=1)
    try:
        return kept_codes(db)
    finally:
        db.close()


def filed_until_the_server_dies(uri: str, first: int, server: Server, after: float) -> set[str]:
    """Let a process file until the server is killed under it; answers all that it acknowledged."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.plugins.zodb.filing_process", uri, str(first)]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        acknowledged = {process.stdout.readline().strip()}
        Timer(after, server.kill).start()
        Timer(PATIENCE, process.kill).start()
        # The driver says in between that the server is gone.
        acknowledged |= {line.strip() for line in process.stdout if line[:-1].isdecimal()}
        process.kill()
    return acknowledged


def test_every_acknowledged_complaint_survives_the_kill_of_its_process(uri: str) -> None:
    draw, acknowledged = Random(1405), set[str]()  # noqa: S311 - a moment, not a secret
    for kill in range(KILLS):
        acknowledged |= set(killed_while_filing(uri, kill * 10**6, draw.randrange(1, 60)))
        assert acknowledged <= kept(uri)
    assert len(acknowledged) >= KILLS


def test_every_acknowledged_complaint_survives_the_kill_of_the_server(own_server: Server, uri: str) -> None:
    draw, acknowledged = Random(1405), set[str]()  # noqa: S311 - a moment, not a secret
    for kill in range(KILLS):
        acknowledged |= filed_until_the_server_dies(uri, kill * 10**6, own_server, draw.random())
        own_server.start()
        assert acknowledged <= kept(uri)
    assert len(acknowledged) >= KILLS
