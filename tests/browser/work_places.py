"""Every page of the workplace in every state that looks different, and what citizens see of the work."""

from playwright.sync_api import Page

from tests.browser.people import NEWCOMER as NEWCOMER_NUMBER
from tests.browser.people import REGULAR as REGULAR_NUMBER
from tests.browser.people import birth_date, national_code
from tests.browser.places import REGULAR, Place, Way, both, send, send_filled
from tests.browser.visitor import fill, press
from tests.browser.workers import ADMINISTRATOR, EXPERT, MANY, RECEIPT, SUPERVISOR
from tests.functional.person import COMPLAINT

CASE = "/staff/complaints/{late}"
ADMIN = "/staff/admin"
CALLER = {"national_code": national_code(REGULAR_NUMBER), **birth_date(REGULAR_NUMBER)}
UNKNOWN = {**CALLER, "national_code": national_code(NEWCOMER_NUMBER + 30)}
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


def ask_for_a_wrong_day(page: Page) -> None:
    """Look into the audit for a day that there is not."""
    page.fill("[name=day]", "x")
    page.locator(".audit-filters .actions .button").click()
    page.locator("[data-summary]").wait_for()


INBOX = (
    Place("login of staff", "/staff/login"),
    Place("login of staff with errors", "/staff/login", way=send),
    Place("inbox", "/staff", EXPERT),
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
    *(
        Place(f"case, {name} with an error", CASE, SUPERVISOR, step_form(name))
        for name in ("answer", "refer", "ask", "assign", "link", "extend")
    ),
)

REPORTS = (
    Place("reports of misconduct", "/staff/misconduct", MANY),
    Place("reports of misconduct, none", "/staff/misconduct?status=closed", MANY),
    Place("report of staff, sealed", "/staff/misconduct/{sealed}", MANY),
    Place("report of staff, reason missing", "/staff/misconduct/{sealed}", MANY, step_form("identity")),
    Place("report of staff, name shown", "/staff/misconduct/{seen}", MANY, open_name),
    Place("report, name was seen", "/misconduct/follow-up", way=open_seen_report),
)

CALLERS = (
    Place("caller", "/staff/operator", MANY),
    Place("caller with errors", "/staff/operator", MANY, send),
    Place("caller without account", "/staff/operator", MANY, begin(UNKNOWN)),
    Place("caller without account, errors", "/staff/operator", MANY, both(begin(UNKNOWN), send)),
    Place("complaint of a caller", "/staff/operator", MANY, begin(CALLER)),
    Place("complaint of a caller, errors", "/staff/operator", MANY, both(begin(CALLER), send)),
    Place("complaint of a caller, review", "/staff/operator", MANY, both(begin(CALLER), look)),
    Place("receipt of a caller", "/staff/operator", MANY, both(begin(CALLER), look, file)),
)

ROOMS = (
    Place("rooms", ADMIN, ADMINISTRATOR),
    Place("people", f"{ADMIN}/staff", ADMINISTRATOR),
    Place("people, nobody found", f"{ADMIN}/staff?q=zzz", ADMINISTRATOR),
    Place("person", f"{ADMIN}/staff/{EXPERT}", ADMINISTRATOR),
    Place("posts", f"{ADMIN}/staff/{EXPERT}/posts", ADMINISTRATOR),
    Place("leaving", f"{ADMIN}/staff/{EXPERT}/leave", ADMINISTRATOR),
    Place("hiring with errors", f"{ADMIN}/staff/new", ADMINISTRATOR, send),
    Place("holidays", f"{ADMIN}/holidays", ADMINISTRATOR),
    Place("holidays with errors", f"{ADMIN}/holidays", ADMINISTRATOR, send),
    Place("templates", f"{ADMIN}/templates", ADMINISTRATOR),
    Place("template", f"{ADMIN}/templates/paid", ADMINISTRATOR),
    Place("template with errors", f"{ADMIN}/templates/new", ADMINISTRATOR, send),
    Place("SMS texts", f"{ADMIN}/texts", ADMINISTRATOR),
    Place(
        "SMS text with an error",
        f"{ADMIN}/texts/complaint_registered",
        ADMINISTRATOR,
        send_filled({"text": "{code}"}),
    ),
    Place("centers", f"{ADMIN}/centers", ADMINISTRATOR),
    Place("centers, nothing found", f"{ADMIN}/centers?q=zzz", ADMINISTRATOR),
    Place("center with errors", f"{ADMIN}/centers/new", ADMINISTRATOR, send),
    Place("import of centers", f"{ADMIN}/centers/import", ADMINISTRATOR),
    Place("units", f"{ADMIN}/units", ADMINISTRATOR),
    Place("unit", f"{ADMIN}/units/23", ADMINISTRATOR),
    Place("unit closing with errors", f"{ADMIN}/units/2301/close", ADMINISTRATOR, send),
    Place("lists", f"{ADMIN}/lists", ADMINISTRATOR),
    Place("list", f"{ADMIN}/lists/subject", ADMINISTRATOR),
    Place("code with errors", f"{ADMIN}/lists/subject/new", ADMINISTRATOR, send),
)

OWN = (
    Place("audit", "/staff/audit", MANY),
    Place("audit with an error", "/staff/audit", MANY, ask_for_a_wrong_day),
    Place("password of staff with errors", "/staff/password", EXPERT, send),
    Place("logins", "/staff/logins", EXPERT),
    Place("recovery codes", "/staff/recovery-codes", EXPERT),
    Place("choice of SMS", "/panel/details", REGULAR),
)

WORK_PLACES = (*INBOX, *CASES, *REPORTS, *CALLERS, *ROOMS, *OWN)
