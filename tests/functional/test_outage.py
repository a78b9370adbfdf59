"""The database goes away and comes back: the page says so, and nothing that was typed is lost."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from webtest import TestApp

import complaints_web
from complaints_core.interfaces.errors import SettingError
from tests.functional.conftest import OpenSite
from tests.functional.person import Person
from tests.postgres import Databases, Server, named


@pytest.fixture
def on_own_server(own_server: Server) -> dict[str, str]:
    """Settings of a site on a server that may be killed."""
    uri = Databases(own_server.uri).with_site()
    return {"complaints.store": "zodb", "zodb.uri": uri}


@pytest.fixture
def writer(open_site: OpenSite, on_own_server: dict[str, str], settings: dict[str, str]) -> Person:
    """Somebody with an account on that site."""
    person = Person(open_site(on_own_server), Path(settings["complaints.sms.spool"]))
    person.sign_up()
    return person


def test_while_the_database_is_away_pages_say_when_to_come_back(own_server: Server, writer: Person) -> None:
    form = writer.filled_complaint()
    own_server.kill()
    away = [writer.site.get("/panel", status=503), form.submit(status=503), writer.site.get("/", status="*")]
    assert [page.headers["Retry-After"] for page in away[:2]] == ["30", "30"]
    assert "was not kept" in away[1].text
    writer.site.get("/readyz", status=503)
    writer.site.get("/healthz", status=200)

    own_server.start()
    code = str(form.submit(status=303).location).split("/")[-2]
    assert str(form.submit(status=303).location).split("/")[-2] == code
    assert len(re.findall(rf"/panel/complaints/{code}\b", writer.site.get("/panel/complaints").text)) == 1
    assert [one["params"] for one in writer.messages()][-1] == {"tracking_code": code}


def test_a_form_that_was_sent_while_the_server_died_files_once(own_server: Server, writer: Person) -> None:
    for _ in range(3):
        form = writer.filled_complaint()
        own_server.kill()
        form.submit(status=503)
        own_server.start()
        form.submit(status=303)
    told = [one for one in writer.messages() if "tracking_code" in one["params"]]
    assert len(told) == 3


def wrong(uri: str) -> Mapping[str, str]:
    nobody = "postgres://complaints:blue-tents@127.0.0.1:1/office"
    return {
        "a name": named(uri, "never_made"),
        "a port": nobody,
        "a host": nobody.replace("127.0.0.1", "x.invalid"),
    }


@pytest.mark.parametrize("what", ["a name", "a port", "a host"])
def test_a_database_that_is_not_there_stops_the_start_in_one_sentence(
    what: str, settings: dict[str, str], databases: Databases
) -> None:
    uri = wrong(databases.uri)[what]
    with pytest.raises(SettingError, match=r"zodb\.uri: cannot be opened: ") as refused:
        TestApp(complaints_web.main({}, **{**settings, "complaints.store": "zodb", "zodb.uri": uri}))
    assert "\n" not in str(refused.value)
    assert "tents" not in str(refused.value)
