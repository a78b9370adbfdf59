"""A served site and a browser to look at it. Without Chromium these tests are skipped, and say so."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from waitress.server import create_server

import complaints_web
from complaints_plugins.sms.spool import spooled
from tests.browser.visitor import Visitor

PHONE = {"width": 360, "height": 740}
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file into which the site sends its SMS."""
    return tmp_path_factory.mktemp("sms") / "sms.jsonl"


@pytest.fixture(scope="session")
def address(phone: Path) -> Iterator[str]:
    """The address of a site in memory, served as it is for everybody but for the security code."""
    app = complaints_web.main(
        {},
        **{
            "complaints.store": "memory",
            "complaints.passwords": "fast",
            "complaints.challenge": "off",
            "complaints.sms": "spool",
            "complaints.sms.spool": str(phone),
            "complaints.sms.inline": "true",
        },
    )
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, as tests/browser/install-chromium.sh installs it."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no Chromium here: nobody has looked at the pages")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=list(QUIET))


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a new browser context (viewport, colours, scripts on or off) that knows the site's address."""
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=address, **{"viewport": PHONE, "locale": "fa-IR", **options})
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def visitor(open_page: Callable[..., BrowserContext], phone: Path) -> Visitor:
    """Somebody with a phone of 360 pixels."""
    return Visitor(open_page().new_page(), lambda: list(spooled(phone)))
