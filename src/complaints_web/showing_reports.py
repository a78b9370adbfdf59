"""Misconduct reports as whoever holds the receipt sees them."""

from collections.abc import Mapping
from typing import Any

from complaints_core.domain.complaints import CITIZEN, Message
from complaints_core.domain.files import Attachment
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.domain.process import Status
from complaints_core.interfaces.messages import _
from complaints_web.request import SiteRequest
from complaints_web.showing import FileShown, Moment


def report_shown(request: SiteRequest, report: MisconductReport) -> Mapping[str, Any]:
    """One report: where it stands, what has been said, and what was written in it."""
    language, lists = request.language, request.profile.lists
    status = _status(request, report)
    return {
        "topic": lists["misconduct_topic"].text(report.topic, language.code),
        "province": lists["province"].text(report.province, language.code),
        "center_name": report.center_name,
        "description": report.description,
        "submitted_at": report.submitted_at,
        "status": status.label.text(language.code),
        "tone": status.colour,
        "standing": status.sentence.text(language.code),
        "question": _question(report, status),
        "moments": _moments(request, report),
        "files": files_sent(report.attachments),
        "messages": tuple(_bubble(request, message) for message in report.messages),
    }


def files_sent(files: tuple[Attachment, ...]) -> tuple[FileShown, ...]:
    """Files by name and size. They cannot be fetched again: an address could be found in a browser."""
    return tuple(FileShown(file.name, file.size, None) for file in files)


def _status(request: SiteRequest, report: MisconductReport) -> Status:
    status = request.profile.misconduct_process.status(report.status)
    if status is None:
        raise LookupError(f"the process has no status {report.status}")
    return status


def _question(report: MisconductReport, status: Status) -> str:
    """What the inspector asked and waits for, or nothing."""
    if status.waits_for != CITIZEN:
        return ""
    asked = (event.text for event in reversed(report.history) if event.status == report.status)
    said = (message.text for message in reversed(report.messages) if not message.from_citizen)
    return next(asked, "") or next(said, "")


def _moments(request: SiteRequest, report: MisconductReport) -> tuple[Moment, ...]:
    process, code = request.profile.misconduct_process, request.language.code
    known = ((event, process.step(event.step)) for event in report.history)
    shown = [(event, step) for event, step in known if step is not None and step.public]
    return tuple(
        Moment(
            (step.done or step.label).text(code),
            "now" if event is shown[-1][0] else "past",
            event.at,
            text=event.text,
        )
        for event, step in shown
    )


def _bubble(request: SiteRequest, message: Message) -> Mapping[str, Any]:
    mine = message.from_citizen
    return {
        "whose": "mine" if mine else "theirs",
        "author": request.language.gettext(_("You") if mine else _("The inspectors")),
        "at": message.at,
        "text": message.text,
        "files": files_sent(message.attachments),
    }
