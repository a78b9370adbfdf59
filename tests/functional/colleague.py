"""Somebody who works for the organization, with a browser and an authenticator, for journeys."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pyotp
from webtest import Form, TestApp, TestResponse

from complaints_core.desks.staff_account import Hired
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Post
from complaints_core.interfaces.ports import IClock
from complaints_web.background import bare_request, transaction_of
from complaints_web.plugins import SystemClock
from complaints_web.ports import port_of
from tests.functional.person import form_with

STEP = timedelta(seconds=30)
"""The time for which the digits of an authenticator hold."""


@dataclass
class Colleague:
    """Walks through the workplace; `codes` are the recovery codes of the last sign-in that showed some."""

    site: TestApp
    hired: Hired
    codes: list[str] = field(default_factory=list)

    @classmethod
    def hire(
        cls, site: TestApp, username: str, last_name: str, *posts: tuple[str, str], new: bool = False
    ) -> "Colleague":
        """Let somebody work at the site, with roles at units, and give him a browser of his own. He has been
        here before, with a password of his own, unless he is `new`."""
        request = bare_request(site.app.registry)
        with transaction_of(request):
            desk, held = request.staff_account_desk, tuple(Post(*post) for post in posts)
            hired: Hired = desk.hire_with_factor(Newcomer(username, "Sara", last_name, held))
            desk.staff.replace(replace(hired.staff, first_password=new))
        browser = TestApp(site.app)
        browser.set_cookie("_LOCALE_", "en")
        return cls(browser, hired)

    @property
    def username(self) -> str:
        """His user name."""
        return self.hired.staff.username

    def digits(self, steps: int = 0) -> str:
        """What his authenticator shows, some steps from now; it goes by the clock of the site."""
        then = clock_of(self.site).now() + steps * STEP
        return str(pyotp.TOTP(self.hired.staff.totp_secret).at(then))

    def close_browser(self) -> None:
        """Lose everything that the browser knows."""
        self.site.reset()
        self.site.set_cookie("_LOCALE_", "en")

    def type_password(self, password: str | None = None, username: str | None = None) -> TestResponse:
        """Fill the first step of the login and send it."""
        form = form_with(self.site.get("/staff/login"), "username")
        form["username"] = self.username if username is None else username
        form["password"] = self.hired.password if password is None else password
        return form.submit(expect_errors=True)

    def type_digits(self, page: TestResponse, typed: str) -> TestResponse:
        """Fill the second step of the login and send it."""
        form = form_with(page, "totp")
        form["totp"] = typed
        return form.submit(expect_errors=True)

    def sign_in(self, code: str = "") -> TestResponse:
        """Pass both steps, the second by the digits or by a recovery code; answers the page after them."""
        page = self.type_digits(self.type_password().follow(), code or self.digits())
        if page.status_code == 200:
            self.codes = [one.get_text(strip=True) for one in page.html.select(".recovery-codes li")]
            return page.click("go on")
        return page.follow()

    def open(self, code: str, status: int = 200) -> TestResponse:
        """The page of a complaint."""
        return self.site.get(f"/staff/complaints/{code}", status=status)

    def step(self, code: str, step: str, **typed: object) -> TestResponse:
        """Fill the form of a step on the page of a complaint and send it."""
        form = form_of(self.open(code), step)
        for name, value in typed.items():
            form[name] = value
        return form.submit(expect_errors=True)


def clock_of(site: TestApp) -> IClock:
    """The clock of a site: that of the machine, unless a test stopped it."""
    registry = getattr(site.app, "registry", None)  # a site in another process shows none
    clock: IClock = port_of(bare_request(registry), IClock) if registry else SystemClock()
    return clock


def form_of(page: TestResponse, step: str) -> Form:
    """The form of one step on the page of a complaint."""
    return next(form for form in page.forms.values() if form.action.endswith(f"/{step}"))


def steps_on(page: TestResponse) -> set[str]:
    """The steps that the page of a complaint offers."""
    ways = {str(form.action).rsplit("/", 1)[-1] for form in page.forms.values()}
    return ways - {"logout", "reveal"}


def codes_in(page: TestResponse) -> list[str]:
    """The tracking codes in a list."""
    return [bdi.get_text().replace(" ", "") for bdi in page.html.select(".queue-more bdi")]


def is_inside(colleague: Colleague) -> bool:
    """Tell whether his browser opens the lists."""
    return bool(colleague.site.get("/staff").status_code == 200)
