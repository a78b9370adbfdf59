"""The office's question that waits for its citizen: what is asked, and until when the office waits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from complaints_core import persian
from complaints_core.domain.complaints import CITIZEN, Complaint
from complaints_core.domain.process import SYSTEM
from complaints_core.profiles import Profile


def question_shown(profile: Profile, complaint: Complaint) -> Mapping[str, Any] | None:
    """Answer the words of the question and the last day for its answer (None where nothing ends the waiting);
    None as a whole where the office does not wait."""
    status = profile.process.status(complaint.status)
    if status is None or not (status.is_paused and status.waits_for == CITIZEN):
        return None
    return {"text": _question(profile, complaint), "due": _due(profile, complaint)}


def _question(profile: Profile, complaint: Complaint) -> str:
    """The words that went with the step that asked, or else the office's newest message. A note that was
    written meanwhile is no question, and never the citizen's to read."""
    since = (event for event in reversed(complaint.history) if event.status == complaint.status)
    public = (event for event in since if (step := profile.process.step(event.step)) and step.public)
    asked = next((event.text for event in public), "")
    said = (message.text for message in reversed(complaint.messages) if not message.from_citizen)
    return asked or next(said, "")


def _due(profile: Profile, complaint: Complaint) -> date | None:
    """The day after which the office goes on without an answer."""
    steps = profile.process.steps_from(complaint.status, SYSTEM)
    days = next((step.after_days for step in steps if step.after_days), 0)
    if not days:
        return None
    came = persian.tehran_day(complaint.since)
    return profile.calendar.deadline(came, days, complaint.province).due
