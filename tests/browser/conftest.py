"""A served site, people on it, and a browser to look at it. Without Chromium these tests are skipped, and say
so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from complaints_core.domain.staff import Post
from complaints_plugins.sms.spool import spooled
from complaints_web.background import bare_request, transaction_of
from tests.browser.looking import Looker
from tests.browser.people import Town, settle
from tests.browser.site import ServedSite, chromium, launched, served
from tests.browser.visitor import Visitor
from tests.browser.workers import hire

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
Opener = Callable[..., BrowserContext]
Office = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site in memory, served as it is for everybody but for the security code."""
    with served(tmp_path_factory.mktemp("sms") / "sms.jsonl") as site:
        yield site


@pytest.fixture(scope="session")
def town(site: ServedSite) -> Town:
    """The people of the site."""
    return settle(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if chromium() is None:
        pytest.skip("no Chromium here: nobody has looked at the pages")
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def looker(browser: Browser, site: ServedSite, town: Town) -> Iterator[Looker]:
    """Looks at every place; its contexts stay open for all tests that only look."""
    looker = Looker(browser, site, town)
    yield looker
    looker.close()


@pytest.fixture
def open_page(browser: Browser, site: ServedSite) -> Iterator[Opener]:
    """Opens a new browser context (viewport, colours, scripts on or off) that knows the site's address."""
    opened: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        facts: dict[str, Any] = {"base_url": site.address, "viewport": PHONE, "locale": "fa-IR", **options}
        context = browser.new_context(**facts)
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def office(open_page: Callable[..., BrowserContext], site: ServedSite) -> Office:
    """Hires somebody and opens his browser, logged in: user name, posts, and what the browser is like."""

    def open_office(username: str, *posts: tuple[str, str], **options: Any) -> Page:
        request = bare_request(site.app.registry)
        with transaction_of(request):
            worker = hire(request, username, *(Post(*post) for post in posts))
        page = open_page(viewport=DESK, **options).new_page()
        worker.enter(page)
        return page

    return open_office


@pytest.fixture
def page(open_page: Opener) -> Page:
    """A page of a phone of 360 pixels."""
    return open_page().new_page()


@pytest.fixture
def visitor(page: Page, site: ServedSite) -> Visitor:
    """Somebody with that phone."""
    return Visitor(page, lambda: list(spooled(site.phone)))


@pytest.fixture
def phone(site: ServedSite) -> Path:
    """The file into which the site sends its SMS."""
    return site.phone
