"""Who works on the site that is looked at, and what lies on their desks. All is invented."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from playwright.sync_api import Page
from pyotp import TOTP

from complaints_core import persian
from complaints_core.desks.staff_account import Hired
from complaints_core.domain.amendment_kinds import ClosureEntered, TemplateKept
from complaints_core.domain.amendments import Amendment
from complaints_core.domain.answer_templates import AnswerTemplate
from complaints_core.domain.audit import COMPLAINANT_OPENED, SIGNED_IN
from complaints_core.domain.complaints import CITIZEN, Event, Message
from complaints_core.domain.lists import Label
from complaints_core.domain.misconduct import MisconductReport, Opening, ReporterIdentity
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Post
from complaints_core.domain.working_time import Closure
from complaints_core.interfaces.ports import IAmendmentStore, IAuditStore, IClock, IMisconductStore
from complaints_core.testing import builders
from complaints_web.ports import port_of
from tests.browser.visitor import fill, press
from tests.functional.person import PASSWORD

EXPERT, SUPERVISOR, ADMINISTRATOR, MANY = "karshenas", "sarparast", "modir", "hamekare"
NEW, BARE = "tazevared", "bigushi"
"""User names: who answers, who leads him, who keeps the organization, and who holds every post that goes with
another, so that his head line is the longest; who has a first password only, and who has no authenticator
yet."""

RECEIPT = "4821093755631180"
"""Opens the report whose reporter's name was seen."""

TOLD = (
    "برای نوبت ارزیابی پسرم از من پول نقد خواستند و رسید ندادند. دو مادر دیگر هم همان روز پول دادند. "
    "کارمند پشت باجهٔ دوم بود، حدود ساعت ده صبح."
)
ASKED = "روز و ساعت را می‌دانید؟"
DUST = Label({"fa": "آلودگی هوا", "en": "Air pollution"})
WHY = "دادستان نام شاهد را خواسته است."
READY = AnswerTemplate(
    "paid", "واریز شد", "مبلغ عقب‌افتاده واریز شد. کد رهگیری: {tracking_code}", "headquarters"
)

DONE = (COMPLAINANT_OPENED, "answer", "take", SIGNED_IN)
"""What stands in the audit, newest first."""

_NAMES = {
    EXPERT: ("سیمین", "رهنما"),
    SUPERVISOR: ("بهرام", "آذری"),
    ADMINISTRATOR: ("پریسا", "نیک‌روش"),
    MANY: ("نیلوفر", "دادگر"),
    NEW: ("کاوه", "بهاری"),
    BARE: ("رؤیا", "سپهر"),
}
_POSTS = {
    EXPERT: (Post("expert", "23"),),
    SUPERVISOR: (Post("supervisor", "23"),),
    ADMINISTRATOR: (Post("administrator", "headquarters"),),
    NEW: (Post("expert", "29"),),
    BARE: (Post("expert", "29"),),
    MANY: tuple(Post(role, "headquarters") for role in ("expert", "operator", "auditor", "inspector")),
}


@dataclass(frozen=True)
class Worker:
    """Somebody who can log in."""

    hired: Hired

    def enter(self, page: Page) -> None:
        """Pass both steps of the login, and go on past the recovery codes of the first time."""
        staff = self.hired.staff
        page.goto("/staff/login")
        type_password(page, staff.username)
        page.wait_for_url("**/second")
        page.fill("[name=totp]", TOTP(staff.totp_secret).now())
        press(page)
        page.locator(".recovery-codes").wait_for()


def type_password(page: Page, username: str) -> None:
    """Pass the first step of the login, whose page is open."""
    fill(page, {"username": username, "password": PASSWORD})
    press(page)


def take_step(page: Page, name: str, **typed: str) -> None:
    """Unfold a step of a case, fill it and send it."""
    form = page.locator(f"form[action$='/{name}']")
    if typed:
        page.locator("details", has=form).last.locator("summary").first.click()
    for box, text in typed.items():
        field = form.locator(f"[name={box}]").first
        if field.evaluate("box => box.type") == "radio":
            form.locator(f"[name={box}][value={text}]").check()
        elif field.evaluate("box => box.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    form.locator(".button").last.click()
    page.locator(".toast").wait_for()


def hire_all(request: Any) -> Mapping[str, Worker]:
    """Let everybody work here; answers them by user name."""
    return {name: hire(request, name, *posts, called=_NAMES[name]) for name, posts in _POSTS.items()}


def hire(request: Any, username: str, *posts: Post, called: tuple[str, str] = ("سارا", "احمدی")) -> Worker:
    """Let somebody work here, with the password of everybody here."""
    desk = request.staff_account_desk
    let_begin = desk.hire if username == BARE else desk.hire_with_factor
    hired: Hired = let_begin(Newcomer(username, *called, posts))
    secret = desk.hasher.hash(persian.secret(PASSWORD))
    desk.staff.replace(replace(hired.staff, first_password=username == NEW, password_hash=secret))
    return Worker(hired)


def shut_a_day(request: Any) -> None:
    """Shut the offices of the province on the next day but one on which they work."""
    calendar, today = request.profile.calendar, port_of(request, IClock).now().date()
    days = (today + timedelta(days=number) for number in count(2))
    day = next(day for day in days if calendar.is_working(day, "23"))
    _amend(request, ClosureEntered, closure=Closure(day, DUST, "23"))


def prepare(request: Any) -> Mapping[str, str]:
    """Lay reports of misconduct on the desk of inspectors, a template beside the answers, and what was done
    into the audit; answers the keys of the reports by what they show."""
    store, now = port_of(request, IMisconductStore), port_of(request, IClock).now()
    identity = ReporterIdentity(first_name="ریحانه", last_name="مهرپرور", mobile="+989120000201")
    fresh, other = (builders.report(number, **_told(now - timedelta(days=number))) for number in (1, 2))
    seen = _handled(replace(other, key=store.key_of(RECEIPT)), now - timedelta(hours=9))
    for report in (fresh, seen):
        store.add(report, identity)
    _amend(request, TemplateKept, template=READY, new=True)
    audit: IAuditStore = port_of(request, IAuditStore)
    for minutes, action in enumerate(DONE):
        what = builders.audit_note(minutes, at=now - timedelta(minutes=minutes), actor=EXPERT, action=action)
        audit.note(what)
    return {"sealed": fresh.key, "seen": seen.key}


def _amend(request: Any, kind: type[Amendment], **what: Any) -> None:
    """Let the administrator change something of the organization now."""
    amendments: IAmendmentStore = port_of(request, IAmendmentStore)
    change = kind(at=port_of(request, IClock).now(), by=ADMINISTRATOR, **what)
    amendments.replace(amendments.get().joined_by(change))


def _told(at: datetime) -> Mapping[str, Any]:
    """Answer what a report says that came at a moment."""
    begun = (Event(at, "file", CITIZEN, "registered"),)
    typed = {"topic": "corruption", "province": "23", "description": TOLD}
    return {**typed, "submitted_at": at, "history": begun}


def _handled(report: MisconductReport, at: datetime) -> MisconductReport:
    """Answer a report that was taken and asked about; then the reporter answered, and his name was seen."""
    hours = [at + timedelta(hours=number) for number in range(4)]
    report = report.moved(Event(hours[0], "take", MANY, "reviewing"), assignee=MANY)
    report = report.with_message(Message(hours[1], MANY, ASKED))
    report = report.with_message(Message(hours[2], CITIZEN, "سه‌شنبهٔ هفتهٔ پیش، پیش از ظهر."))
    return report.opened(Opening(hours[3], "inspector", WHY))
