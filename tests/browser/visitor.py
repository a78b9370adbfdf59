"""Somebody who walks through the site with a real browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from playwright.sync_api import Page

from complaints_core.persian.samples import national_codes
from tests.functional.person import PASSWORD, SIGN_UP

_codes = national_codes(2026)
_numbers = count(200)


@dataclass
class Visitor:
    """A browser page, and the phone on which SMS arrive."""

    page: Page
    messages: Callable[[], list[dict[str, Any]]]
    code: str = field(default_factory=lambda: str(next(_codes)))

    def sign_up(self) -> None:
        """Go from the first page through the sign-up form to the panel."""
        self.page.goto("/")
        self.close_purpose()
        self.page.locator(".door", has_text="ثبت نام").first.click()
        self.fill({**SIGN_UP, "mobile": f"0912000{next(_numbers):04}", "national_code": self.code})
        self.send("national_code")
        self.page.wait_for_url("**/register/confirm")
        self.page.fill("[name=code]", self.last_code())
        self.send("code")
        self.page.wait_for_url("**/panel")

    def log_in(self) -> None:
        """Log in with the password of the sign-up."""
        self.page.goto("/login")
        self.page.fill("[name=national_code]", self.code)
        self.page.fill("[name=password]", PASSWORD)
        self.send("password")

    def close_purpose(self) -> None:
        """Read what the system is for, and close it."""
        button = self.page.locator("dialog[open] button, dialog[open] a.button").first
        if button.count():
            button.click()

    def fill(self, values: dict[str, str]) -> None:
        """Fill boxes by their names, each in the way of its kind."""
        for name, value in values.items():
            box = self.page.locator(f"[name={name}]").first
            kind = box.evaluate("box => box.type || box.tagName")
            if kind == "radio":
                self.page.check(f"[name={name}][value={value}]")
            elif kind == "select-one":
                box.select_option(value)
            else:
                box.fill(value)

    def send(self, name: str) -> None:
        """Press the first visible button of the form in which a box stands."""
        form = self.page.locator("form", has=self.page.locator(f"[name={name}]"))
        form.locator("button.button:visible").first.click()

    def last_code(self) -> str:
        """The digits of the newest one-time code."""
        return str(next(m["params"]["code"] for m in reversed(self.messages()) if "code" in m["params"]))
