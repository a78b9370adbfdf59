"""The rooms of the administration, in every state that looks different."""

from collections.abc import Sequence
from io import BytesIO
from itertools import count

from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page

from complaints_web.import_sheets import PEOPLE, UNITS, SheetKind, headings_of
from complaints_web.languages import languages
from tests.browser.places import Place, Way, send, send_filled
from tests.browser.visitor import press
from tests.browser.workers import ADMINISTRATOR, EXPERT

ADMIN = "/staff/admin"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

OMID = ("omid.rostami", "امید", "رستمی", "کارشناس", "2301", "")
ROLE_MISSING = ("mina.karimi", "مینا", "کریمی", "", "اداره کل بهزیستی استان تهران", "")
NO_SUCH_UNIT = ("x", "رضا", "امینی", "کارشناس", "۹۹", "")
COUNTER = ("2301_2", "پیشخوان بهزیستی شمیران", "Shemiran welfare counter", "2301")
NAMELESS = ("2301_3", "", "", "9999")

_numbers = count(1)


def sheet(kind: SheetKind, *rows: Sequence[str]) -> FilePayload:
    """Answer an Excel file with Persian headings and these rows."""
    book, content = Workbook(), BytesIO()
    assert book.active is not None
    for row in (tuple(headings_of(kind, languages()["fa"]).values()), *rows):
        book.active.append(list(row))
    book.save(content)
    return {"name": "برگه.xlsx", "mimeType": XLSX, "buffer": content.getvalue()}


def bring(kind: SheetKind, *rows: Sequence[str]) -> Way:
    """Choose an Excel file and look at what it changes."""

    def way(page: Page) -> None:
        page.set_input_files("[name=attachments]", sheet(kind, *rows))
        press(page)
        page.locator("main .notice").first.wait_for()

    return way


def hire_from_sheet(page: Page) -> None:
    """Let two people work here, whose user names nobody bears yet."""
    number = next(_numbers)
    rows = ((f"{name}.{number}", *OMID[1:]) for name in ("omid", "sahar"))
    bring(PEOPLE, *rows)(page)
    page.locator("[name=keep]").click()
    page.locator(".records").wait_for()


def hire(page: Page) -> None:
    """Let somebody work here; his first password is shown."""
    for name, text in {"first_name": "ساناز", "last_name": "فرهمند"}.items():
        page.fill(f"[name={name}]", text)
    page.fill("[name=username]", f"sanaz.{next(_numbers)}")
    page.select_option("[name=role_1]", "expert")
    page.select_option("[name=unit_1]", "23")
    press(page)
    page.locator(".first-password").wait_for()


ROOM_PLACES = (
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
    Place("first password", f"{ADMIN}/staff/new", ADMINISTRATOR, hire),
    Place("import of people", f"{ADMIN}/staff/new/import", ADMINISTRATOR, bring(PEOPLE, OMID)),
    Place(
        "import of people with mistakes",
        f"{ADMIN}/staff/new/import",
        ADMINISTRATOR,
        bring(PEOPLE, OMID, ROLE_MISSING, NO_SUCH_UNIT),
    ),
    Place("import of people, kept", f"{ADMIN}/staff/new/import", ADMINISTRATOR, hire_from_sheet),
    Place("import of units", f"{ADMIN}/units/excel-import", ADMINISTRATOR, bring(UNITS, COUNTER)),
    Place(
        "import of units with mistakes",
        f"{ADMIN}/units/excel-import",
        ADMINISTRATOR,
        bring(UNITS, COUNTER, NAMELESS),
    ),
)
