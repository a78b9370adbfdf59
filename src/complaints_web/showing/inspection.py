"""Misconduct reports as inspectors see them: the queues, and one report with everything that was done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from complaints_core.desks.inspection import ReportsPage
from complaints_core.domain.complaints import CITIZEN, Answer, Event, Message
from complaints_core.domain.files import Attachment
from complaints_core.domain.misconduct import MisconductReport, Opening, ReporterIdentity
from complaints_core.domain.process import Status, Step
from complaints_core.interfaces.messages import _
from complaints_core.persian import Mobile
from complaints_web.fields import Option
from complaints_web.request import SiteRequest, StaffRequest
from complaints_web.showing.aims import done_words, steps_taken
from complaints_web.showing.case import PartShown, name_of
from complaints_web.showing.deadlines import DeadlineShown, days_shown
from complaints_web.showing.files import FileShown, files_shown
from complaints_web.showing.marking import beginning_of
from complaints_web.showing.staff import TabShown
from complaints_web.showing.words import age_words, named_units, report_status_of, status_in, unit_words, word

SPOKEN: Final = frozenset({"reply", "ask", "close"})
"""Steps whose words stand in the story as a part of their own."""


@dataclass(frozen=True)
class ReportRow:
    """A report in a queue; `longest` marks the one that waits longest of all."""

    url: str
    topic: str
    place: str
    excerpt: str
    age: str
    owner: str
    unit: str
    deadline: DeadlineShown | None
    longest: bool = False


@dataclass(frozen=True)
class ReportShown:
    """A report with everything that belongs to it, but for who reported."""

    topic: str
    status: str
    tone: str
    submitted_at: datetime
    province: str
    center_name: str
    description: str
    files: tuple[FileShown, ...]
    unit: str
    owner: str
    deadline: DeadlineShown | None
    story: tuple[PartShown, ...]
    signed: bool
    openings: int


def status_tabs(request: StaffRequest, now: str) -> tuple[TabShown, ...]:
    """The queues over the list, `now` the status that is shown, with the numbers of reports in them."""
    address = request.path_to("reports")
    counts = request.inspector_desk.counts(request.staff)
    return tuple(
        TabShown(
            code,
            status_words(request, status_in(request.profile.misconduct_process, code)),
            count,
            f"{address}?status={code}",
            code == now,
        )
        for code, count in counts.items()
    )


def report_rows(request: StaffRequest, page: ReportsPage) -> tuple[ReportRow, ...]:
    """The rows of a queue."""
    oldest = page.oldest.key if page.oldest and page.total > 1 else ""
    return tuple(report_row(request, one, longest=one.key == oldest) for one in page.items)


def report_row(request: StaffRequest, report: MisconductReport, *, longest: bool = False) -> ReportRow:
    """One row of a queue."""
    province = word(request, "province", report.province) if report.province else ""
    return ReportRow(
        url=request.path_to("report", report=report.key),
        topic=word(request, "misconduct_topic", report.topic),
        place=" · ".join(filter(None, (province, report.center_name))),
        excerpt=beginning_of(report.description),
        age=age_words(request.language, report.submitted_at, request.inspector_desk.clock.now()),
        owner=person_named(request, report.assignee) if report.assignee else "",
        unit=unit_words(request, report.unit),
        deadline=_deadline(request, report),
        longest=longest,
    )


def report_case(request: StaffRequest, report: MisconductReport) -> ReportShown:
    """A report as an inspector sees it."""
    status = report_status_of(request, report)
    return ReportShown(
        topic=word(request, "misconduct_topic", report.topic),
        status=status_words(request, status),
        tone=status.colour,
        submitted_at=report.submitted_at,
        province=word(request, "province", report.province) if report.province else "",
        center_name=report.center_name,
        description=report.description,
        files=_files(request, report, report.attachments),
        unit=unit_words(request, report.unit),
        owner=person_named(request, report.assignee) if report.assignee else "",
        deadline=_deadline(request, report),
        story=tuple(sorted(_story(request, report), key=lambda part: part.at)),
        signed=request.inspector_desk.is_signed(report),
        openings=len(report.openings),
    )


def identity_shown(identity: ReporterIdentity) -> Mapping[str, str]:
    """Who reported, to be read this once."""
    name = f"{identity.first_name} {identity.last_name}".strip()
    return {"name": name, "mobile": Mobile(identity.mobile).local if identity.mobile else ""}


def person_named(request: StaffRequest, actor: str) -> str:
    """The name of whoever stands in the history of a report."""
    return request.language.gettext(_("The reporter")) if actor == CITIZEN else name_of(request, actor)


def units_offered(request: StaffRequest, report: MisconductReport) -> tuple[Option, ...]:
    """Where a report can be passed on to: headquarters and the provinces."""
    open_ones = (one for one in request.profile.directory.units if not one.heir)
    return named_units(
        request, (one for one in open_ones if one.level != "county" and one.code != report.unit)
    )


def status_words(request: SiteRequest, status: Status) -> str:
    """Where a report stands, to inspectors: what waits for the reporter does not wait for the reader."""
    if status.is_paused:
        return request.language.gettext(_("Waiting for the reporter"))
    return status.label.text(request.language.code)


def _deadline(request: StaffRequest, report: MisconductReport) -> DeadlineShown | None:
    deadline, now = request.profile.report_clock.deadline(report), request.inspector_desk.clock.now()
    return days_shown(request.profile, request.language, deadline, now) if deadline else None


def _story(request: StaffRequest, report: MisconductReport) -> Iterator[PartShown]:
    yield from (_message(request, report, one) for one in report.messages)
    yield from (_conclusion(request, report, one) for one in report.conclusions)
    yield from (_opening(request, one) for one in report.openings)
    for event, step in steps_taken(request.profile.misconduct_process, report.history):
        if event.text or event.step not in SPOKEN:
            yield _event(request, event, step)


def _message(request: StaffRequest, report: MisconductReport, message: Message) -> PartShown:
    mine = not message.from_citizen
    return PartShown(
        "office" if mine else "citizen",
        message.at,
        person_named(request, message.author),
        request.language.gettext(_("Question to the reporter") if mine else _("Message of the reporter")),
        message.text,
        public=True,
        files=_files(request, report, message.attachments),
    )


def _conclusion(request: StaffRequest, report: MisconductReport, conclusion: Answer) -> PartShown:
    outcome = word(request, "misconduct_outcome", conclusion.finding)
    return PartShown(
        "answer",
        conclusion.at,
        person_named(request, conclusion.author),
        request.language.gettext(_("Outcome: {outcome}"), outcome=outcome),
        conclusion.text,
        public=True,
        files=_files(request, report, conclusion.attachments),
    )


def _opening(request: StaffRequest, opening: Opening) -> PartShown:
    """Who opened the identity stands in the audit, for whoever may ask."""
    say = request.language.gettext
    title, author = say(_("It was opened who reported")), say(_("An inspector"))
    return PartShown("office", opening.at, author, title, opening.reason, public=True)


def _event(request: StaffRequest, event: Event, step: Step | None) -> PartShown:
    title = done_words(request.language, step) if step else event.step
    public = step is not None and step.public
    kind = "event" if public or not event.text else "note"
    return PartShown(kind, event.at, person_named(request, event.actor), title, event.text, public)


def _files(
    request: StaffRequest, report: MisconductReport, files: tuple[Attachment, ...]
) -> tuple[FileShown, ...]:
    def address(file: Attachment) -> str:
        number = report.all_attachments().index(file) + 1
        return request.path_to("report_attachment", report=report.key, number=number)

    return files_shown(request, request.inspector_desk.room, files, address)
