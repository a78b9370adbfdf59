"""Complaints as pages show them: codes become words, moments become lines of a timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Final

from complaints_core.desks.calls import COUNTER, PHONE
from complaints_core.domain.complaints import Answer, Complaint, ComplaintDraft, Event, Message
from complaints_core.domain.files import Attachment
from complaints_core.domain.pending import ParkedDraft
from complaints_core.domain.process import Status, Step
from complaints_core.interfaces.messages import _
from complaints_web.request import CitizenRequest, SiteRequest
from complaints_web.showing.aims import public_steps, title_of, words_of
from complaints_web.showing.asking import question_shown
from complaints_web.showing.deadlines import DeadlineShown, deadline_shown
from complaints_web.showing.files import FileShown, files_shown, unsent_files
from complaints_web.showing.words import status_of, word

VIA: Final = {
    PHONE: _("An operator did this for you when you called."),
    COUNTER: _("An operator did this for you at the counter."),
}
"""What the citizen reads where an operator acted in his name."""

DECLINE: Final = "decline"
"""The step that leaves a complaint to another body."""


@dataclass(frozen=True)
class Moment:
    """One line of a timeline; see templates/pieces/timeline.jinja2."""

    title: str
    state: str
    at: datetime | None = None
    when: str = ""
    text: str = ""


def panel_owner(request: CitizenRequest) -> Mapping[str, Any]:
    """What the panel says of its owner."""
    citizen = request.citizen
    return {
        "first_name": citizen.first_name,
        "last_name": citizen.last_name,
        "national_code": citizen.national_code,
        "personnel_status": word(request, "personnel_status", citizen.personnel_status),
        "complete": not request.citizen_desk.missing_details(citizen),
    }


def waiting_shown(request: CitizenRequest) -> tuple[Mapping[str, str], ...]:
    """The complaints in which the office waits for the citizen's answer."""
    return tuple(
        {
            "subject": word(request, "subject", complaint.subject),
            "url": request.path_to("complaint", tracking_code=complaint.code),
            "text": status_of(request, complaint).sentence.text(request.language.code),
        }
        for complaint in request.citizen_desk.asked(request.citizen)
    )


def draft_shown(request: SiteRequest, draft: ComplaintDraft) -> Mapping[str, str]:
    """A draft in words, for the look before sending."""
    return {
        "subject": word(request, "subject", draft.subject),
        "kind": word(request, "kind", draft.kind),
        "center_name": draft.center_name,
        "accused_name": f"{draft.accused_first_name} {draft.accused_last_name}".strip(),
        "description": draft.description,
    }


def parked_files(draft: ParkedDraft | None) -> tuple[FileShown, ...]:
    """Files that are here already, but belong to no complaint yet."""
    return unsent_files(draft.attachments) if draft else ()


def receipt_shown(request: CitizenRequest, complaint: Complaint) -> Mapping[str, Any]:
    """What stands on the receipt."""
    citizen = request.citizen
    return {
        "tracking_code": complaint.code,
        "submitted_at": complaint.submitted_at,
        "subject": word(request, "subject", complaint.subject),
        "kind": word(request, "kind", complaint.kind),
        "full_name": citizen.full_name,
        "national_code": citizen.national_code,
        "url": request.path_to("complaint", tracking_code=complaint.code),
        "picture_url": request.path_to("receipt_picture", tracking_code=complaint.code),
    }


def what_comes(request: CitizenRequest, complaint: Complaint) -> tuple[Moment, ...]:
    """What happens after the filing, and by when."""
    say = request.language.gettext
    received = Moment(say(_("Your complaint is with us")), "past", complaint.submitted_at)
    read = Moment(
        say(_("An expert of the office reads it")),
        "now",
        text=say(
            _("If something is missing, you are asked by SMS and on this site.")
            if request.citizen.wants_sms
            else _("If something is missing, you are asked on this site; look here now and then.")
        ),
    )
    answer = Moment(
        say(_("You read the written answer here")),
        "next",
        when=by_words(request, complaint.due),
        text=say(_("If it does not settle the matter, you can object to it.")),
    )
    return received, read, answer


