"""What an operator sees who speaks with somebody, in every state that looks different."""

from playwright.sync_api import Page

from tests.browser.people import ASKED, PHONELESS, birth_date, national_code, tracking_code
from tests.browser.people import NEWCOMER as NEWCOMER_NUMBER
from tests.browser.people import REGULAR as REGULAR_NUMBER
from tests.browser.places import Place, Way, both, send, send_filled
from tests.browser.visitor import fill, press
from tests.browser.workers import MANY
from tests.functional.person import COMPLAINT

DESK = "/staff/operator"
CALLER = {"national_code": national_code(REGULAR_NUMBER), **birth_date(REGULAR_NUMBER)}
UNKNOWN = {**CALLER, "national_code": national_code(NEWCOMER_NUMBER + 30)}
UNREACHED = {"national_code": national_code(PHONELESS), **birth_date(PHONELESS)}
WITH_MOBILE = {
    "first_name": "گلی",
    "last_name": "سپهری",
    "father_name": "یوسف",
    "gender": "female",
    "province": "23",
    "county": "2301",
    "mobile": "09120000777",
}


def begin(values: dict[str, str]) -> Way:
    """Begin a conversation with somebody who wants to complain."""

    def way(page: Page) -> None:
        fill(page, values)
        press(page)
        page.wait_for_url("**/operator/*")

    return way


def look(page: Page) -> None:
    """Write down what a caller tells, and look it over."""
    fill(page, COMPLAINT)
    press(page)
    page.locator("button[value=send]").wait_for()


def file(page: Page) -> None:
    """Send what was looked over."""
    page.locator("button[value=send]").click()
    page.locator(".big-code").wait_for()


def register(page: Page) -> None:
    """Register somebody who has a mobile, up to the code that went to it."""
    fill(page, WITH_MOBILE)
    press(page)
    page.wait_for_url("**/person/code")


def add_mobile(page: Page) -> None:
    """Begin with a visitor who has shown the national card and has no mobile yet."""
    page.locator("[name=via][value=counter]").first.check()
    begin(UNREACHED)(page)
    page.goto(f"{DESK}/person/mobile")


def follow_up(page: Page) -> None:
    """Ask where the complaint stands that waits for its citizen."""
    form = page.locator("form[action$='/follow-up']")
    form.locator("[name=tracking_code]").fill(tracking_code(ASKED))
    form.locator("[name=national_code]").fill(CALLER["national_code"])
    form.locator(".button").click()
    page.wait_for_url("**/operator/case")


def reply_without_words(page: Page) -> None:
    """Let the caller reply, and forget the words."""
    page.locator("details:has(form[action$='/reply']) summary").click()
    page.locator("form[action$='/reply'] .button").last.click()
    page.locator("[data-summary]").wait_for()


CALLER_PLACES = (
    Place("caller", DESK, MANY),
    Place("caller with errors", DESK, MANY, send),
    Place("caller without account", DESK, MANY, begin(UNKNOWN)),
    Place("caller without account, errors", DESK, MANY, both(begin(UNKNOWN), send)),
    Place("complaint of a caller", DESK, MANY, begin(CALLER)),
    Place("complaint of a caller, errors", DESK, MANY, both(begin(CALLER), send)),
    Place("complaint of a caller, review", DESK, MANY, both(begin(CALLER), look)),
    Place("receipt of a caller", DESK, MANY, both(begin(CALLER), look, file)),
    Place("code of a caller", DESK, MANY, both(begin(UNKNOWN), register)),
    Place("code of a caller, wrong", DESK, MANY, both(begin(UNKNOWN), register, send_filled({"code": "1"}))),
    Place("mobile of a caller", DESK, MANY, add_mobile),
    Place("mobile of a caller, wrong", DESK, MANY, both(add_mobile, send_filled({"mobile": "1"}))),
    Place("case of a caller", DESK, MANY, follow_up),
    Place("case of a caller, reply with an error", DESK, MANY, both(follow_up, reply_without_words)),
)
