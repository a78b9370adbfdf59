"""A site to look at, the real application in memory and served to this machine only; and a Chromium."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pyramid.router import Router
from waitress.server import create_server

import complaints_web
from complaints_core.domain.files import MIB

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

LARGE = 32 * MIB
"""Bytes; no request of these tests is larger."""


@dataclass(frozen=True)
class ServedSite:
    """A site that answers at `address` and sends its SMS into the file `phone`."""

    app: Router
    address: str
    phone: Path


@contextmanager
def served(phone: Path, **settings: str) -> Iterator[ServedSite]:
    """Serve a site in memory, without security code and attempt limits unless `settings` say otherwise."""
    app = complaints_web.main(
        {},
        **{
            "complaints.store": "memory",
            "complaints.passwords": "fast",
            "complaints.challenge": "off",
            "complaints.limits": "off",
            "complaints.sms": "spool",
            "complaints.sms.spool": str(phone),
            "complaints.sms.inline": "true",
            **settings,
        },
    )
    # In memory, for waitress leaves the file of an upload that broke off to the garbage collector.
    server = create_server(app, host="127.0.0.1", port=0, threads=4, inbuf_overflow=LARGE)

    def serve() -> None:
        with suppress(OSError):  # close() takes the socket away while the loop looks at it
            server.run()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield ServedSite(app, f"http://127.0.0.1:{server.effective_port}", phone)
    server.close()
    thread.join(5)


def chromium() -> str | None:
    """Answer where Debian's Chromium is, as tests/browser/install-chromium.sh installs it."""
    return shutil.which("chromium")


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium, without a window."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