def complaint_shown(request: CitizenRequest, complaint: Complaint) -> Mapping[str, Any]:
    """One complaint, as its citizen sees it."""
    status = status_of(request, complaint)
    code = request.language.code
    return {
        **draft_shown(request, complaint),
        "tracking_code": complaint.code,
        "submitted_at": complaint.submitted_at,
        "status": status.label.text(code),
        "tone": status.colour,
        "standing": status.sentence.text(code),
        "question": question_shown(request.profile, complaint),
        "deadline": _deadline(request, complaint, status),
        "moments": _moments(request, complaint),
        "files": _files(request, complaint, complaint.attachments),
        "messages": _conversation(request, complaint),
        "answer": _answer(request, complaint),
        "original": _original(request, complaint),
        "elsewhere": _elsewhere(complaint),
    }


def _deadline(request: CitizenRequest, complaint: Complaint, status: Status) -> DeadlineShown | None:
    """How many working days of the deadline are over, while the office is to act."""
    if status.waits_for != "office":
        return None
    now = request.citizen_desk.clock.now()
    return deadline_shown(request.profile, request.language, complaint, now)


def _moments(request: CitizenRequest, complaint: Complaint) -> tuple[Moment, ...]:
    lines = public_steps(request.profile.process, complaint.history)
    return tuple(_moment(request, event, step, state) for event, step, state in lines)


def _moment(request: CitizenRequest, event: Event, step: Step, state: str) -> Moment:
    title = title_of(request.profile, request.language, step, event)
    told = (VIA.get(event.via, ""), words_of(request.language, event))
    text = " ".join(request.language.gettext(one) for one in told if one)
    return Moment(title, state, event.at, text=text)


def _conversation(request: CitizenRequest, complaint: Complaint) -> tuple[Mapping[str, Any], ...]:
    said = [_bubble(request, complaint, message) for message in complaint.messages]
    said += [_earlier_answer(request, complaint, answer) for answer in complaint.answers[:-1]]
    return tuple(sorted(said, key=itemgetter("at")))


def _bubble(request: CitizenRequest, complaint: Complaint, message: Message) -> Mapping[str, Any]:
    mine = message.from_citizen
    return {
        "whose": "mine" if mine else "theirs",
        "author": request.language.gettext(_("You") if mine else _("The office")),
        "at": message.at,
        "text": message.text,
        "files": _files(request, complaint, message.attachments),
    }


def _earlier_answer(request: CitizenRequest, complaint: Complaint, answer: Answer) -> Mapping[str, Any]:
    """An answer that was objected to stands in the conversation; the one that holds stands above it."""
    return {
        "whose": "theirs",
        "author": request.language.gettext(_("Earlier answer of the organization")),
        "at": answer.at,
        "text": answer.text,
        "files": _files(request, complaint, answer.attachments),
    }


def _answer(request: CitizenRequest, complaint: Complaint) -> Mapping[str, Any] | None:
    answer = complaint.answer
    if answer is None:
        return None
    return {
        "finding": word(request, "finding", answer.finding),
        "text": answer.text,
        "body": answer.body,
        "author": request.profile.organization.name.text(request.language.code),
        "at": answer.at,
        "files": _files(request, complaint, answer.attachments),
    }


def _elsewhere(complaint: Complaint) -> Mapping[str, str] | None:
    """The body that decides, and why, where the office has left it to another one."""
    left = [event for event in complaint.history if event.step == DECLINE]
    if not left or left[-1].status != complaint.status:
        return None
    return {"body": left[-1].to, "text": left[-1].text}


def _original(request: CitizenRequest, complaint: Complaint) -> Mapping[str, str] | None:
    """The complaint in which the matter is handled, where this one repeats it."""
    if not complaint.original:
        return None
    url = request.path_to("complaint", tracking_code=complaint.original)
    return {"url": url, "tracking_code": complaint.original}


def _files(
    request: CitizenRequest, complaint: Complaint, files: tuple[Attachment, ...]
) -> tuple[FileShown, ...]:
    def address(file: Attachment) -> str:
        number = complaint.all_attachments().index(file) + 1
        return request.path_to("attachment", tracking_code=complaint.code, number=number)

    return files_shown(request, request.citizen_desk.room, files, address)


def by_words(request: CitizenRequest, day: date | None) -> str:
    """Until when, in words; nothing where no day is known."""
    return request.language.gettext(_("by {day}"), day=request.language.jalali(day)) if day else ""
