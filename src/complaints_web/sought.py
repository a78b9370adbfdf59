"""What a member of staff looks for, read from an address or a form: words, filters and an order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, get_args

from complaints_core import persian
from complaints_core.domain.access import StaffActor
from complaints_core.domain.search import NEWEST, SearchFilters, Sort
from complaints_core.domain.staff import CASE_ROLES
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_core.persian import Unreadable
from complaints_web.request import StaffRequest

OPEN: Final = "open"
"""What stands for every open status."""
NAMES: Final = (
    "q", "status", "subject", "kind", "province", "unit", "center", "assignee", "overdue", "from", "to",
    "sort",
)  # fmt: skip
"""The names of everything that makes a search, as they stand in its address."""
CODES: Final = frozenset({"subject", "kind", "province", "unit", "center", "overdue"})
"""Those of them whose digits may be of any language."""
TICKED: Final = frozenset({"1", "on", "true", "yes"})
"""How a box that is ticked stands in an address, ours or one that somebody wrote."""


@dataclass(frozen=True)
class Sought:
    """A search as it was asked for; `mistakes` are sentences by the name of their box. `asked` is everything
    that was asked for, as it came but for the digits of codes, without what was left empty."""

    typed: str = field(repr=False)
    filters: SearchFilters
    sort: Sort
    mistakes: Mapping[str, str]
    asked: Mapping[str, str] = field(repr=False)

    @property
    def narrowed(self) -> bool:
        """Tell whether any filter is set."""
        return any(name not in ("q", "sort") for name in self.asked)


def sought_by(request: StaffRequest, typed: Mapping[str, str]) -> Sought:
    """Answer what is looked for. A code that no list knows asks for nothing. Raises NotFound for a unit whose
    complaints the reader does not see."""
    asked = {name: text for name in NAMES if (text := _typed(typed, name))}
    mistakes: dict[str, str] = {}
    days = {name: _day(request, asked.get(name, ""), name, mistakes) for name in ("from", "to")}
    if days["from"] and days["to"] and days["from"] > days["to"]:
        mistakes["to"] = request.language.gettext(_("This day lies before the first one."))
    status, unit = asked.get("status", ""), asked.get("unit", "")
    filters = SearchFilters(
        status=status if request.profile.process.status(status) else "",
        open=status == OPEN,
        units=_units(request, unit),
        tops=frozenset({unit} if unit else ()),
        center=asked.get("center", ""),
        assignee=asked.get("assignee", ""),
        overdue=asked.get("overdue", "") in TICKED,
        since=days["from"],
        until=days["to"],
        **{name: _code(request, name, asked) for name in ("subject", "kind", "province")},
    )
    return Sought(asked.get("q", ""), filters, _sort(asked.get("sort", "")), mistakes, asked)


def _typed(typed: Mapping[str, str], name: str) -> str:
    """What was asked for under a name. What nobody sees is no part of a code, and some of it no database
    takes."""
    text = typed.get(name, "").strip()
    if name == "q":
        return text
    return persian.digits(persian.clean_line(text)) if name in CODES else persian.clean_line(text)


def _sort(asked: str) -> Sort:
    return next((sort for sort in get_args(Sort) if sort == asked), NEWEST)


def _code(request: StaffRequest, name: str, asked: Mapping[str, str]) -> str:
    code = asked.get(name, "")
    return code if code in request.profile.lists[name] else ""


def _units(request: StaffRequest, unit: str) -> frozenset[str] | None:
    """A unit stands for itself and everything below."""
    if not unit:
        return None
    directory = request.profile.directory
    if not StaffActor(request.staff, directory).roles_at(unit) & CASE_ROLES:
        raise NotFound
    return directory.below(unit)


def _day(request: StaffRequest, typed: str, name: str, mistakes: dict[str, str]) -> date | None:
    if not typed:
        return None
    try:
        return persian.parse_jalali(typed)
    except Unreadable as wrong:
        values: dict[str, Any] = wrong.values
        mistakes[name] = request.language.gettext(wrong.message, **values)
        return None
