"""Every page of the workplace in every state that looks different, and what citizens see of the work."""

from playwright.sync_api import Page

from tests.browser.caller_places import CALLER_PLACES
from tests.browser.door_places import DOOR_PLACES
from tests.browser.places import REGULAR, Place, Way
from tests.browser.room_places import ROOM_PLACES
from tests.browser.visitor import press
from tests.browser.workers import EXPERT, MANY, RECEIPT, SUPERVISOR

CASE = "/staff/complaints/{late}"
STEPS = {
    CASE: ("refer", "ask", "assign", "link", "extend", "note", "reject", "decline", "urge"),
    "/staff/complaints/{referred}": ("return",),
    "/staff/complaints/{closed}": ("reopen",),
}
"""Steps other than the answer that ask something, by the case on whose page they stand. Their forms are made
of the same pieces, so they are looked at in one language."""

OPENED = "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"


def step_form(name: str) -> Way:
    """Send the form of a step empty."""

    def way(page: Page) -> None:
        page.evaluate(OPENED)
        page.locator(f"form[action$='/{name}'] .actions .button").first.click()
        page.locator("[data-summary]").wait_for()

    return way


def bulk(name: str) -> Way:
    """Tick three complaints and press a button below them."""

    def way(page: Page) -> None:
        for tick in page.locator("input[name=code]").all()[:3]:
            tick.check()
        page.locator(f"button[formaction$='/{name}']").click()
        page.locator("[name=step]").first.wait_for()

    return way


def look_over(page: Page) -> None:
    """Choose a colleague for three complaints, and look first what comes of it."""
    bulk("assign")(page)
    page.locator("main select").first.select_option(index=1)
    page.fill("[name=reason]", "از کار هم‌گروه‌هاست.")
    page.locator("[name=step][value=look]").click()
    page.locator("[name=step][value=do]").wait_for()


def open_name(page: Page) -> None:
    """Open who reported, with a reason."""
    page.evaluate(OPENED)
    form = page.locator("form[action$='/identity']")
    form.locator("[name=opening_reason]").fill("دادستان نام شاهد را خواسته است.")
    form.locator(".button").last.click()
    page.wait_for_load_state()


def open_seen_report(page: Page) -> None:
    """Open the report whose reporter's name was seen, as the reporter."""
    page.fill("[name=receipt]", RECEIPT)
    press(page)
    page.locator(".standing").wait_for()


def ask_for_file(page: Page) -> None:
    """Ask for an Excel file of what was found."""
    page.evaluate(OPENED)
    page.locator(".export-form .button").click()
    page.wait_for_url("**/exports/*")


INBOX = (
    Place("inbox, with news of a closed day", "/staff", EXPERT),
    Place("inbox, urgent and late", "/staff?box=unassigned", SUPERVISOR),
    Place("inbox, nothing", "/staff?box=mine", SUPERVISOR),
    Place("inbox with many ways", "/staff", MANY),
    Place("search by staff", "/staff/complaints?q=پرستاری", EXPERT),
    Place("search by staff, narrowed", "/staff/complaints?overdue=1&sort=oldest&from=x", EXPERT),
    Place("search by staff, nothing found", "/staff/complaints?q=zzz", EXPERT),
    Place("dashboard", "/staff/dashboard", SUPERVISOR),
    Place("bulk", "/staff?box=unassigned", SUPERVISOR, bulk("assign")),
    Place("bulk, looked over", "/staff?box=unassigned", SUPERVISOR, look_over),
    Place("exports, none", "/staff/exports", EXPERT),
    Place("export", "/staff/complaints?q=پرستاری", SUPERVISOR, ask_for_file),
    Place("exports", "/staff/exports", SUPERVISOR),
)

CASES = (
    Place("case, fresh", "/staff/complaints/{fresh}", EXPERT),
    Place("case, asked", "/staff/complaints/{asked}", EXPERT),
    Place("case, answered", "/staff/complaints/{answered}", EXPERT),
    Place("case, late", CASE, SUPERVISOR),
    Place("case, withdrawn", "/staff/complaints/{withdrawn}", EXPERT),
    Place("case, answer with an error", CASE, SUPERVISOR, step_form("answer")),
    *(
        Place(f"case, {step} with an error", case, SUPERVISOR, step_form(step), ("fa",))
        for case, steps in STEPS.items()
        for step in steps
    ),
    Place("complaint, moved by a closed day", "/panel/complaints/{moved}", REGULAR),
)

REPORTS = (
    Place("reports of misconduct", "/staff/misconduct", MANY),
    Place("reports of misconduct, none", "/staff/misconduct?status=closed", MANY),
    Place("report of staff, sealed", "/staff/misconduct/{sealed}", MANY),
    Place("report of staff, reason missing", "/staff/misconduct/{sealed}", MANY, step_form("identity")),
    Place("report of staff, name shown", "/staff/misconduct/{seen}", MANY, open_name),
    Place("report, name was seen", "/misconduct/follow-up", way=open_seen_report),
)

WORK_PLACES = (*INBOX, *CASES, *REPORTS, *CALLER_PLACES, *ROOM_PLACES, *DOOR_PLACES)
