"""What belongs together with a complaint, as far as whoever looks may see it: it may be said twice."""

from dataclasses import dataclass
from typing import Final

from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.messages import _
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import status_words
from complaints_web.showing.words import age_words, status_of, word

MOST_LINKS: Final = 5
"""So many of a kind are shown; all are counted."""


@dataclass(frozen=True)
class RelatedShown:
    """Another complaint."""

    url: str
    tracking_code: str
    subject: str
    status: str
    tone: str
    age: str


@dataclass(frozen=True)
class GroupShown:
    """Some of the complaints that belong together with one for the same reason, and how many there are; they
    are in sight at once where they are `needed` to understand it."""

    title: str
    count: int
    items: tuple[RelatedShown, ...]
    needed: bool


def related_shown(request: StaffRequest, complaint: Complaint) -> tuple[GroupShown, ...]:
    """Answer what belongs together with a complaint, in groups that are not empty."""
    found, say = request.staff_desk.related(request.staff, complaint), request.language.gettext
    groups = (
        (_("It repeats"), (found.original,) if found.original else (), 1, True),
        (_("Repeated by"), found.repeated_by, len(found.repeated_by), False),
        (_("Open, of the same person"), found.of_citizen, len(found.of_citizen), False),
        (_("Earlier, about the same center"), found.of_center, found.of_center_count, False),
    )
    return tuple(
        GroupShown(say(title), count, _related(request, of_kind), needed)
        for title, of_kind, count, needed in groups
        if of_kind
    )


def _related(request: StaffRequest, complaints: tuple[Complaint, ...]) -> tuple[RelatedShown, ...]:
    return tuple(_shown(request, one) for one in complaints[:MOST_LINKS])


def _shown(request: StaffRequest, complaint: Complaint) -> RelatedShown:
    status, now = status_of(request, complaint), request.staff_desk.clock.now()
    return RelatedShown(
        url=request.path_to("case", tracking_code=complaint.code),
        tracking_code=complaint.code,
        subject=word(request, "subject", complaint.subject),
        status=status_words(request, status),
        tone=status.colour,
        age=age_words(request.language, complaint.submitted_at, now),
    )
