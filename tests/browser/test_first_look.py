"""The first page comes fast and stands still."""

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.looking import DESKTOP, Looker
from tests.browser.places import named

KB = 1024
PHONE_WIDE: ViewportSize = {"width": 360, "height": 740}
SHIFTS = """() => new Promise((answer) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => answer(sum), 300);
})"""


def test_the_first_page_weighs_little(page: Page) -> None:
    """At most 60 KB without fonts and 150 KB with them are allowed; these limits are tighter."""
    weights = _weights(page)
    fonts = sum(size for url, size in weights.items() if ".woff2" in url)
    rest = sum(weights.values()) - fonts
    assert 10 * KB < rest <= 40 * KB, weights
    assert rest + fonts <= 130 * KB, weights


def test_a_second_page_brings_nothing_but_itself(page: Page) -> None:
    _weights(page)
    brought = [url for url, size in _weights(page, "/privacy").items() if size]
    assert len(brought) == 1, brought


@pytest.mark.parametrize("name", ["home", "sign-up", "panel", "complaints"])
@pytest.mark.parametrize("viewport", [PHONE_WIDE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_jumps_while_a_page_comes(looker: Looker, name: str, viewport: ViewportSize) -> None:
    page = looker.at(named(name), "fa", viewport)
    page.reload(wait_until="load")
    assert page.evaluate(SHIFTS) < 0.01


def test_nothing_moves_for_whoever_asks_for_stillness(looker: Looker) -> None:
    page = looker.at(named("home"), reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const style = getComputedStyle(element);
          const turns = style.transitionDuration.split(", ").some((one) => one !== "0s");
          return turns || style.animationName !== "none";
        }).map((element) => element.className)"""
    )
    assert moving == []


def _weights(page: Page, address: str = "/") -> dict[str, int]:
    """Bytes on the line by address, headers included."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    urls: dict[str, str] = {}
    weights: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["response"]["url"]

    def arrived(event: dict[str, Any]) -> None:
        weights[urls.get(event["requestId"], "?")] = int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", arrived)
    page.goto(address, wait_until="networkidle")
    session.detach()
    return weights
