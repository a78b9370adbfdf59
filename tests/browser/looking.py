"""Looking at places: one browser context for each person and language, signed in once."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from complaints_plugins.sms.spool import spooled
from tests.browser import people, places
from tests.browser.people import Town
from tests.browser.places import Place
from tests.browser.site import ServedSite
from tests.browser.visitor import Visitor

NUMBERS = {
    places.NEWCOMER: people.NEWCOMER,
    places.UNFINISHED: people.UNFINISHED,
    places.REGULAR: people.REGULAR,
}
LANGUAGES = ("fa", "en")
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
"""Half of a window of 640 pixels, which is what remains of it at 200 % zoom."""


@dataclass
class Looker:
    """Shows any place in any language to whoever may see it; `scale`: pixels of the device for each pixel."""

    browser: Browser
    site: ServedSite
    town: Town
    scale: float = 1
    _pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    _entered: dict[str, Any] = field(default_factory=dict)

    def at(self, place: Place, language: str = "fa", viewport: ViewportSize = DESKTOP, **media: Any) -> Page:
        """Answer a page that shows the place; `media` as in Playwright's emulate_media."""
        page = self._page(place.who, language)
        page.emulate_media(**{"color_scheme": "light", "media": "screen", **media})
        page.set_viewport_size(viewport)
        place.show(page, self.town)
        return page

    def close(self) -> None:
        """Close every page."""
        for page in self._pages.values():
            page.context.close()

    def _page(self, who: str, language: str) -> Page:
        if (who, language) not in self._pages:
            self._pages[who, language] = self._opened(who, language)
        return self._pages[who, language]

    def _opened(self, who: str, language: str) -> Page:
        context = self.browser.new_context(
            base_url=self.site.address,
            viewport=DESKTOP,
            reduced_motion="reduce",
            device_scale_factor=self.scale,
        )
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "_LOCALE_", "value": language, "url": self.site.address}])
        page = context.new_page()
        visitor = Visitor(page, lambda: list(spooled(self.site.phone)))
        if who in self.town.workers:
            self._enter(who, page)
        elif who == places.BEGINNER:
            page.goto("/register")
            visitor.begin_sign_up()
        elif who in NUMBERS:
            visitor.code = people.national_code(NUMBERS[who])
            visitor.log_in()
            page.wait_for_url("**/panel")
        return page

    def _enter(self, who: str, page: Page) -> None:
        """Log somebody in who works here, once for both languages: digits are good once in half a minute."""
        cookies = page.context.cookies()
        if who in self._entered:
            page.context.add_cookies(self._entered[who])
        else:
            self.town.workers[who].enter(page)
            known = {cookie["name"] for cookie in cookies}
            self._entered[who] = [one for one in page.context.cookies() if one["name"] not in known]
