"""The filters of the workplace's lists: what is offered to somebody, and what he has chosen."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Final

from complaints_core.domain.directory import Unit
from complaints_core.domain.search import DUE, NEWEST, OLDEST
from complaints_core.domain.staff import CASE_ROLES, Staff
from complaints_core.interfaces.messages import _
from complaints_web.fields import Option
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import full_name
from complaints_web.showing.words import named_units
from complaints_web.sought import OPEN, Sought

MOST_COLLEAGUES: Final = 60
"""So many are offered by name; where more work in the units that are offered, a unit is chosen first."""

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
    """Answer the units that somebody sees, as far as they are offered."""
    return _unit_select(request, chosen, _offered(request, chosen))


def _offered(request: StaffRequest, chosen: str) -> tuple[Unit, ...]:
    """Of the units that he sees: his own, what lies right below them, and what lies right below the one that
    is chosen and those above it. So nobody reads through five hundred counties."""
    directory, own = request.profile.directory, request.staff_desk.units(request.staff)
    opened = directory.opened((*own, *(directory.line(chosen) if chosen else ())))
    return tuple(one for one in opened if any(directory.is_within(one.code, mine) for mine in own))


def _unit_select(request: StaffRequest, chosen: str, offered: Iterable[Unit]) -> SelectShown:
    options = named_units(request, offered)
    return _select(request, "unit", _("Unit"), chosen, options, _("All my units"))


def _selects(request: StaffRequest, sought: Sought) -> Iterator[SelectShown]:
    asked, language = sought.asked, request.language.code
    unit, assignee = asked.get("unit", ""), asked.get("assignee", "")
    offered = _offered(request, unit)
    statuses = ((one.code, one.label.text(language)) for one in request.profile.process.statuses)
    every_open = (OPEN, request.language.gettext(_("All that are open")))
    yield _select(request, "status", _("Status"), asked.get("status", ""), (every_open, *statuses))
    yield _from_list(request, "subject", _("Subject"), sought)
    yield _unit_select(request, unit, offered)
    yield _select(request, "assignee", _("Handled by"), assignee, _colleagues(request, assignee, offered))
    if len({one.province for one in offered if one.province}) > 1:
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


def _colleagues(request: StaffRequest, chosen: str, offered: Iterable[Unit]) -> tuple[Option, ...]:
    """Himself, and whoever handles complaints in a unit that is offered; where these are many, nobody is read
    but the one who is chosen."""
    me, store, units = request.staff, request.staff_desk.staff, {unit.code for unit in offered}
    many = sum(map(store.count_at, units)) > MOST_COLLEAGUES
    asked = (store.get(chosen),) if many else (one for unit in units for one in store.at(unit))
    working = {one.username: one for one in asked if one and _handles(one, units)}
    others = (working[name] for name in sorted(working) if name != me.username)
    return (
        (me.username, request.language.gettext(_("Me"))),
        *((one.username, full_name(one)) for one in others),
    )


def _handles(staff: Staff, units: Set[str]) -> bool:
    return any(post.unit in units and post.role in CASE_ROLES for post in staff.posts)
