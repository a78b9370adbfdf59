"""Misconduct reports as whoever holds the receipt sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from complaints_core.domain.complaints import CITIZEN, Answer, Message
from complaints_core.domain.files import Attachment
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.domain.process import Status
from complaints_core.interfaces.messages import _
from complaints_web.request import SiteRequest
from complaints_web.showing.aims import done_words, public_steps
from complaints_web.showing.complaint import Moment
from complaints_web.showing.files import kept_back
from complaints_web.showing.words import report_status_of, word


@dataclass(frozen=True)
class ReportFile:
    """A file of a report. It is fetched by a posted form with its number, for an address could be found in a
    browser. `said` is why it cannot be had, if so."""

    name: str
    size: int
    number: int
    said: str


def report_shown(request: SiteRequest, report: MisconductReport) -> Mapping[str, Any]:
    """One report: where it stands, what has been said, and what was written in it."""
    language = request.language
    status = report_status_of(request, report)
    return {
        "topic": word(request, "misconduct_topic", report.topic),
        "province": word(request, "province", report.province),
        "center_name": report.center_name,
        "description": report.description,
        "submitted_at": report.submitted_at,
        "status": status.label.text(language.code),
        "tone": status.colour,
        "standing": status.sentence.text(language.code),
        "question": _question(report, status),
        "moments": _moments(request, report),
        "files": _files(request, report, report.attachments),
        "messages": tuple(_bubble(request, report, message) for message in report.messages),
        "conclusion": _conclusion(request, report, report.conclusions[-1])
        if _is_over(status, report)
        else None,
        "openings": report.openings,
        "signed": request.misconduct_desk.is_signed(report),
    }


def _question(report: MisconductReport, status: Status) -> str:
    """What the inspector asked and waits for, or nothing."""
    if status.waits_for != CITIZEN:
        return ""
    said = (message.text for message in reversed(report.messages) if not message.from_citizen)
    return next(said, "")


def _moments(request: SiteRequest, report: MisconductReport) -> tuple[Moment, ...]:
    lines = public_steps(request.profile.misconduct_process, report.history)
    return tuple(
        Moment(done_words(request.language, step), state, event.at, text=event.text)
        for event, step, state in lines
    )


def _is_over(status: Status, report: MisconductReport) -> bool:
    return not status.open and bool(report.conclusions)


def _conclusion(request: SiteRequest, report: MisconductReport, conclusion: Answer) -> Mapping[str, Any]:
    """What was found, when the report was closed the last time."""
    return {
        "outcome": word(request, "misconduct_outcome", conclusion.finding),
        "text": conclusion.text,
        "at": conclusion.at,
        "files": _files(request, report, conclusion.attachments),
    }


def _files(
    request: SiteRequest, report: MisconductReport, files: tuple[Attachment, ...]
) -> tuple[ReportFile, ...]:
    numbers = {file: number for number, file in enumerate(report.all_attachments(), start=1)}
    room = request.misconduct_desk.room
    return tuple(
        ReportFile(file.name, file.size, numbers[file], kept_back(request, room, file)) for file in files
    )


def _bubble(request: SiteRequest, report: MisconductReport, message: Message) -> Mapping[str, Any]:
    mine = message.from_citizen
    return {
        "whose": "mine" if mine else "theirs",
        "author": request.language.gettext(_("You") if mine else _("The inspectors")),
        "at": message.at,
        "text": message.text,
        "files": _files(request, report, message.attachments),
    }
