"""`complaints.log = json`: a line for each request and each fault, and not a word of anybody in it."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp

from complaints_web.operation.observing import JsonLines
from tests.functional.conftest import OpenSite
from tests.functional.person import Person
from tests.functional.test_logs import secrets_of

REQUEST = {"time", "level", "logger", "route", "status", "ms", "retries"}


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log of a process gets, however much is logged."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_journey_is_told_by_the_names_of_pages_and_by_nothing_that_was_typed(
    written: io.StringIO, open_site: OpenSite, settings: dict[str, str]
) -> None:
    site: TestApp = open_site({"complaints.log": "json"})
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    code = person.file_complaint()
    site.get(f"/panel/complaints/{code}")
    site.get("/panel/complaints", {"q": code})
    site.get(f"/{person.code}", status=404)
    site.post("/login", {"national_code": person.code, "csrf_token": "stale"}, status="*")

    told = lines(written)
    requests = [line for line in told if line["logger"] == "complaints_web.requests"]
    assert {"register", "new_complaint", "complaint", "none"} <= {line["route"] for line in requests}
    assert [line for line in requests if set(line) != REQUEST] == []
    assert [secret for secret in secrets_of(person, code) if secret in written.getvalue()] == []
    assert "127.0.0.1" not in written.getvalue()


def test_a_fault_is_one_line_with_its_class_and_place(written: io.StringIO) -> None:
    ours = (one for one in logging.getLogger().handlers if getattr(one, "stream", None) is written)
    next(ours).setFormatter(JsonLines())
    typed = " ".join(("Narges", "lives", "here"))
    try:
        raise ValueError(typed)
    except ValueError:
        logging.getLogger("elsewhere").exception("it failed")
    (told,) = lines(written)
    assert told["fault"].startswith("ValueError\n")
    assert (told["level"], told["message"]) == ("error", "it failed")
    assert typed not in written.getvalue()
