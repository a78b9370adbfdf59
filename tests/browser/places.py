"""Every page for citizens in every state that looks different: empty, full, with errors."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.people import REGULAR as REGULAR_NUMBER
from tests.browser.people import STORY, Town, birth_date, national_code
from tests.browser.visitor import fill, press
from tests.functional.person import COMPLAINT

Way = Callable[[Page], None]

STRANGER = "stranger"
BEGINNER = "beginner"
NEWCOMER = "newcomer"
UNFINISHED = "unfinished"
REGULAR = "regular"
"""Who looks: nobody, somebody who waits for the code of a sign-up, and the people of `people`; whoever works
here looks under the user name in `workers`."""


@dataclass(frozen=True)
class Place:
    """A page as `who` sees it: its path, in which {asked} is the tracking code of that complaint and {sealed}
    the key of that report, and the way from there to the state in question; `languages`: those in which the
    tests look at it."""

    name: str
    path: str
    who: str = STRANGER
    way: Way | None = None
    languages: tuple[str, ...] = ("fa", "en")

    def __str__(self) -> str:
        return self.name

    def show(self, page: Page, town: Town) -> None:
        """Bring a page here."""
        if self.path == "/":
            page.context.clear_cookies(name="complaints_purpose")
        page.goto(self.path.format_map({**town.complaints, **town.reports}))
        if self.way:
            self.way(page)


def send(page: Page) -> None:
    """Send the form as it stands, which is wrong."""
    press(page)
    page.locator("[data-summary]").wait_for()


def send_filled(values: dict[str, str]) -> Way:
    """Fill the form wrongly, and send it."""

    def way(page: Page) -> None:
        fill(page, values)
        send(page)

    return way


def _review(page: Page) -> None:
    fill(page, COMPLAINT)
    press(page)
    page.locator("button[value=send]").wait_for()


def _search(page: Page) -> None:
    fill(page, FORGETFUL)
    press(page)
    page.locator("[name=selected]").wait_for()


def _choose(page: Page) -> None:
    _search(page)
    page.check("[name=selected]")
    press(page)
    page.locator("[name=password]").wait_for()


def _search_in_vain(page: Page) -> None:
    fill(page, {**FORGETFUL, "birth_year": "1300"})
    press(page)
    page.locator(".notice").wait_for()


def _report(page: Page) -> None:
    fill(page, REPORT)
    press(page)
    page.locator(".big-code").wait_for()


def _keep(page: Page) -> None:
    _report(page)
    page.fill("[name=receipt]", _receipt(page))
    press(page)
    page.wait_for_url("**/kept")


def _open_report(page: Page) -> None:
    _report(page)
    receipt = _receipt(page)
    page.goto("/misconduct/follow-up")
    page.fill("[name=receipt]", receipt)
    press(page)
    page.locator(".standing").wait_for()


def _receipt(page: Page) -> str:
    return page.locator("[data-copy]").get_attribute("data-copy") or ""


def both(*ways: Way) -> Way:
    """Go one way after the other."""

    def way(page: Page) -> None:
        for one in ways:
            one(page)

    return way


def _close_purpose(page: Page) -> None:
    page.locator("dialog[open] button").click()


FORGETFUL = {"national_code": national_code(REGULAR_NUMBER), **birth_date(REGULAR_NUMBER)}
REPORT = {"topic": "corruption", "description": STORY}
HALF_DETAILS = {"mobile": "12", "postal_code": "1"}
MISTAKEN = {"first_name": "Ali", "national_code": "1234567890", "email": "a", "password": "1"}

PLACES = (
    Place("home on a first visit", "/"),
    Place("home", "/", way=_close_purpose),
    Place("sign-up", "/register"),
    Place("sign-up with errors", "/register", way=send_filled(MISTAKEN)),
    Place("confirmation", "/register/confirm", BEGINNER),
    Place("confirmation with an error", "/register/confirm", BEGINNER, send_filled({"code": "1"})),
    Place("login", "/login"),
    Place("login with errors", "/login", way=send),
    Place("recovery", "/recover"),
    Place("recovery with errors", "/recover", way=send_filled({"national_code": "1"})),
    Place("recovery, found", "/recover", way=_search),
    Place("recovery, nothing chosen", "/recover", way=both(_search, send)),
    Place("recovery, not found", "/recover", way=_search_in_vain),
    Place("recovery, new password", "/recover", way=_choose),
    Place("recovery, wrong code", "/recover", way=both(_choose, send)),
    Place("report", "/misconduct"),
    Place("report with errors", "/misconduct", way=send_filled({"mobile": "1"})),
    Place("report, receipt", "/misconduct", way=_report),
    Place("report, receipt with an error", "/misconduct", way=both(_report, send)),
    Place("report, kept", "/misconduct", way=_keep),
    Place("report, follow-up", "/misconduct/follow-up"),
    Place("report, follow-up with an error", "/misconduct/follow-up", way=send_filled({"receipt": "1"})),
    Place("report, opened", "/misconduct", way=_open_report),
    Place("report, reply with an error", "/misconduct", way=both(_open_report, send)),
    Place("help", "/help"),
    Place("accessibility", "/accessibility"),
    Place("privacy", "/privacy"),
    Place("nothing", "/nothing"),
    Place("pieces", "/dev/pieces"),
    Place("messages", "/dev/messages"),
    Place("panel of a newcomer", "/panel", NEWCOMER),
    Place("panel without details", "/panel", UNFINISHED),
    Place("panel", "/panel", REGULAR),
    Place("details", "/panel/details", REGULAR),
    Place("details with errors", "/panel/details", UNFINISHED, send_filled(HALF_DETAILS)),
    Place("password", "/panel/password", REGULAR),
    Place("password with errors", "/panel/password", REGULAR, send),
    Place("new complaint", "/panel/complaints/new", NEWCOMER),
    Place("new complaint with errors", "/panel/complaints/new", NEWCOMER, send_filled({"description": ""})),
    Place("review", "/panel/complaints/new", NEWCOMER, _review),
    Place("receipt", "/panel/complaints/{fresh}/receipt", REGULAR),
    Place("complaints of a newcomer", "/panel/complaints", NEWCOMER),
    Place("complaints", "/panel/complaints", REGULAR),
    Place("complaints, second page", "/panel/complaints?page=2&sort=status", REGULAR),
    Place("complaints, nothing found", "/panel/complaints?q=zzz", REGULAR),
    Place("complaint, fresh", "/panel/complaints/{fresh}", REGULAR),
    Place("complaint, asked", "/panel/complaints/{asked}", REGULAR),
    Place("complaint, answered", "/panel/complaints/{answered}", REGULAR),
    Place("complaint, reply with an error", "/panel/complaints/{fresh}", REGULAR, send),
    Place("complaint, late", "/panel/complaints/{late}", REGULAR),
    Place("complaint, withdrawn", "/panel/complaints/{withdrawn}", REGULAR),
)


def named(name: str) -> Place:
    """Answer the place of that name."""
    return next(place for place in PLACES if place.name == name)
