"""A site for each test, in memory, on a file or on a real PostgreSQL, and somebody to walk through it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from pyramid.interfaces import IRequest
from webtest import TestApp

import complaints_web
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.interfaces.ports import IClock
from complaints_core.testing import FixedClock
from complaints_plugins.zodb.database import open_database
from complaints_web.site import site_of
from tests.compiled import TEMPLATES
from tests.functional import office
from tests.functional.colleague import Colleague
from tests.functional.person import Person
from tests.functional.serving import SECRET, Filer
from tests.postgres import NARROW

OpenSite = Callable[..., TestApp]
Keep = Callable[..., Complaint]

ON_POSTGRES = {
    "test_first_complaint",
    "test_conversation",
    "test_recovery",
    "test_misconduct",
    "test_export",
    "test_case_work",
    "test_search",
    "test_staff_door",
    "test_once",
    "test_nothing_is_lost",
    "test_durability_commands",
    "test_many_at_once",
}
"""The journeys that matter: each runs in memory or on a file, and again on PostgreSQL."""

TRIED_ON_POSTGRES = {
    "test_administration",
    "test_bulk",
    "test_dashboard",
    "test_inspection",
    "test_operator",
    "test_personnel",
    "test_renamed_center",
    "test_staff_export",
    "test_staff_search",
}
"""Of these the first of each stands for all: what they add to the store is little."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let the journeys that matter run on every engine."""
    module = metafunc.module.__name__.rpartition(".")[2]
    if module in ON_POSTGRES | TRIED_ON_POSTGRES and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ["", "postgres"], ids=["here", "postgres"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of tests with many examples, and of whole modules, let the first stand for all on PostgreSQL: there it
    is about the store."""
    seen, spared = set[str](), list[pytest.Item]()
    for item in [one for one in items if _on_postgres(one)]:
        place = item.path.stem if item.path.stem in TRIED_ON_POSTGRES else item.nodeid.partition("[")[0]
        if place in seen:
            spared.append(item)
            items.remove(item)
        seen.add(place)
    config.hook.pytest_deselected(items=spared)


def _on_postgres(item: pytest.Item) -> bool:
    called = getattr(item, "callspec", None)
    here = item.path.parent == Path(__file__).parent
    return here and called is not None and called.params.get("engine") == "postgres"


@pytest.fixture
def engine() -> str:
    """What keeps everything: PostgreSQL, or what is quickest for the test."""
    return ""


@pytest.fixture
def settings(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of a site that spends no time on passwords and writes its SMS into a file."""
    kept = request.getfixturevalue("on_postgres") if engine else {"complaints.store": "memory"}
    return {
        **kept,
        "complaints.passwords": "fast",
        "complaints.challenge": "off",
        "complaints.sms": "spool",
        "complaints.sms.spool": str(tmp_path / "sms.jsonl"),
        "complaints.sms.inline": "true",
    }


@pytest.fixture
def on_postgres(postgres_uri: str) -> dict[str, str]:
    """Settings of a site that keeps everything in PostgreSQL."""
    return {"complaints.store": "zodb", "zodb.uri": postgres_uri, "complaints.threads": "16"}


@pytest.fixture
def lasting(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """Settings of a site that keeps everything for good: in a real file, or in PostgreSQL."""
    if engine:
        return dict(request.getfixturevalue("on_postgres"))
    uri = f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs"
    open_database(uri, threads=1, width=NARROW).close()
    return {"complaints.store": "zodb", "zodb.uri": uri, "complaints.threads": "16"}


@pytest.fixture
def open_site(settings: dict[str, str]) -> Iterator[OpenSite]:
    """Open a site whose settings are changed, spoken to in English so that tests read easily."""
    opened: list[TestApp] = []

    def opening(changes: Mapping[str, str] | None = None) -> TestApp:
        site = TestApp(complaints_web.main({}, **{**TEMPLATES, **settings, **(changes or {})}))
        site.set_cookie("_LOCALE_", "en")
        opened.append(site)
        return site

    yield opening
    for site in opened:
        site_of(site.app.registry).close()


@pytest.fixture
def stand_still(site: TestApp) -> FixedClock:
    """Stop the clock of the site; it moves when the test says so."""
    return stopped(site)


def stopped(site: TestApp) -> FixedClock:
    """Put a clock that stands still into a site that has not worked yet."""
    clock = FixedClock()
    site.app.registry.registerAdapter(lambda request: clock, (IRequest,), IClock)
    return clock


@pytest.fixture
def site(open_site: OpenSite) -> TestApp:
    """The site in memory; what is Persian is tested as Persian."""
    return open_site()


@pytest.fixture
def person(site: TestApp, settings: dict[str, str]) -> Person:
    """Somebody with a browser and a phone."""
    return Person(site, Path(settings["complaints.sms.spool"]))


@pytest.fixture
def stranger(site: TestApp, settings: dict[str, str]) -> Person:
    """Somebody else at the same site, with a browser, a phone number and a national code of his own."""
    browser = TestApp(site.app)
    browser.set_cookie("_LOCALE_", "en")
    return Person(browser, Path(settings["complaints.sms.spool"]), number=8)


@pytest.fixture
def writer(open_site: OpenSite, lasting: dict[str, str], settings: dict[str, str]) -> Person:
    """Somebody with an account on a site that keeps everything in a real file."""
    person = Person(open_site(lasting), Path(settings["complaints.sms.spool"]))
    person.sign_up()
    return person


@pytest.fixture
def code(person: Person) -> str:
    """The tracking code of a complaint that was filed at the office of province 23."""
    person.sign_up()
    return person.file_complaint()


@pytest.fixture
def expert(site: TestApp) -> Colleague:
    """An expert of province 23 who is signed in."""
    colleague = Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))
    colleague.sign_in()
    return colleague


@pytest.fixture
def supervisor(site: TestApp) -> Colleague:
    """A supervisor of province 23 who is signed in."""
    colleague = Colleague.hire(site, "mina", "Karimi", ("supervisor", "23"))
    colleague.sign_in()
    return colleague


@pytest.fixture
def modir(site: TestApp) -> Colleague:
    """An administrator at headquarters who is signed in."""
    colleague = Colleague.hire(site, "modir", "Modiri", ("administrator", "headquarters"))
    colleague.sign_in()
    return colleague


@pytest.fixture
def keep(site: TestApp) -> Keep:
    """Keep an invented complaint with some facts, one after the other, so that search finds it."""
    numbers = iter(range(10_000))
    return lambda **facts: office.indexed(site, next(numbers), **facts)


@pytest.fixture
def ini(tmp_path: Path, settings: dict[str, str], lasting: dict[str, str]) -> Path:
    """The settings of a site that keeps everything for good, as a file for a process of its own."""
    lines = [f"{key} = {value}" for key, value in {**settings, **lasting}.items()]
    path = tmp_path / "site.ini"
    path.write_text("\n".join(["[app:main]", "use = egg:complaints", "complaints.limits = off", *lines]))
    return path


@pytest.fixture
def filer(lasting: dict[str, str], settings: dict[str, str]) -> Filer:
    """Somebody who is signed in at a site that keeps everything for good, and files over HTTP."""
    site = TestApp(complaints_web.main({}, **{**settings, **lasting}))
    person = Person(site, Path(settings["complaints.sms.spool"]))
    person.sign_up()
    site_of(site.app.registry).close()
    return Filer(dict(site.cookies), OpaqueKeys(SECRET, "citizen")(person.code))
