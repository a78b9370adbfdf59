"""Somebody with a browser and a phone, for journeys."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webtest import Form, TestApp, TestResponse

from complaints_core.persian.samples import national_codes
from complaints_core.stores import Stores
from complaints_plugins.sms import spooled
from complaints_web.site import site_of

PASSWORD = "narges-dar-bad-77"
SIGN_UP = {
    "employment_status": "homemaker",
    "personnel_status": "client",
    "first_name": "نرگس",
    "last_name": "بهاری",
    "birth_day": "۱۲",
    "birth_month": "4",
    "birth_year": "۱۳۶۲",
    "father_name": "یوسف",
    "gender": "female",
    "landline": "",
    "email": "",
    "education_level": "diploma",
    "province": "23",
    "county": "2301",
    "postal_code": "1193653471",
    "address": "تهران، خیابان بهار، پلاک ۱۲",
    "password": PASSWORD,
    "password_repeat": PASSWORD,
}
COMPLAINT = {
    "subject": "care_allowance",
    "kind": "province",
    "description": "حق پرستاری مادرم از سه ماه پیش واریز نشده است.",
}


def form_with(page: TestResponse, name: str) -> Form:
    """The form of a page that has a box of this name."""
    return next(form for form in page.forms.values() if name in form.fields)


def end_session(site: TestApp) -> None:
    """Let a browser lose what it knows of a login."""
    jar = site.cookiejar
    for cookie in [one for one in jar if one.name == "complaints_session"]:
        jar.clear(cookie.domain, cookie.path, cookie.name)


@dataclass
class Person:
    """Walks through the site; `phone` is the file into which the site sends its SMS."""

    site: TestApp
    phone: Path
    number: int = 7
    code: str = ""

    def __post_init__(self) -> None:
        self.code = self.code or str(next(national_codes(self.number)))

    @property
    def stores(self) -> Stores:
        """What the office keeps, where the site keeps it in memory."""
        return site_of(self.site.app.registry).open_stores(self.site)

    @property
    def mobile(self) -> str:
        """His mobile number as he types it."""
        return f"۰۹۱۲ ۰۰۰ {self.number:04}"

    def messages(self) -> list[dict[str, Any]]:
        """Every SMS so far, oldest first."""
        return list(spooled(self.phone))

    def last_code(self) -> str:
        """The digits of the newest one-time code."""
        return str(next(m for m in reversed(self.messages()) if "code" in m["params"])["params"]["code"])

    def fill_sign_up(self, **changes: str) -> TestResponse:
        """Fill the sign-up form and send it."""
        form = form_with(self.site.get("/register"), "national_code")
        own = {"national_code": self.code, "mobile": self.mobile}
        for name, value in {**SIGN_UP, **own, **changes}.items():
            form[name] = value
        return form.submit(expect_errors=True)

    def sign_up(self, **changes: str) -> TestResponse:
        """Sign up with the code from the SMS; answers the panel."""
        page = self.fill_sign_up(**changes).follow()
        form = form_with(page, "code")
        form["code"] = self.last_code()
        return form.submit().follow()

    def log_in(self, code: str | None = None, password: str = PASSWORD) -> TestResponse:
        """Fill the login form and send it."""
        form = form_with(self.site.get("/login"), "password")
        form["national_code"], form["password"] = code or self.code, password
        return form.submit(expect_errors=True)

    def file_complaint(self, **changes: Any) -> str:
        """Fill the complaint form and send it; answers the tracking code."""
        return str(self.write_complaint(**changes).location).split("/")[-2]

    def session_ends(self) -> None:
        """Lose what the browser knows of the login, as after a long pause."""
        end_session(self.site)

    def write_complaint(self, **changes: Any) -> TestResponse:
        """Fill the complaint form and send it."""
        return self.filled_complaint(**changes).submit(expect_errors=True)

    def filled_complaint(self, **changes: Any) -> Form:
        """Fill the complaint form; it is not sent yet."""
        form = form_with(self.site.get("/panel/complaints/new"), "subject")
        for name, value in {**COMPLAINT, **changes}.items():
            form[name] = value
        return form


def mistakes_of(page: TestResponse) -> str:
    """What the error summary of a page says."""
    summary = page.html.select_one("[data-summary]")
    return summary.get_text(" ", strip=True) if summary else ""


def seen_by(person: Person, code: str) -> str:
    """Every word of the page on which a citizen follows his complaint."""
    return str(person.site.get(f"/panel/complaints/{code}").html.main.get_text(" ", strip=True))
