"""The door of the workplace and what everybody there has of his own, in every state that looks different."""

from playwright.sync_api import Page

from tests.browser.places import Place, Way, both, send
from tests.browser.workers import BARE, EXPERT, MANY, NEW, type_password


def first_step(username: str) -> Way:
    """Pass the first step of the login."""

    def way(page: Page) -> None:
        type_password(page, username)
        page.locator("[name=totp]").wait_for()

    return way


def new_codes(page: Page) -> None:
    """Ask for ten new recovery codes."""
    page.locator("main form .button").first.click()
    page.locator(".recovery-codes").wait_for()


def ask_for_a_wrong_day(page: Page) -> None:
    """Look into the audit for a day that there is not."""
    page.fill("[name=day]", "x")
    page.locator(".audit-filters .actions .button").click()
    page.locator("[data-summary]").wait_for()


DOOR_PLACES = (
    Place("login of staff", "/staff/login"),
    Place("login of staff with errors", "/staff/login", way=send),
    Place("second step", "/staff/login", way=first_step(EXPERT)),
    Place("second step with an error", "/staff/login", way=both(first_step(EXPERT), send)),
    Place("authenticator", "/staff/login", way=first_step(BARE)),
    Place("authenticator with an error", "/staff/login", way=both(first_step(BARE), send)),
    Place("choice of a password", "/staff", NEW),
    Place("audit", "/staff/audit", MANY),
    Place("audit with an error", "/staff/audit", MANY, ask_for_a_wrong_day),
    Place("password of staff with errors", "/staff/password", EXPERT, send),
    Place("logins", "/staff/logins", EXPERT),
    Place("recovery codes", "/staff/recovery-codes", EXPERT),
    Place("recovery codes, new", "/staff/recovery-codes", EXPERT, new_codes),
)
