"""A site for each test, in memory or on a real file, and somebody to walk through it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from pyramid.interfaces import IRequest
from webtest import TestApp

import complaints_web
from complaints_core.interfaces.ports import IClock
from complaints_core.testing import FixedClock
from complaints_plugins.zodb.database import open_database
from complaints_web.site import site_of
from tests.functional.person import Person

OpenSite = Callable[..., TestApp]
NARROW = 4
"""Width of the directories of a database: a wide one takes seconds to make."""


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
def lasting(tmp_path: Path) -> dict[str, str]:
    """Settings of a site that keeps everything in a real file."""
    uri = f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs"
    open_database(uri, threads=1, width=NARROW).close()
    return {"complaints.store": "zodb", "zodb.uri": uri, "complaints.threads": "16"}


@pytest.fixture
def open_site(settings: dict[str, str]) -> Iterator[OpenSite]:
    """Open a site whose settings are changed, spoken to in English so that tests read easily."""
    opened: list[TestApp] = []

    def opening(changes: Mapping[str, str] | None = None) -> TestApp:
        site = TestApp(complaints_web.main({}, **{**settings, **(changes or {})}))
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
