"""Somebody who walks through the site with a real browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from playwright.sync_api import Page

from complaints_core.persian.samples import national_codes
from tests.functional.person import COMPLAINT, PASSWORD, SIGN_UP

_codes = national_codes(2026)
_numbers = count(200)


def fill(page: Page, values: dict[str, str]) -> None:
    """Fill boxes by their names, each in the way of its kind."""
    for name, value in values.items():
        box = page.locator(f"[name={name}]").first
        kind = box.evaluate("box => box.type || box.tagName")
        if kind == "radio":
            page.check(f"[name={name}][value={value}]")
        elif kind == "select-one":
            box.select_option(value)
        else:
            box.fill(value)


def press(page: Page) -> None:
    """Press the button that ends the first form of the page."""
    page.locator("main form.form .actions .button").first.click()


@dataclass
class Visitor:
    """A browser page, and the phone on which SMS arrive."""

    page: Page
    messages: Callable[[], list[dict[str, Any]]]
    code: str = field(default_factory=lambda: str(next(_codes)))

    def begin_sign_up(self) -> None:
        """Fill the sign-up form and send it."""
        fill(self.page, {**SIGN_UP, "mobile": f"0912000{next(_numbers):04}", "national_code": self.code})
        press(self.page)
        self.page.wait_for_url("**/register/confirm")

    def sign_up(self) -> None:
        """Go from the first page through the sign-up form to the panel."""
        self.page.goto("/")
        self.close_purpose()
        self.page.locator(".door[href$='/register']").click()
        self.begin_sign_up()
        self.page.fill("[name=code]", self.last_code())
        press(self.page)
        self.page.wait_for_url("**/panel")

    def log_in(self) -> None:
        """Log in with the password of the sign-up."""
        self.page.goto("/login")
        fill(self.page, {"national_code": self.code, "password": PASSWORD})
        press(self.page)

    def complain(self, **other: str) -> str:
        """Write a complaint, look it over and send it; answers its tracking code."""
        self.page.goto("/panel/complaints/new")
        fill(self.page, {**COMPLAINT, **other})
        press(self.page)
        self.page.locator("button[value=send]").click()
        self.page.wait_for_url("**/receipt")
        return self.page.url.split("/")[-2]

    def close_purpose(self) -> None:
        """Read what the system is for, and close it."""
        button = self.page.locator("dialog[open] button, dialog[open] a.button").first
        if button.count():
            button.click()

    def last_code(self) -> str:
        """The digits of the newest one-time code."""
        return str(next(m["params"]["code"] for m in reversed(self.messages()) if "code" in m["params"]))
