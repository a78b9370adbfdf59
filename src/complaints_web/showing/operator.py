"""What an operator sees: the slip to be read aloud, and where a complaint stands, without its words."""

from collections.abc import Mapping
from typing import Any

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.tracking import TrackingCode
from complaints_web.request import StaffRequest
from complaints_web.showing.aims import done_words, public_steps
from complaints_web.showing.complaint import Moment
from complaints_web.showing.deadlines import deadline_shown
from complaints_web.showing.words import status_of, word


def slip_shown(request: StaffRequest, complaint: Complaint, citizen: Citizen) -> Mapping[str, Any]:
    """What the caller is told, and what the printed slip holds."""
    return {
        "tracking_code": complaint.code,
        "groups": tuple(TrackingCode(complaint.code).grouped.split(" ")),
        "submitted_at": complaint.submitted_at,
        "due": complaint.due,
        "subject": word(request, "subject", complaint.subject),
        "kind": word(request, "kind", complaint.kind),
        "full_name": citizen.full_name,
        "national_code": citizen.national_code,
        "by_sms": bool(citizen.mobile) and citizen.wants_sms,
        "can_log_in": bool(citizen.password_hash),
        "has_mobile": bool(citizen.mobile),
    }


def standing_shown(request: StaffRequest, complaint: Complaint) -> Mapping[str, Any]:
    """Where a complaint stands and by when, and what was done: titles and days, no words of anybody."""
    status, code = status_of(request, complaint), request.language.code
    now = request.operator_desk.calls.clock.now()
    office = status.waits_for == "office"
    return {
        "tracking_code": complaint.code,
        "status": status.label.text(code),
        "tone": status.colour,
        "standing": status.sentence.text(code),
        "due": complaint.due if office else None,
        "deadline": deadline_shown(request.profile, request.language, complaint, now) if office else None,
        "moments": _moments(request, complaint),
    }


def _moments(request: StaffRequest, complaint: Complaint) -> tuple[Moment, ...]:
    lines = public_steps(request.profile.process, complaint.history)
    return tuple(Moment(done_words(request.language, step), state, event.at) for event, step, state in lines)
