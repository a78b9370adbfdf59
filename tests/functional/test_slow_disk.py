"""A disk that takes its time, and one that fails at the worst moment: people wait for a while or are told to
come again, nothing is kept twice, and the site ends where only a new start helps."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from urllib.parse import urlencode

import pytest

from complaints_core.domain.submission import SubmissionKeys
from complaints_web.operation.overload import LATEST, SOONEST
from tests.functional.disk_process import FAILS
from tests.functional.person import COMPLAINT
from tests.functional.serving import PATIENCE, SECRET, Filer, kept_codes, wait_for
from tests.sockets import free_port

ROOT = Path(__file__).parents[2]
SECONDS = 1.0
"""What a write to the slow disk takes."""
CROWD = 40
FEW = {
    "complaints.threads": "4",
    "complaints.waiting": "8",
    "complaints.ready.commit_seconds": "2",
    "complaints.sms.inline": "false",
    "complaints.limits": "off",
}


@dataclass(frozen=True)
class Hindered:
    """A running site on a disk that can be hindered."""

    process: subprocess.Popen[bytes]
    port: int
    control: Path

    def disk(self, said: str) -> None:
        """Let each write take so many seconds, or fail."""
        self.control.write_text(said, encoding="ascii")

    def ask(self, path: str) -> tuple[int, bytes]:
        """Get a page; answers its status and what stands there."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@pytest.fixture
def ini(tmp_path: Path, settings: dict[str, str], lasting: dict[str, str]) -> Path:
    """A site on a file, with few threads and little patience, in which nobody sends."""
    lines = [f"{key} = {value}" for key, value in {**settings, **lasting, **FEW}.items()]
    path = tmp_path / "site.ini"
    path.write_text("\n".join(["[app:main]", "use = egg:complaints", *lines]), encoding="utf-8")
    return path


@pytest.fixture
def site(filer: Filer, ini: Path, tmp_path: Path) -> Iterator[Hindered]:
    with hindered(ini, tmp_path / "control") as running:
        yield running


@contextmanager
def hindered(ini: Path, control: Path) -> Iterator[Hindered]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "tests.functional.disk_process", str(control), str(ini)]
    command += ["serve", "--no-worker", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            wait_for(process, port)
            yield Hindered(process, port, control)
        finally:
            process.kill()


def sent(filer: Filer, port: int, key: str) -> tuple[int, str, float]:
    """Send one complaint; answers status, what the answer says of the way on, and the seconds it took."""
    token, began = filer._cookies["complaints_csrf"], monotonic()
    body = urlencode({**COMPLAINT, "submission_key": key, "csrf_token": token})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": filer._cookie}
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/panel/complaints/new", body, headers)
        answer = connection.getresponse()
        answer.read()
        onward = answer.headers["Location"] or answer.headers["Retry-After"] or ""
        return answer.status, onward, monotonic() - began
    finally:
        connection.close()


def test_who_presses_twice_while_the_disk_is_slow_files_once(
    site: Hindered,
    filer: Filer,
    lasting: dict[str, str],
) -> None:
    key = SubmissionKeys(SECRET).issue(filer.citizen)
    site.disk(str(SECONDS))
    with ThreadPoolExecutor(3) as presses:
        answers = list(presses.map(lambda _: sent(filer, site.port, key), range(3)))
    assert {status for status, _, _ in answers} == {303}
    assert len({onward for _, onward, _ in answers}) == 1
    assert min(seconds for _, _, seconds in answers) >= SECONDS  # nobody was told before it was on the disk
    site.process.kill()
    site.process.wait()
    assert len(kept_codes(lasting["zodb.uri"], filer.citizen)) == 1


def test_a_crowd_before_a_slow_disk_is_told_to_come_again_and_nobody_is_told_what_is_not_so(
    site: Hindered,
    filer: Filer,
    lasting: dict[str, str],
) -> None:
    keys = [SubmissionKeys(SECRET).issue(filer.citizen) for _ in range(CROWD)]
    site.disk(str(SECONDS))
    with ThreadPoolExecutor(CROWD) as people:
        answers = list(people.map(lambda key: sent(filer, site.port, key), keys))
    told = Counter(status for status, _, _ in answers)
    assert set(told) == {303, 503}
    assert all(SOONEST <= int(onward) <= LATEST for status, onward, _ in answers if status == 503)
    assert max(seconds for _, _, seconds in answers) < CROWD * SECONDS  # the crowd does not pile up

    status, said = site.ask("/readyz")
    assert (status, b"a transaction took" in said) == (503, True)
    site.disk("")
    again = [sent(filer, site.port, key) for key in keys]
    assert {status for status, _, _ in again} == {303}
    receipts = {key: onward for key, (status, onward, _) in zip(keys, answers, strict=True) if status == 303}
    afterwards = {key: onward for key, (_, onward, _) in zip(keys, again, strict=True)}
    assert receipts.items() <= afterwards.items()
    site.process.kill()
    site.process.wait()
    assert len(kept_codes(lasting["zodb.uri"], filer.citizen)) == CROWD


def test_a_disk_that_fails_in_the_last_moment_ends_the_site_and_the_next_start_is_sound(
    site: Hindered,
    filer: Filer,
    ini: Path,
    lasting: dict[str, str],
    tmp_path: Path,
) -> None:
    kept, lost = (SubmissionKeys(SECRET).issue(filer.citizen) for _ in range(2))
    code = filer.send(site.port, kept)
    site.disk(FAILS)
    status, onward, _ = sent(filer, site.port, lost)
    assert (status, onward) == (503, "30")
    assert site.process.wait(PATIENCE) == 1  # systemd starts it again

    with hindered(ini, tmp_path / "sound") as again:
        assert filer.send(again.port, kept) == code
        filer.send(again.port, lost)
    assert len(kept_codes(lasting["zodb.uri"], filer.citizen)) == 2
