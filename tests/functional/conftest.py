"""A site in memory for each test, and somebody to walk through it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from webtest import TestApp

import complaints_web
from tests.functional.person import Person


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """The settings of a site in memory that spends no time on passwords and writes its SMS into a file."""
    return {
        "complaints.store": "memory",
        "complaints.passwords": "fast",
        "complaints.challenge": "off",
        "complaints.sms": "spool",
        "complaints.sms.spool": str(tmp_path / "sms.jsonl"),
        "complaints.sms.inline": "true",
    }


@pytest.fixture
def site(settings: dict[str, str]) -> Iterator[TestApp]:
    """The site, spoken to in English so that tests read easily; what is Persian is tested as Persian."""
    app = TestApp(complaints_web.main({}, **settings))
    app.set_cookie("_LOCALE_", "en")
    yield app


@pytest.fixture
def person(site: TestApp, settings: dict[str, str]) -> Person:
    """Somebody with a browser and a phone."""
    return Person(site, Path(settings["complaints.sms.spool"]))


def read_spool(path: Path) -> list[dict[str, object]]:
    """Every SMS that was sent, oldest first."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
