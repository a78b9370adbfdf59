"""Three web processes and two workers on one database: a site like any other."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import pytest
from webtest import TestApp

import complaints_web
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.search import SearchQuery, SearchScope
from complaints_core.domain.submission import SubmissionKeys
from complaints_core.interfaces.ports import IChallenge, IFigures, ILimits, ISearchIndex, ITurns
from complaints_plugins.challenge.tickets import Tickets
from complaints_web.background import INDEX, bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from complaints_web.scripts import main as command
from complaints_web.site import site_of
from tests.functional.conftest import OpenSite
from tests.functional.person import Person, form_with
from tests.functional.serving import PATIENCE, SECRET, SERVE, Filer, served

WEBS, WORKERS, COMPLAINTS = 3, 2, 30


@pytest.fixture
def every(settings: dict[str, str], on_postgres: dict[str, str]) -> dict[str, str]:
    """Settings of the site; nobody sends right after a commit, only workers send."""
    return {**settings, **on_postgres, "complaints.threads": "4", "complaints.sms.inline": "false"}


@pytest.fixture
def ini(tmp_path: Path, every: dict[str, str]) -> Path:
    path = tmp_path / "site.ini"
    lines = [f"{key} = {value}" for key, value in every.items()]
    path.write_text("\n".join(["[app:main]", "use = egg:complaints", "complaints.limits = off", *lines]))
    return path


@pytest.fixture
def filer(every: dict[str, str]) -> Filer:
    """Somebody with an account, who has the cookies of his login at hand."""
    site = TestApp(complaints_web.main({}, **{**every, "complaints.sms.inline": "true"}))
    person = Person(site, Path(every["complaints.sms.spool"]))
    person.sign_up()
    site_of(site.app.registry).close()
    return Filer(dict(site.cookies), OpaqueKeys(SECRET, "citizen")(person.code))


@pytest.fixture
def workers(ini: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-W", "ignore", "-c", SERVE, str(ini), "worker"]
    started = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(WORKERS)]  # noqa: S603
    yield started
    for worker in started:
        worker.kill()
        worker.wait()


def wait_until(holds: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE
    while not holds() and monotonic() < until:
        sleep(0.1)
    assert holds()


def told(person: Person) -> Counter[str]:
    """How often each tracking code was sent."""
    sent = (message["params"] for message in person.messages())
    return Counter(params["tracking_code"] for params in sent if "tracking_code" in params)


def indexed(site: TestApp) -> set[str]:
    index: ISearchIndex = port_of(bare_request(site.app.registry), ISearchIndex)
    return set(index.search(SearchQuery(), SearchScope(frozenset({"23"})), 1000).codes)


def test_every_process_sees_what_any_has_filed_and_each_message_goes_once(
    ini: Path,
    filer: Filer,
    every: dict[str, str],
    open_site: OpenSite,
    workers: list[subprocess.Popen[bytes]],
) -> None:
    watching = Person(open_site(every), Path(every["complaints.sms.spool"]))
    with ExitStack() as webs, ThreadPoolExecutor(WEBS) as people:
        ports = [webs.enter_context(served(ini, "--no-worker"))[1] for _ in range(WEBS)]

        def file(number: int) -> str:
            return filer.send(ports[number % WEBS], SubmissionKeys(SECRET).issue(filer.citizen))

        codes = set(people.map(file, range(COMPLAINTS)))
        assert len(codes) == COMPLAINTS
        for port in ports:
            assert {code for code in codes if filer.sees(port, code)} == codes
        wait_until(lambda: told(watching).keys() == codes and indexed(watching.site) == codes)

        workers[0].send_signal(signal.SIGKILL)
        more = set(people.map(file, range(WEBS)))
        codes |= more
        wait_until(lambda: told(watching).keys() == codes and indexed(watching.site) == codes)
    assert set(told(watching).values()) == {1}
    assert workers[1].poll() is None


def test_a_visit_goes_on_in_another_process(every: dict[str, str], open_site: OpenSite) -> None:
    every = {**every, "complaints.sms.inline": "true"}
    here, there = open_site(every), open_site(every)
    person = Person(here, Path(every["complaints.sms.spool"]))
    page = person.fill_sign_up().follow()

    elsewhere = TestApp(there.app, cookiejar=here.cookiejar)
    form = form_with(elsewhere.get(page.request.path), "code")
    form["code"] = person.last_code()
    assert form.submit(status=303).location.endswith("/panel")
    assert "Hello" in here.get("/panel").text


def test_words_of_an_ended_session_are_kept_for_the_login_in_another_process(
    every: dict[str, str], open_site: OpenSite
) -> None:
    every = {**every, "complaints.sms.inline": "true"}
    here, there = open_site(every), open_site(every)
    person = Person(here, Path(every["complaints.sms.spool"]))
    person.sign_up()
    form = person.filled_complaint(description="The lantern in the corridor is broken and nobody comes.")
    person.session_ends()
    form.submit(status=303)

    person.site = TestApp(there.app, cookiejar=here.cookiejar)
    assert "The lantern in the corridor" in person.log_in().follow().text


def test_a_picture_of_one_process_is_solved_in_another_and_only_once(
    every: dict[str, str], open_site: OpenSite
) -> None:
    registries = [open_site({**every, "complaints.challenge": "image"}).app.registry for _ in range(2)]
    tickets, tried = Tickets(SECRET), list[bool]()
    issued = tickets.issue(datetime.now(UTC))
    ticket = tickets.read(issued, datetime.now(UTC))
    assert ticket is not None
    for registry in (*registries, registries[0]):
        request = bare_request(registry)
        with transaction_of(request):
            tried.append(port_of(request, IChallenge).verify(issued, tickets.digits(ticket)))
    assert tried == [True, False, False]


def test_tries_are_counted_together(every: dict[str, str], open_site: OpenSite) -> None:
    limits = [port_of(bare_request(open_site(every).app.registry), ILimits) for _ in range(2)]
    limits[0].spend("login", "one")
    assert [one.spent("login", "one") for one in limits] == [1, 1]


def test_reindex_waits_for_the_worker_that_is_indexing(
    ini: Path,
    every: dict[str, str],
    open_site: OpenSite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    turns: ITurns = port_of(bare_request(open_site(every).app.registry), ITurns)
    with ThreadPoolExecutor(1) as shell:
        with turns.turn(INDEX):
            monkeypatch.setattr("complaints_web.scripts.reindex.PATIENCE", 0.2)
            assert command([str(ini), "reindex"]) == 1
            assert "Another process is indexing" in capsys.readouterr().err
            monkeypatch.setattr("complaints_web.scripts.reindex.PATIENCE", 60)
            waiting = shell.submit(command, [str(ini), "reindex"])
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1.5)
        assert waiting.result() == 0


def test_figures_and_search_are_those_of_every_process(every: dict[str, str], open_site: OpenSite) -> None:
    here, there = (work_of(open_site(every).app.registry) for _ in range(2))
    for port in (ISearchIndex, IFigures):
        mine, theirs = (port_of(bare_request(work.registry), port) for work in (here, there))
        assert (mine.position(), theirs.position()) == ("", "")
        mine.reached(None)
        assert theirs.position() is None


def test_one_line_and_a_secret_are_enough_for_a_site(postgres_uri: str, tmp_path: Path) -> None:
    ini = tmp_path / "site.ini"
    ini.write_text(
        f"[app:main]\nuse = egg:complaints\nzodb.uri = {postgres_uri}\ncomplaints.secret = {'x' * 40}\n"
    )
    assert command([str(ini), "worker", "--once"]) == 0
    site = TestApp(complaints_web.main({}, **{"zodb.uri": postgres_uri, "complaints.secret": "x" * 40}))
    ready = site.get("/readyz").json
    assert (ready["search_complete"], ready["figures_complete"]) == (True, True)
    site_of(site.app.registry).close()
    assert {one.name for one in tmp_path.iterdir()} == {"site.ini"}
