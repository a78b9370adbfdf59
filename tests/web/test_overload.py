"""Too many at once: a quick 503 that loses nothing, and calm afterwards."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from webtest import TestApp

from complaints_web.overload import QUEUE, Crowd
from tests.functional.conftest import OpenSite, open_site, settings  # noqa: F401 - fixtures
from tests.functional.test_killed import PATIENCE, served

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


def test_the_page_says_that_nothing_is_lost_and_when_to_come_again(open_site: OpenSite) -> None:  # noqa: F811
    site: TestApp = open_site({"complaints.waiting": "5"})
    site.app.registry[QUEUE] = lambda: 6
    page = site.get("/login", status=503)
    assert page.headers["Retry-After"] == "5"
    assert "Your words are still in the form" in page.text
    assert "complaints_requests_shed_total{process=" in site.get("/metrics", extra_environ=LOCAL).text
    assert site.get("/healthz").json == {"alive": True}
    del site.app.registry[QUEUE]
    site.get("/login", status=200)


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
        assert {later for status, later in answers if status == 503} <= {"5"}
        assert {ask(port)[0] for _ in range(5)} == {400}
