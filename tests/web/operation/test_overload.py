"""Too many at once: a quick 503 that loses nothing, and calm afterwards."""

from base64 import b64encode
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from webtest import TestApp

from complaints_web.operation.line import Line
from complaints_web.operation.overload import LATEST, LINE, SOONEST, Crowd, Patience
from tests.functional.conftest import OpenSite, open_site, settings  # noqa: F401 - fixtures
from tests.functional.person import Person
from tests.functional.serving import PATIENCE, served

SPIKE = 200
LOCAL = {"REMOTE_ADDR": "127.0.0.1"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def engine() -> str:
    return ""


CROWDS = [(5, 1, False), (6, 1, True), (3, 4, False), (3, 7, True)]


@pytest.mark.parametrize(("queued", "inside", "refused"), CROWDS)
def test_whoever_waits_counts_wherever_he_waits(queued: int, inside: int, refused: bool) -> None:
    crowd = Crowd(most=5, threads=4)
    for _ in range(inside):
        crowd.__enter__()
    assert crowd.too_large(queued) is refused


@dataclass
class AtTheDoor:
    """The line before a server, as it is just now."""

    long: int = 0
    seconds: float = 0.0

    def length(self) -> int:
        return self.long

    def waited(self) -> float:
        return self.seconds


def test_the_page_says_that_nothing_is_lost_and_when_to_come_again(open_site: OpenSite) -> None:  # noqa: F811
    site: TestApp = open_site({"complaints.waiting": "5"})
    site.app.registry[LINE] = AtTheDoor(long=6)
    page = site.get("/login", status=503)
    assert SOONEST <= int(page.headers["Retry-After"]) <= LATEST
    assert "Your words are still in the form" in page.text
    assert page.content_type == "text/html"
    style = sha256(page.html.style.string.encode()).digest()
    assert f"style-src 'sha256-{b64encode(style).decode()}'" in page.headers["Content-Security-Policy"]
    assert "complaints_requests_shed_total{process=" in site.get("/metrics", extra_environ=LOCAL).text
    assert site.get("/healthz").json == {"alive": True}
    site.get("/register/healthz", status=503)  # that it ends so helps nobody past the others
    del site.app.registry[LINE]
    site.get("/login", status=200)


def test_those_who_are_sent_away_do_not_come_back_all_at_once(open_site: OpenSite) -> None:  # noqa: F811
    site: TestApp = open_site({})
    site.app.registry[LINE] = AtTheDoor(seconds=2)
    assert len({site.get("/login", status=503).headers["Retry-After"] for _ in range(60)}) > 1


@pytest.mark.parametrize(
    ("waited", "method", "ends"),
    [
        (1.9, "GET", False),
        (2.1, "GET", True),
        (2.1, "POST", False),
        (7.9, "POST", False),
        (8.1, "POST", True),
    ],
)
def test_a_form_is_waited_for_longer_than_a_page(waited: float, method: str, ends: bool) -> None:
    assert Patience(most=9, seconds=2).ends(waited, method) is ends


def test_a_complaint_that_was_asked_to_come_again_is_sent_again_and_there_once_with_its_words(
    open_site: OpenSite,  # noqa: F811
    settings: dict[str, str],  # noqa: F811
) -> None:
    site: TestApp = open_site({})
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    words = "The lantern in the corridor is broken and nobody comes."
    form = person.filled_complaint(description=words)
    site.app.registry[LINE] = AtTheDoor(seconds=60)
    assert form.submit(status=503).headers["Retry-After"]
    del site.app.registry[LINE]
    first, again = form.submit(status=303), form.submit(status=303)
    assert first.location == again.location
    stores = person.stores
    kept = list(stores.complaints.of_citizen(stores.citizens.key_of(person.code)))
    assert [one.description for one in kept] == [words]


class Held:
    """A request that is served until it is let go; `waited` is how long it stood in line before."""

    def __init__(self, line: Line) -> None:
        self.line, self.go, self.served, self.waited = line, Event(), Event(), -1.0

    def service(self) -> None:
        self.waited = self.line.waited()
        self.go.wait(PATIENCE)
        self.served.set()

    def cancel(self) -> None:
        self.served.set()


def test_a_line_tells_how_long_it_is_and_how_long_each_has_waited() -> None:
    line = Line(threads=1)
    first, second = Held(line), Held(line)
    second.go.set()
    for one in (first, second):
        line.add_task(one)
    sleep(0.1)
    assert line.length() == 1
    first.go.set()
    assert second.served.wait(PATIENCE)
    line.shutdown()
    assert first.waited < 0.1 <= second.waited
    assert line.length() == 0


def test_who_still_stands_in_line_when_the_server_ends_is_let_go() -> None:
    line = Line(threads=1)
    first, second = Held(line), Held(line)
    for one in (first, second):
        line.add_task(one)
    first.go.set()
    second.go.set()
    line.shutdown()
    assert second.served.wait(PATIENCE)


def ask(port: int) -> tuple[int, str | None]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/login", b"national_code=1", FORM)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["Retry-After"]
    finally:
        connection.close()


def test_a_spike_is_answered_and_then_it_is_calm_again(tmp_path: Path) -> None:
    ini = tmp_path / "site.ini"
    lines = ("complaints.store = memory", "complaints.passwords = fast", "complaints.waiting = 20")
    ini.write_text("\n".join(["[app:main]", "use = egg:complaints", *lines]))
    with served(ini) as (_process, port):
        with ThreadPoolExecutor(SPIKE) as people:
            answers = Counter(people.map(ask, [port] * SPIKE))
        assert answers.total() == SPIKE
        assert {status for status, _ in answers} <= {
            400,
            503,
        }  # 400: it has no token
        assert all(later for status, later in answers if status == 503)
        assert {ask(port)[0] for _ in range(5)} == {400}
