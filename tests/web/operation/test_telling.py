"""A worker apart is watched like a web process: its own numbers, and no page."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from webtest import TestApp

from complaints_core.interfaces.errors import SettingError
from complaints_web.background import work_of
from complaints_web.operation.telling import telling
from complaints_web.scripts import main as command
from complaints_web.thread import Worker
from tests.functional.conftest import open_site, settings, stopped  # noqa: F401 - fixtures
from tests.functional.person import Person
from tests.functional.serving import PATIENCE, SERVE, wait_for
from tests.sockets import free_port


@pytest.fixture
def engine() -> str:
    return ""


@pytest.fixture
def site(open_site) -> TestApp:  # type: ignore[no-untyped-def] # noqa: F811
    opened: TestApp = open_site()
    return opened


@pytest.fixture
def port(site: TestApp) -> Iterator[int]:
    """Where the site tells machines how it goes."""
    port = free_port()
    with telling(site.app, f"127.0.0.1:{port}"):
        yield port


def ask(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def number(port: int, name: str) -> float:
    """The number of that name at /metrics."""
    line = next(line for line in ask(port, "/metrics")[1].splitlines() if line.startswith(f"{name}{{"))
    return float(line.rpartition(" ")[2])


def test_machines_are_told_and_nobody_finds_a_page(port: int) -> None:
    assert ask(port, "/healthz") == (200, '{"alive":true}')
    assert ask(port, "/metrics")[0] == 200
    assert [ask(port, path) for path in ("/", "/login", "/staff", "/metrics/")] == [(404, "")] * 4


def test_messages_deadlines_and_rounds_that_failed_are_counted(
    site: TestApp,
    port: int,
    settings: dict[str, str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = stopped(site)
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    person.file_complaint()
    clock.advance(days=60)
    work = work_of(site.app.registry)
    assert number(port, "complaints_escalations_total") == 0
    work.round()
    assert number(port, "complaints_escalations_total") == 1
    assert number(port, "complaints_messages_sent_total") == len(person.messages())

    def fails() -> None:
        raise LookupError

    monkeypatch.setattr(type(work), "_chain", lambda self: fails())
    Worker(work).work_until(lambda pause: True)
    assert number(port, "complaints_rounds_failed_total") == 1


def test_an_address_that_is_taken_is_refused_in_a_sentence(site: TestApp, port: int) -> None:
    taken = f"127.0.0.1:{port}"
    with (
        pytest.raises(SettingError, match=f"nobody can listen at {taken}: ") as refused,
        telling(site.app, taken),
    ):
        pytest.fail("two listen at one address")
    assert "\n" not in str(refused.value)


def written(folder: Path) -> str:
    """The ini of a site in memory."""
    ini = folder / "site.ini"
    lines = ("complaints.store = memory", "complaints.passwords = fast", "complaints.challenge = off")
    ini.write_text("\n".join(["[app:main]", "use = egg:complaints", *lines]), encoding="utf-8")
    return str(ini)


def test_the_command_tells_until_it_is_told_to_end(tmp_path: Path) -> None:
    port = free_port()
    words = [written(tmp_path), "worker", "--metrics", f"127.0.0.1:{port}"]
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", SERVE, *words]) as worker:  # noqa: S603
        wait_for(worker, port)
        assert ask(port, "/metrics")[0] == 200
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0


def test_the_command_that_cannot_tell_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([written(tmp_path), "worker", "--metrics", "nowhere"]) == 2
    assert "--metrics: nobody can listen at nowhere" in capsys.readouterr().err
