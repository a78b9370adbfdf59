"""The audit, for auditors: the newest first, narrowed, and looked over for changes.

What is looked for is posted, for a tracking code stands in no address.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core import persian
from complaints_core.desks.auditing import AuditFilter
from complaints_core.domain.staff import AUDITOR
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_core.persian import Unreadable
from complaints_web.pages import number_typed, page
from complaints_web.request import StaffRequest
from complaints_web.showing.audit import action_options, entries_shown
from complaints_web.showing.staff import render_staff

AUDITORS = frozenset({AUDITOR})


@page("audit", staff=AUDITORS)
@page("audit", "POST", staff=AUDITORS)
def audit(request: StaffRequest) -> Response:
    """Entries that fit what is asked for; a day that cannot be read is said so."""
    typed = {name: text.strip() for name, text in request.POST.items() if isinstance(text, str)}
    day, wrong = day_typed(request, typed.get("day", ""))
    narrowed = filter_typed(typed, day)
    found = request.audit_desk.page(narrowed, number_typed(typed.get("before", "")))
    last = request.audit_desk.audit.last()
    return render_staff(
        request,
        "staff/audit.jinja2",
        _("Audit"),
        status=422 if wrong else 200,
        typed={name: typed.get(name, "") for name in ("actor", "action", "subject", "day")},
        wrong_day=wrong,
        narrowed=narrowed != AuditFilter(),
        actions=action_options(request),
        entries=entries_shown(request, found.entries),
        before=found.before,
        check=request.audit_desk.check(),
        last=last,
        waiting=request.audit_desk.audit.waiting(),
    )


@page("audit_check", "POST", staff=AUDITORS)
def check(request: StaffRequest) -> Response:
    """Look the chain over anew; the first portion at once, the rest by the worker."""
    request.audit_desk.begin_check()
    if request.audit_desk.go_on():
        request.session.flash(_("The audit is being looked over; come back in a while."))
    return HTTPSeeOther(request.path_to("audit"))


def filter_typed(typed: Mapping[str, str], day: date | None) -> AuditFilter:
    """Answer what is asked for. A subject may be a tracking code in any spelling, or a user name."""
    subject = typed.get("subject", "")
    with suppress(NotFound):
        subject = str(TrackingCode.parse(subject))
    return AuditFilter(typed.get("actor", "").lower(), typed.get("action", ""), subject.lower(), day)


def day_typed(request: StaffRequest, text: str) -> tuple[date | None, str]:
    """Answer a Jalali day, and what is wrong with it."""
    if not text:
        return None, ""
    try:
        return persian.parse_jalali(text), ""
    except Unreadable as unreadable:
        return None, request.language.gettext(unreadable.message, **unreadable.values)
