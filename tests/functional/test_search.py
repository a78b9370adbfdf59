"""What is filed on a page is found at the desk of staff, once the worker has been there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from webtest import TestApp

import complaints_web
from complaints_core.domain.search import SearchResults
from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.testing.builders import staff
from complaints_plugins.zodb.database import open_database
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from complaints_web.scripts import main as command
from complaints_web.site import site_of
from complaints_web.thread import Worker
from tests.functional import office
from tests.functional.conftest import OpenSite, stopped
from tests.functional.person import Person
from tests.functional.test_several_processes import wait_until
from tests.postgres import NARROW

Find = Callable[[TestApp, str], SearchResults]
DARK = "فانوس راهرو شکسته است و کسی نمی‌آید"


@pytest.fixture
def find() -> Find:
    """What an expert at headquarters finds, who may see every complaint."""

    def found(site: TestApp, typed: str) -> SearchResults:
        request = bare_request(site.app.registry)
        with transaction_of(request):
            results: SearchResults = request.staff_desk.search(
                staff("karimi", "hq_expert", "headquarters"), typed
            )
        return results

    return found


def codes(results: SearchResults) -> list[str]:
    return [one.code for one in results.items]


def health(site: TestApp) -> dict[str, object]:
    return {name: value for name, value in site.get("/readyz").json.items() if name.startswith("search_")}


@pytest.fixture(params=["memory", "zodb"])
def writer(
    request: pytest.FixtureRequest, open_site: OpenSite, lasting: dict[str, str], settings: dict[str, str]
) -> Person:
    """Somebody who has an account at a site of either kind."""
    person = Person(
        open_site(lasting if request.param == "zodb" else {}), Path(settings["complaints.sms.spool"])
    )
    person.sign_up()
    return person


def test_a_complaint_is_found_after_the_next_round(writer: Person, find: Find) -> None:
    work = work_of(writer.site.app.registry)
    work.round()
    code = writer.file_complaint(description="همسایه‌ها می‌گویند كه درِ مرکز بسته است")
    assert find(writer.site, "همسایه ها").total == 0
    work.round()
    for typed in ("همسايه‌ها", "میگویند", '"مرکز بسته"', code, writer.code):
        assert codes(find(writer.site, typed)) == [code]
    office.step(writer.site, code, "note", "فانوس")
    assert find(writer.site, "فانوس").total == 0
    work.round()
    assert codes(find(writer.site, "فانوس")) == [code]


def test_machines_are_told_how_far_search_lags_behind(person: Person) -> None:
    clock = stopped(person.site)
    work = work_of(person.site.app.registry)
    assert health(person.site)["search_complete"] is False
    work.round()
    assert health(person.site) == {"search_waiting": 0, "search_lag_seconds": 0, "search_complete": True}
    person.sign_up()
    person.file_complaint()
    assert health(person.site)["search_waiting"] == 1
    work.round()
    assert health(person.site)["search_waiting"] == 0
    clock.advance(minutes=1)
    assert health(person.site)["search_lag_seconds"] == 0


def test_an_index_that_was_deleted_fills_itself_again(
    open_site: OpenSite, lasting: dict[str, str], settings: dict[str, str], find: Find
) -> None:
    person = Person(open_site(lasting), Path(settings["complaints.sms.spool"]))
    person.sign_up()
    code = person.file_complaint(description=DARK)
    work = work_of(person.site.app.registry)
    work.round()
    port_of(bare_request(person.site.app.registry), ISearchIndex).clear()
    assert not find(person.site, "فانوس").complete
    work.round()
    results = find(person.site, "فانوس")
    assert (codes(results), results.complete) == ([code], True)


def test_an_index_that_is_deleted_under_a_running_site_fills_itself_again(
    open_site: OpenSite, tmp_path: Path, settings: dict[str, str], find: Find
) -> None:
    uri = f"file://{tmp_path}/Data.fs"
    open_database(uri, threads=1, width=NARROW).close()
    site = open_site({"complaints.store": "zodb", "zodb.uri": uri, "complaints.threads": "16"})
    person = Person(site, Path(settings["complaints.sms.spool"]))
    worker = Worker(work_of(site.app.registry), pause=0.05)
    worker.start()
    try:
        person.sign_up()
        code = person.file_complaint(description=DARK)
        for _ in range(3):
            wait_until(lambda: codes(find(site, "فانوس")) == [code])
            for file in tmp_path.glob("search.db*"):
                file.unlink()
        wait_until(lambda: codes(find(site, "فانوس")) == [code])
    finally:
        worker.stop()


def test_the_reindex_command_fills_the_index_anew(
    open_site: OpenSite,
    lasting: dict[str, str],
    settings: dict[str, str],
    tmp_path: Path,
    find: Find,
    capsys: pytest.CaptureFixture[str],
) -> None:
    every = {**settings, **lasting}
    before = TestApp(complaints_web.main({}, **every))
    before.set_cookie("_LOCALE_", "en")
    person = Person(before, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    code = person.file_complaint(description=DARK)
    site_of(before.app.registry).close()  # a file serves one process
    ini = tmp_path / "site.ini"
    lines = "".join(f"{key} = {value}\n" for key, value in every.items())
    ini.write_text(f"[app:main]\nuse = egg:complaints\n{lines}", encoding="utf-8")
    assert command([str(ini), "reindex"]) == 0
    assert "complaints read for search and figures: 1" in capsys.readouterr().out
    again = open_site(lasting)
    results = find(again, "فانوس")
    assert (codes(results), results.complete) == ([code], True)
    assert health(again)["search_waiting"] == 0
