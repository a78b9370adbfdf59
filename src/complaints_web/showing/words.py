"""Codes in the reader's words: entries of lists, units, centers, statuses, and how long ago something was."""

from collections.abc import Iterable
from datetime import datetime

from complaints_core import persian
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.directory import Unit
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.domain.process import Process, Status
from complaints_core.interfaces.messages import _
from complaints_web.fields import Option
from complaints_web.languages import Language
from complaints_web.request import SiteRequest


def word(request: SiteRequest, list_name: str, code: str) -> str:
    """The word for a code of one of the profile's lists."""
    return request.profile.lists[list_name].text(code, request.language.code)


def unit_words(request: SiteRequest, code: str) -> str:
    """The name of a unit, or its code where there is no such unit any more."""
    unit = request.profile.directory.unit(code)
    return unit.label.text(request.language.code) if unit else code


def named_units(request: SiteRequest, units: Iterable[Unit]) -> tuple[Option, ...]:
    """Units as a list offers them."""
    return tuple((unit.code, unit.label.text(request.language.code)) for unit in units)


def center_words(request: SiteRequest, code: str) -> str:
    """The name of a center, or its code where there is no such center any more."""
    center = request.profile.directory.center(code)
    return center.name if center else code


def scope_words(request: SiteRequest, scope: str) -> str:
    """Where a closure holds."""
    return word(request, "province", scope) if scope else request.language.gettext(_("The whole country"))


def status_of(request: SiteRequest, complaint: Complaint) -> Status:
    """Where a complaint stands; raises LookupError where the process has changed and knows it no more."""
    return status_in(request.profile.process, complaint.status)


def report_status_of(request: SiteRequest, report: MisconductReport) -> Status:
    """Where a report stands; raises LookupError where the process has changed and knows it no more."""
    return status_in(request.profile.misconduct_process, report.status)


def status_in(process: Process, code: str) -> Status:
    """The status of a code; raises LookupError for one that the process does not know."""
    status = process.status(code)
    if status is None:
        raise LookupError(f"the process has no status {code}")
    return status


def age_words(language: Language, since: datetime, now: datetime) -> str:
    """How many days ago something was, by the days of Tehran."""
    days = (persian.tehran_day(now) - persian.tehran_day(since)).days
    return language.ngettext("{n} day ago", "{n} days ago", days) if days else language.gettext(_("today"))
