"""What Prometheus is told: numbers by names of ours, to whom it is meant for, and nobody's words."""

import re
from pathlib import Path

import pytest
from webtest import TestApp, Upload

import complaints_web
from complaints_core.interfaces.errors import SettingError
from complaints_web.background import work_of
from complaints_web.operation.meters import Meters
from tests.functional.conftest import open_site, settings  # noqa: F401 - fixtures
from tests.functional.person import COMPLAINT, Person
from tests.functional.test_logs import secrets_of
from tests.plugins.files.samples import png

LINE = re.compile(r'^(# TYPE \w+ (counter|gauge|histogram)|\w+\{(\w+="[\w.+]*",?)*\} [0-9.e+-]+)$')
HERE = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def engine() -> str:
    return ""


@pytest.fixture
def site(open_site) -> TestApp:  # type: ignore[no-untyped-def] # noqa: F811
    opened: TestApp = open_site({"complaints.sms.inline": "true"})
    return opened


def told(site: TestApp, name: str) -> list[str]:
    """The samples of one name, without their value."""
    lines = site.get("/metrics", extra_environ=HERE).text.splitlines()
    return [line for line in lines if line.startswith(f"{name}{{")]


def value(site: TestApp, name: str) -> float:
    (line,) = told(site, name)
    return float(line.rpartition(" ")[2])


@pytest.mark.parametrize("address", ["10.1.2.3", "", "::2"])
def test_a_stranger_finds_nothing(site: TestApp, address: str) -> None:
    site.get("/metrics", extra_environ={"REMOTE_ADDR": address}, status=404)


def test_every_line_is_in_the_format_of_prometheus(site: TestApp) -> None:
    site.get("/")
    answer = site.get("/metrics", extra_environ=HERE)
    assert answer.content_type == "text/plain"
    assert [line for line in answer.text.splitlines() if not LINE.match(line)] == []


def test_pictures_that_no_worker_has_drawn_yet_are_counted(site: TestApp, tmp_path: Path) -> None:
    person = Person(site, tmp_path / "sms.jsonl")
    person.sign_up()
    person.file_complaint(attachments=[Upload("card.png", png())])
    assert value(site, "complaints_pictures_waiting") == 1
    work_of(site.app.registry).round()
    assert value(site, "complaints_pictures_waiting") == 0


def test_answers_are_counted_by_page_and_class_of_status(site: TestApp) -> None:
    for path in ("/login", "/login", "/nothing/here"):
        site.get(path, status="*")
    counted = "\n".join(told(site, "complaints_requests_total"))
    assert re.search(r'route="login",status="2xx",process="\d+"\} 2$', counted, re.MULTILINE)
    assert re.search(r'route="none",status="4xx",process="\d+"\} 1$', counted, re.MULTILINE)


def test_durations_add_up_in_the_last_bucket() -> None:
    meters = Meters()
    for seconds in (0.001, 0.01, 0.3, 99.0):
        meters.answered("login", 200, seconds)
    lines = [line for line in meters.lines() if "bucket" in line]
    counts = [int(line.rpartition(" ")[2]) for line in lines]
    assert counts == [2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4]
    assert 'le="+Inf"' in lines[-1]


def test_a_journey_moves_the_numbers_and_leaves_no_word_of_a_person(
    site: TestApp,
    settings: dict[str, str],  # noqa: F811
) -> None:
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    code = person.file_complaint()
    site.get(f"/panel/complaints/{code}")
    site.get("/panel/complaints", {"q": COMPLAINT["description"]})
    assert value(site, "complaints_open") == 1
    assert value(site, "complaints_overdue") == 0
    assert value(site, "complaints_messages_sent_total") == 2
    assert value(site, "complaints_messages_waiting") == 0
    assert value(site, "complaints_index_waiting") == 1
    work_of(site.app.registry).round()
    assert value(site, "complaints_index_waiting") == 0
    assert value(site, "complaints_process_memory_bytes") > 2**20
    text = site.get("/metrics", extra_environ=HERE).text
    assert [secret for secret in secrets_of(person, code) if secret in text] == []


def test_a_gateway_that_fails_is_seen(site: TestApp, settings: dict[str, str]) -> None:  # noqa: F811
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.phone.mkdir()
    person.fill_sign_up()
    assert value(site, "complaints_messages_failed_total") == 1
    assert value(site, "complaints_messages_waiting") == 1


def test_a_network_that_is_none_stops_the_start() -> None:
    with pytest.raises(SettingError, match=r"complaints\.metrics\.allow"):
        complaints_web.main({}, **{"complaints.store": "memory", "complaints.metrics.allow": "home"})
