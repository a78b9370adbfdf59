"""gunicorn and granian as deploy/ starts them: two processes on one PostgreSQL that take a complaint."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from webtest import TestApp

import complaints_web
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.submission import SubmissionKeys
from complaints_web.site import site_of
from tests.deploy.test_nginx import ROOT
from tests.deploy.test_nginx import wait_for as wait_until_it_listens
from tests.functional.conftest import on_postgres, settings
from tests.functional.person import Person
from tests.functional.serving import PATIENCE, SECRET, Filer
from tests.sockets import free_port

__all__ = ["on_postgres", "settings"]

BIN = Path(sys.executable).parent
COMMANDS = {
    "gunicorn": [f"{BIN}/gunicorn", "-c", "deploy/gunicorn.conf.py", "complaints_web.wsgi:application()"],
    "granian": ["sh", "deploy/granian.sh"],
}


@pytest.fixture
def engine() -> str:
    return "postgres"


@pytest.fixture
def filer(settings: dict[str, str]) -> Filer:
    site = TestApp(complaints_web.main({}, **settings))
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    site_of(site.app.registry).close()
    return Filer(dict(site.cookies), OpaqueKeys(SECRET, "citizen")(person.code))


@pytest.fixture
def ini(tmp_path: Path, settings: dict[str, str]) -> Path:
    path = tmp_path / "site.ini"
    lines = [f"{key} = {value}" for key, value in settings.items()]
    path.write_text("\n".join(["[app:main]", "use = egg:complaints", "complaints.limits = off", *lines]))
    return path


@contextmanager
def serving(server: str, ini: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a server as an operator would; answers it and its port."""
    port = free_port()
    told = {
        "COMPLAINTS_INI": str(ini),
        "COMPLAINTS_BIND": f"127.0.0.1:{port}",
        "COMPLAINTS_PORT": str(port),
        "COMPLAINTS_PROCESSES": "2",
        "PYTHONWARNINGS": "ignore",
        "PATH": f"{BIN}:{os.environ['PATH']}",
    }
    with subprocess.Popen(COMMANDS[server], cwd=ROOT, env={**os.environ, **told}) as process:  # noqa: S603
        try:
            wait_until_it_listens(port)
            yield process, port
        finally:
            process.terminate()


@pytest.mark.parametrize("server", COMMANDS)
def test_two_processes_take_complaints_and_end_in_order(server: str, ini: Path, filer: Filer) -> None:
    if find_spec(server) is None:
        pytest.skip(f"{server} is not installed")
    with serving(server, ini) as (process, port):
        codes = {filer.send(port, SubmissionKeys(SECRET).issue(filer.citizen)) for _ in range(4)}
        assert len(codes) == 4
        assert all(filer.sees(port, code) for code in codes)
        process.terminate()
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("server", COMMANDS)
def test_a_wrong_setting_ends_the_server(server: str, ini: Path) -> None:
    if find_spec(server) is None:
        pytest.skip(f"{server} is not installed")
    ini.write_text(ini.read_text() + "\ncomplaints.log = morse\n")
    told = {"COMPLAINTS_INI": str(ini), "PYTHONWARNINGS": "ignore", "PATH": f"{BIN}:{os.environ['PATH']}"}
    told |= {"COMPLAINTS_BIND": "127.0.0.1:0", "COMPLAINTS_PORT": str(free_port())}
    done = subprocess.run(  # noqa: S603
        COMMANDS[server], cwd=ROOT, env={**os.environ, **told}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode
    assert "complaints.log: 'morse' is none of: text, json" in done.stderr
