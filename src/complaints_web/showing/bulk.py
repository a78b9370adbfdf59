"""Many complaints that one step is taken with, as pages show them: what comes of each, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from complaints_core.desks.casework.bulk import Outlook
from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.errors import NotFound, Refusal, StepNotAllowed, UnknownColleague, UnknownUnit
from complaints_core.interfaces.handling import MovedOn
from complaints_core.interfaces.messages import _
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import status_words
from complaints_web.showing.words import status_of, word

REASONS: Final = {
    StepNotAllowed: _("This step is not yours to take, or not possible as the complaint stands now."),
    UnknownColleague: _("This colleague may not handle it."),
    UnknownUnit: _("It stands at this unit already, or must not be handled there."),
}
"""Why a step cannot be taken with one of many; other refusals say it themselves."""

REFUSALS: Final[dict[str, type[Refusal]]] = {
    one.__name__: one for one in (MovedOn, NotFound, StepNotAllowed, UnknownColleague, UnknownUnit)
}


@dataclass(frozen=True)
class BulkRow:
    """One of many complaints. `seen` names it as it was looked over, empty where nothing will be done with
    it; `why` says why not. The address is empty where it is out of sight."""

    tracking_code: str
    url: str = ""
    subject: str = ""
    status: str = ""
    tone: str = "neutral"
    why: str = ""
    seen: str = ""


def ticked_shown(request: StaffRequest, codes: Iterable[str]) -> tuple[BulkRow, ...]:
    """Answer the complaints that were ticked, as far as they are in sight."""
    return tuple(_row(request, one) for one in request.staff_desk.ticked(request.staff, codes))


def outlooks_shown(request: StaffRequest, outlooks: Iterable[Outlook]) -> tuple[BulkRow, ...]:
    """Answer what will come of each, before anything is done."""
    return tuple(
        _row(request, one.complaint, one.code, _why(request, one.refusal), f"{one.code}.{one.seen}")
        for one in outlooks
    )


def report_of(outlooks: Iterable[Outlook]) -> str:
    """Answer what came of each in one line, to be kept: tracking codes, each with the refusal if there was
    one."""
    return " ".join(f"{one.code}:{type(one.refusal).__name__ if one.refusal else ''}" for one in outlooks)


def came_of(report: str) -> dict[str, str]:
    """Answer the refusal of each tracking code in a line that was kept, empty where the step was taken."""
    return {code: refusal for code, _colon, refusal in (one.partition(":") for one in report.split())}


def report_shown(request: StaffRequest, came: dict[str, str]) -> tuple[BulkRow, ...]:
    """Answer what came of each."""
    in_sight = {one.code: one for one in request.staff_desk.ticked(request.staff, came)}
    return tuple(
        _row(request, in_sight.get(code), code, _why(request, REFUSALS[name]() if name else None))
        for code, name in came.items()
    )


def _row(
    request: StaffRequest, complaint: Complaint | None, code: str = "", why: str = "", seen: str = ""
) -> BulkRow:
    if complaint is None:
        return BulkRow(code, why=why)
    status = status_of(request, complaint)
    return BulkRow(
        tracking_code=complaint.code,
        url=request.path_to("case", tracking_code=complaint.code),
        subject=word(request, "subject", complaint.subject),
        status=status_words(request, status),
        tone=status.colour,
        why=why,
        seen="" if why else seen,
    )


def _why(request: StaffRequest, refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    return request.language.gettext(REASONS.get(type(refusal), refusal.message), **refusal.values)
