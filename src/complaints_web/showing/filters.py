"""The filters of the workplace's lists: what is offered to somebody, and what he has chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from complaints_core.domain.search import DUE, NEWEST, OLDEST
from complaints_core.domain.staff import CASE_ROLES
from complaints_core.interfaces.messages import _
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import full_name, unit_words
from complaints_web.sought import OPEN, Sought

MOST_COLLEAGUES: Final = 60
"""So many are offered by name; where there are more, their complaints are found by their unit."""

Option = tuple[str, str]

SORTS: Final = ((NEWEST, _("Newest first")), (OLDEST, _("Oldest first")), (DUE, _("Due first")))


@dataclass(frozen=True)
class SelectShown:
    """A filter that is chosen from a list; the first option asks for nothing."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class DayShown:
    """A filter that is a day, as it was typed, and what is wrong with it."""

    name: str
    label: str
    value: str
    mistake: str


@dataclass(frozen=True)
class SearchBar:
    """Everything that stands in the search form; `kept` is what another page of the same search asks for."""

    typed: str = field(repr=False)
    selects: tuple[SelectShown, ...]
    days: tuple[DayShown, ...]
    center: Option | None
    overdue: bool
    sort: str
    sorts: tuple[Option, ...]
    narrowed: bool
    kept: tuple[Option, ...] = field(repr=False)

    @property
    def mistakes(self) -> tuple[Option, ...]:
        """What is wrong, by the name of its box."""
        return tuple((day.name, day.mistake) for day in self.days if day.mistake)


def search_bar(request: StaffRequest, sought: Sought) -> SearchBar:
    """Answer the search form as it was sent."""
    say, asked = request.language.gettext, sought.asked
    center = request.profile.directory.center(asked.get("center", ""))
    days = (("from", _("Filed from")), ("to", _("Filed until")))
    return SearchBar(
        typed=sought.typed,
        selects=tuple(one for one in _selects(request, sought) if len(one.options) > 2),
        days=tuple(
            DayShown(name, say(label), asked.get(name, ""), sought.mistakes.get(name, ""))
            for name, label in days
        ),
        center=(center.code, center.name) if center else None,
        overdue=sought.filters.overdue,
        sort=sought.sort,
        sorts=tuple((value, say(words)) for value, words in SORTS),
        narrowed=sought.narrowed,
        kept=tuple(asked.items()),
    )


def unit_select(request: StaffRequest, chosen: str) -> SelectShown:
    """Answer the units that somebody sees: his own, what lies right below them, and what lies right below the
    one that is chosen and those above it. So nobody reads through five hundred counties."""
    own = request.staff_desk.units(request.staff)
    open_ones = {*own, *_line(request, chosen)}
    sees = _sees(request)
    offered = tuple(
        (one.code, unit_words(request, one.code))
        for one in request.profile.directory.units
        if one.code in sees and (one.code in open_ones or one.parent in open_ones)
    )
    return _select(request, "unit", _("Unit"), chosen, offered, _("All my units"))


def _selects(request: StaffRequest, sought: Sought) -> Iterator[SelectShown]:
    asked, language = sought.asked, request.language.code
    statuses = ((one.code, one.label.text(language)) for one in request.profile.process.statuses)
    every_open = (OPEN, request.language.gettext(_("All that are open")))
    yield _select(request, "status", _("Status"), asked.get("status", ""), (every_open, *statuses))
    yield _from_list(request, "subject", _("Subject"), sought)
    yield unit_select(request, asked.get("unit", ""))
    yield _select(
        request, "assignee", _("Handled by"), asked.get("assignee", ""), _colleagues(request, sought)
    )
    if len(_provinces(request)) > 1:
        yield _from_list(request, "province", _("Province"), sought)
        yield _from_list(request, "kind", _("Kind"), sought)


def _from_list(request: StaffRequest, name: str, label: str, sought: Sought) -> SelectShown:
    language, entries = request.language.code, request.profile.lists[name]
    options = ((entry.code, entry.label.text(language)) for entry in entries)
    return _select(request, name, label, sought.asked.get(name, ""), options)


def _select(
    request: StaffRequest,
    name: str,
    label: str,
    chosen: str,
    options: Iterable[Option],
    none: str = _("Any"),
) -> SelectShown:
    say = request.language.gettext
    return SelectShown(name, say(label), chosen, (("", say(none)), *options))


def _colleagues(request: StaffRequest, sought: Sought) -> tuple[Option, ...]:
    """Himself, and whoever handles complaints in a unit that he sees."""
    desk, me, chosen = request.staff_desk, request.staff, sought.asked.get("assignee", "")
    sees = _sees(request)
    others = [
        one
        for one in desk.staff.all()
        if one.username != me.username
        and any(post.role in CASE_ROLES and post.unit in sees for post in one.posts)
    ]
    if len(others) > MOST_COLLEAGUES:
        others = [one for one in others if one.username == chosen]
    return (
        (me.username, request.language.gettext(_("Me"))),
        *((one.username, full_name(one)) for one in others),
    )


def _provinces(request: StaffRequest) -> set[str]:
    """The provinces whose offices he sees."""
    directory = request.profile.directory
    return {unit.province for code in _sees(request) if (unit := directory.unit(code)) and unit.province}


def _sees(request: StaffRequest) -> frozenset[str]:
    """The codes of all units that he sees."""
    below = request.profile.directory.below
    return frozenset().union(*map(below, request.staff_desk.units(request.staff)))


def _line(request: StaffRequest, unit: str) -> tuple[str, ...]:
    return (unit, *(above.code for above in request.profile.directory.parents(unit))) if unit else ()
