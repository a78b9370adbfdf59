"""The ways of the workplace: which pages stand in its head line, for whom, and where a day begins."""

from dataclasses import dataclass
from typing import Final

from complaints_core.domain.staff import ADMINISTRATOR, AUDITOR, CASE_ROLES, INSPECTOR, OPERATOR, Staff
from complaints_core.interfaces.messages import _
from complaints_web.request import SiteRequest


@dataclass(frozen=True)
class Way:
    """A page in the head line: the name of its route, an icon, its words, and the roles that it is for."""

    page: str
    icon: str
    words: str
    roles: frozenset[str]


@dataclass(frozen=True)
class WayShown:
    """A way as somebody sees it."""

    url: str
    icon: str
    words: str
    now: bool


WAYS: Final = (
    Way("inbox", "tray", _("Inbox"), CASE_ROLES),
    Way("search", "search", _("Search"), CASE_ROLES),
    Way("dashboard", "chart", _("Dashboard"), CASE_ROLES),
    Way("operator", "phone", _("Callers and visitors"), frozenset({OPERATOR})),
    Way("people", "person", _("People"), frozenset({ADMINISTRATOR})),
    Way("admin", "sliders", _("Administration"), frozenset({ADMINISTRATOR})),
    Way("audit", "file", _("Audit"), frozenset({AUDITOR})),
    Way("reports", "shield", _("Misconduct reports"), frozenset({INSPECTOR})),
)
"""In the order in which they stand; the first that is open to somebody is where his day begins."""


def ways_shown(request: SiteRequest, staff: Staff) -> tuple[WayShown, ...]:
    """Answer the ways that are open to somebody; the one he is on is marked."""
    say = request.language.gettext
    urls = ((way, request.path_to(way.page)) for way in ways_of(staff))
    return tuple(WayShown(url, way.icon, say(way.words), url == request.path) for way, url in urls)


def home_of(request: SiteRequest, staff: Staff) -> str:
    """Answer the address where the day of somebody begins."""
    ways = ways_of(staff)
    return request.path_to(ways[0].page if ways else "inbox")


def ways_of(staff: Staff) -> tuple[Way, ...]:
    """Answer the ways that are open to somebody."""
    return tuple(way for way in WAYS if way.roles & staff.roles)
