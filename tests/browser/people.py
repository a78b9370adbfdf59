"""Who lives on the site that is looked at, and what has become of their complaints. All is invented."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from complaints_core import persian
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import CITIZEN, Answer, Complaint, Message
from complaints_core.domain.files import Attachment
from complaints_core.interfaces.ports import (
    ICitizenStore,
    IClock,
    IComplaintStore,
    IFileStore,
    IPasswordHasher,
)
from complaints_core.testing import builders
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from tests.browser.site import ServedSite
from tests.browser.workers import EXPERT, Worker, hire_all, prepare, shut_a_day
from tests.functional.person import PASSWORD
from tests.plugins.files.samples import PDF

NEWCOMER, UNFINISHED, REGULAR, PHONELESS = 11, 12, 13, 14
"""Numbers of invented people: without a complaint, without an address, with many complaints, without any
phone."""

FIRST_CODE = 4_829_137_605
"""The first ten digits of a tracking code are this and the number of its complaint."""

ASKED, MOVED = 2, 6
"""Numbers of the complaints that wait for the regular, and whose deadline a closed day has moved."""

COUNTY = "2301"
"""Where they live, and the unit of its office."""

STORY = (
    "حق پرستاری مادرم از سه ماه پیش واریز نشده است. هر بار که به اداره می‌رویم می‌گویند ماه آینده. "
    "مادرم روی تخت است و هزینهٔ پوشک و دارو را از همسایه قرض گرفته‌ایم."
)
QUESTION = "لطفاً تصویر آخرین فیش واریز یا نام بانک را بفرستید تا بتوانیم پیگیری کنیم."
ANSWER = (
    "با سلام. پرونده بررسی شد. به علت تغییر شمارهٔ حساب، واریز سه ماه برگشت خورده بود. شمارهٔ حساب تازه ثبت شد "
    "و هر سه ماه تا پایان همین هفته یکجا واریز می‌شود."
)
LETTER = Attachment("نامهٔ معرفی به بانک.pdf", "application/pdf", 412_000, "0" * 64, "none")


@dataclass(frozen=True)
class Town:
    """The tracking codes of the regular's complaints and the keys of reports of misconduct, by what they
    show, and whoever works here, by user name."""

    complaints: Mapping[str, str]
    reports: Mapping[str, str]
    workers: Mapping[str, Worker]


def national_code(number: int) -> str:
    """Answer the national code of one of the people."""
    return builders.national_code(number)


def birth_date(number: int) -> dict[str, str]:
    """Answer the birth date of one of the people, as boxes of a form."""
    day = persian.to_jalali(builders.registration(number).birth_date)
    return {"birth_day": str(day.day), "birth_month": str(day.month), "birth_year": str(day.year)}


def tracking_code(number: int) -> str:
    """Answer the tracking code of the regular's complaint of that number."""
    return builders.tracking_code(FIRST_CODE + number)


def settle(site: ServedSite) -> Town:
    """Let the people move in, and their complaints take their course, up to what happens by itself. One of
    them is on its way already when an office shuts for a day."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        workers = hire_all(request)
        for number, changes in _NEIGHBOURS.items():
            _move_in(request, number, **changes)
        regular = _move_in(request, REGULAR)
        _file_all(request, {"moved": _stepped(request, _filed(request, regular, MOVED, days=3), "take")})
        shut_a_day(request)
    work_of(site.app.registry).round()
    with transaction_of(request):
        complaints = _file_all(request, _courses(request, regular))
        town = Town({"moved": tracking_code(MOVED), **complaints}, prepare(request), workers)
    work_of(site.app.registry).round()
    return town


_NEIGHBOURS: Mapping[int, Mapping[str, str]] = {
    NEWCOMER: {},
    UNFINISHED: {"address": "", "father_name": ""},
    PHONELESS: {"mobile": "", "password_hash": ""},
}
"""Who else lives here, and what is different about them."""


def _move_in(request: Any, number: int, **changes: str) -> Citizen:
    citizens: ICitizenStore = port_of(request, ICitizenStore)
    hasher: IPasswordHasher = port_of(request, IPasswordHasher)
    details = {
        "first_name": "مریم",
        "last_name": "دلاوری",
        "father_name": "یوسف",
        "gender": "female",
        "employment_status": "homemaker",
        "personnel_status": "client_family",
        "education_level": "diploma",
        "county": COUNTY,
        "postal_code": "1193653471",
        "address": "تهران، خیابان بهار، کوچهٔ یاس، پلاک ۱۲، واحد ۳",
        "password_hash": hasher.hash(persian.secret(PASSWORD)),
        "key": citizens.key_of(national_code(number)),
    }
    citizen = builders.citizen(number, **{**details, **changes})
    citizens.add(citizen)
    return citizen


def _file_all(request: Any, made: Mapping[str, Complaint]) -> Mapping[str, str]:
    complaints: IComplaintStore = port_of(request, IComplaintStore)
    for complaint in made.values():
        complaints.add(complaint)
    return {name: complaint.code for name, complaint in made.items()}


def _courses(request: Any, citizen: Citizen) -> dict[str, Complaint]:
    """One complaint for each way in which a page about it can look."""
    files: IFileStore = port_of(request, IFileStore)
    letter = replace(LETTER, file=files.add(BytesIO(PDF), "clean"))
    asked = _stepped(request, _filed(request, citizen, ASKED, days=6), "take", "ask")
    asked = asked.with_message(Message(asked.since, EXPERT, QUESTION))
    asked = asked.with_message(Message(asked.since + timedelta(hours=3), CITIZEN, STORY, (letter,)))
    answered = _stepped(request, _filed(request, citizen, 3, days=9), "take", "answer")
    answer = Answer(answered.since, EXPERT, _finding(request), ANSWER, (letter,))
    closed = _stepped(request, _filed(request, citizen, 7, days=12), "take", "answer", "close")
    referred = _stepped(request, _filed(request, citizen, 8, days=2), "refer")
    old = range(20)
    return {
        "fresh": _filed(request, citizen, 1, days=0, center_name="مرکز توان‌بخشی روزانهٔ گل نرگس"),
        "asked": asked,
        "answered": answered.with_answer(answer),
        "late": _stepped(request, _filed(request, citizen, 4, days=40), "take"),
        "withdrawn": _stepped(request, _filed(request, citizen, 5, days=50), "withdraw"),
        "closed": closed.with_answer(answer),
        "referred": replace(referred, unit=COUNTY, referred_from=referred.unit, assignee=""),
        **{f"old {n}": _filed(request, citizen, 100 + n, days=60 + n, subject="delay") for n in old},
    }


def _filed(request: Any, citizen: Citizen, number: int, *, days: int, **changes: Any) -> Complaint:
    at = port_of(request, IClock).now() - timedelta(days=days, minutes=number)
    typed = {"subject": "care_allowance", "description": STORY, **changes}
    complaint = builders.filed(request.profile, at, FIRST_CODE + number, **typed)
    return replace(complaint, citizen=citizen.key, province=citizen.province)


def _stepped(request: Any, complaint: Complaint, *steps: str) -> Complaint:
    """Take a complaint through steps, an hour apart; whoever takes it answers for it."""
    for hours, step in enumerate(steps, 1):
        at = complaint.submitted_at + timedelta(hours=hours)
        actor, owner = (CITIZEN, "") if step == "withdraw" else (EXPERT, EXPERT)
        complaint = request.profile.course.moved(complaint, step, actor, at, assignee=owner)
    return complaint


def _finding(request: Any) -> str:
    return str(next(iter(request.profile.lists["finding"])).code)
