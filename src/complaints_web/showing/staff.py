"""The workplace as its pages show it: who works here, the lists and their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.response import Response

from complaints_core.desks.staff import BOXES
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.process import Status
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.messages import _
from complaints_web.rendering import render
from complaints_web.request import SiteRequest, StaffRequest
from complaints_web.showing.deadlines import DeadlineShown, FirstLookShown, deadline_shown, first_look_shown
from complaints_web.showing.marking import beginning_of
from complaints_web.showing.words import age_words, status_of, unit_words, word
from complaints_web.workplace import WayShown, home_of, ways_shown

ROLES: Final = {
    "expert": _("Expert"),
    "supervisor": _("Supervisor"),
    "hq_expert": _("Headquarters expert"),
    "inspector": _("Inspector"),
    "operator": _("Operator"),
    "administrator": _("Administrator"),
    "auditor": _("Auditor"),
}
TABS: Final = {
    "mine": _("Mine"),
    "unassigned": _("Taken by nobody"),
    "waiting": _("Waiting for the complainant"),
    "overdue": _("Overdue"),
    "escalated": _("For the supervisor"),
}
"""The names of the lists."""

BULK: Final = ("assign", "refer")
"""Steps that can be taken with many complaints at once."""


@dataclass(frozen=True)
class WorkerShown:
    """Who is signed in, on top of every page of the workplace."""

    name: str
    posts: tuple[str, ...]
    home: str
    ways: tuple[WayShown, ...]


@dataclass(frozen=True)
class TabShown:
    """One list, and how long it is."""

    box: str
    words: str
    count: int
    url: str
    now: bool


@dataclass(frozen=True)
class BulkWay:
    """A step that can be taken with all that are ticked, and where that begins."""

    url: str
    words: str


@dataclass(frozen=True)
class RowShown:
    """A complaint in a list; `owner` is empty where nobody answers for it, `unit` where all are of one."""

    url: str
    tracking_code: str
    subject: str
    description: str = field(repr=False)
    age: str
    urgent: bool
    status: str
    tone: str
    owner: str
    unit: str
    deadline: DeadlineShown | None
    first_look: FirstLookShown | None

    @property
    def excerpt(self) -> str:
        """How the description begins."""
        return beginning_of(self.description)


def render_staff(
    request: SiteRequest, template: str, title: str, *, status: int = 200, **values: Any
) -> Response:
    """Answer a page of the workplace: like `render`, and without a word of a citizen who may be signed in."""
    worker = worker_shown(request, request.staff) if request.staff else None
    return render(request, template, title, status=status, citizen=None, worker=worker, **values)


def worker_shown(request: SiteRequest, staff: Staff) -> WorkerShown:
    """Who is signed in, in words."""
    posts = tuple(post_words(request, post) for post in staff.posts)
    return WorkerShown(full_name(staff), posts, home_of(request, staff), ways_shown(request, staff))


def post_words(request: SiteRequest, post: Post) -> str:
    """A role and where it is held."""
    say = request.language.gettext
    return say(_("{role}, {unit}"), role=say(ROLES[post.role]), unit=unit_words(request, post.unit))


def full_name(staff: Staff) -> str:
    """The name of a member of staff, or the user name where no other is known."""
    return staff.full_name.strip() or staff.username


def tabs_shown(request: StaffRequest, box: str, unit: str = "") -> tuple[TabShown, ...]:
    """The lists with their lengths, of all one's units or of one; the one that is shown is marked."""
    counts, say = request.staff_desk.counts(request.staff, unit), request.language.gettext
    return tuple(
        TabShown(name, say(TABS[name]), counts[name], list_address(request, name, unit), name == box)
        for name in ("mine", *BOXES)
    )


def list_address(request: StaffRequest, box: str, unit: str = "") -> str:
    """The address of a list, of all one's units or of one."""
    return f"{request.path_to('inbox')}?{urlencode({'box': box, **({'unit': unit} if unit else {})})}"


def bulk_ways(request: StaffRequest) -> tuple[BulkWay, ...]:
    """The steps that somebody may take with many complaints, by the roles that he holds anywhere."""
    mine = {step.code for step in request.profile.process.steps if step.actors & request.staff.roles}
    words = ((code, request.profile.process.step(code)) for code in BULK if code in mine)
    return tuple(
        BulkWay(request.path_to(f"bulk_{code}"), step.label.text(request.language.code))
        for code, step in words
        if step
    )


def inbox_rows(request: StaffRequest, complaints: Sequence[Complaint]) -> tuple[RowShown, ...]:
    """The rows of a list."""
    named = map(request.staff_desk.staff.get, {one.assignee for one in complaints if one.assignee})
    owners = {one.username: full_name(one) for one in named if one}
    home, now = request.staff_desk.units(request.staff), request.staff_desk.clock.now()
    return tuple(_row(request, complaint, owners, home, now) for complaint in complaints)


def _row(
    request: StaffRequest,
    complaint: Complaint,
    owners: Mapping[str, str],
    home: tuple[str, ...],
    now: datetime,
) -> RowShown:
    profile, language, status = request.profile, request.language, status_of(request, complaint)
    return RowShown(
        url=request.path_to("case", tracking_code=complaint.code),
        tracking_code=complaint.code,
        subject=word(request, "subject", complaint.subject),
        description=complaint.description,
        age=age_words(language, complaint.submitted_at, now),
        urgent=complaint.urgent,
        status=status_words(request, status),
        tone=status.colour,
        owner=owners.get(complaint.assignee, complaint.assignee),
        unit="" if home == (complaint.unit,) else unit_words(request, complaint.unit),
        deadline=deadline_shown(profile, language, complaint, now),
        first_look=first_look_shown(profile, language, complaint, now),
    )


def status_words(request: SiteRequest, status: Status) -> str:
    """Where a complaint stands, to staff: what waits for the citizen does not wait for the reader."""
    if status.is_paused:
        return request.language.gettext(TABS["waiting"])
    return status.label.text(request.language.code)
