"""Whether the site is ready: a line for each thing that is not well."""

from collections import namedtuple
from time import monotonic
from typing import Any

import pytest
from webtest import TestApp

from complaints_core.testing import FixedClock
from complaints_web.operation.pace import LASTS, pace_of
from tests.functional.conftest import open_site, settings, stopped  # noqa: F401 - fixtures
from tests.functional.person import Person

Usage = namedtuple("Usage", "total used free")
ROOMY = {"complaints.ready.disk_mib": "1", "complaints.sms.inline": "false"}


@pytest.fixture
def engine() -> str:
    return ""


@pytest.fixture
def site(open_site: Any) -> TestApp:  # noqa: F811
    opened: TestApp = open_site(ROOMY)
    return opened


def test_a_new_site_is_ready(site: TestApp) -> None:
    told = site.get("/readyz").json
    assert (told["ready"], told["problems"]) == (True, [])


def test_a_message_that_waits_too_long_is_told(site: TestApp, tmp_path: Any) -> None:
    clock: FixedClock = stopped(site)
    Person(site, tmp_path / "sms.jsonl").fill_sign_up()
    clock.advance(seconds=1800)
    assert site.get("/readyz").json["messages_oldest_seconds"] == 1800
    clock.advance(seconds=1)
    told = site.get("/readyz", status=503).json
    assert told["problems"] == ["outbox: a message waits for 1801 s; more than 1800 s is too long"]


def test_a_clock_that_goes_back_makes_nothing_old(site: TestApp, tmp_path: Any) -> None:
    clock: FixedClock = stopped(site)
    Person(site, tmp_path / "sms.jsonl").fill_sign_up()
    clock.advance(hours=-1)
    assert site.get("/readyz").json["messages_oldest_seconds"] == 0


def test_a_full_disk_is_told(site: TestApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda folder: Usage(100, 100, 0))
    told = site.get("/readyz", status=503).json
    assert told["problems"] == ["disk: 0 MiB are free; less than 1 MiB is too little"]


def test_a_slow_transaction_is_told_for_a_minute(site: TestApp, monkeypatch: pytest.MonkeyPatch) -> None:
    pace = pace_of(site.app.registry)
    pace.noted(7.2)
    pace.noted(0.1)
    told = site.get("/readyz", status=503).json
    assert told["problems"] == ["store: a transaction took 7 s; more than 5 s is too long"]
    later = monotonic() + LASTS
    monkeypatch.setattr("complaints_web.operation.pace.monotonic", lambda: later)
    assert site.get("/readyz").json["commit_seconds"] == 0
