"""What administrators change, as their pages list it, and what can be chosen there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from complaints_core import persian
from complaints_core.desks.imports.rows import RowMistake
from complaints_core.domain.directory import HEADQUARTERS, Center, Unit
from complaints_core.domain.lists import CodeList, Label
from complaints_core.domain.working_time import Closure
from complaints_web.fields import FieldView, Options
from complaints_web.request import StaffRequest
from complaints_web.showing.words import scope_words, unit_words, word

COUNTRY: Final = "country"
"""How the whole country stands in a form, where an empty text would be no choice."""


@dataclass(frozen=True)
class ClosureShown:
    """A closed day; `key` names the day and `scope` the place to the button that opens it again, where
    `ahead`."""

    day: date
    where: str
    reason: str
    scope: str
    key: str
    ahead: bool


def closure_rows(request: StaffRequest, closures: Iterable[Closure]) -> tuple[ClosureShown, ...]:
    """Answer closed days as a page lists them."""
    desk = request.administration_desk
    may_shut = desk.jurisdiction(request.staff).may_shut
    return tuple(
        ClosureShown(
            day=one.day,
            where=scope_words(request, one.scope),
            reason=one.reason.text(request.language.code),
            scope=one.scope,
            key=one.day.isoformat(),
            ahead=desk.is_ahead(one) and may_shut(one.scope),
        )
        for one in closures
    )


@dataclass(frozen=True)
class EntryShown:
    """A code of a list; `more` is the other name and the group, `retired` that it can be chosen no more."""

    code: str
    name: str
    more: tuple[str, ...]
    urgent: bool
    retired: bool
    url: str


def entry_rows(request: StaffRequest, codes: CodeList) -> tuple[EntryShown, ...]:
    """Answer the codes of a list as a page lists them."""
    language, today = request.language.code, persian.tehran_day(request.administration_desk.clock.now())
    fields = request.profile.lists["field"]
    return tuple(
        EntryShown(
            code=one.code,
            name=one.label.text(language),
            more=tuple(filter(None, (fields.text(one.group, language) if one.group else "", one.code))),
            urgent=one.urgent,
            retired=not one.valid_on(today),
            url=request.path_to("code", list=codes.name, code=one.code),
        )
        for one in codes
    )


@dataclass(frozen=True)
class CenterShown:
    """A center in a list; `place` is where it lies."""

    code: str
    name: str
    kind: str
    ownership: str
    place: str
    closed: bool
    url: str


def center_row(request: StaffRequest, center: Center) -> CenterShown:
    """Answer a center as a list shows it."""
    return CenterShown(
        code=center.code,
        name=center.name,
        kind=word(request, "center_kind", center.kind),
        ownership=word(request, "ownership", center.ownership),
        place=f"{word(request, 'province', center.province)} · {word(request, 'county', center.county)}",
        closed=center.closed,
        url=request.path_to("center", code=center.code),
    )


@dataclass(frozen=True)
class MistakeShown:
    """What is wrong with a row of a sheet, in words; `column` is its heading."""

    row: int
    column: str
    words: str


def mistake_rows(
    request: StaffRequest, mistakes: Iterable[RowMistake], headings: Mapping[str, str]
) -> tuple[MistakeShown, ...]:
    """Answer the mistakes of a sheet as its report lists them."""
    say = request.language.gettext
    return tuple(
        MistakeShown(one.row, headings.get(one.column, ""), say(one.message, **one.values))
        for one in mistakes
    )


@dataclass(frozen=True)
class UnitShown:
    """A unit in the tree."""

    code: str
    name: str
    closed: bool
    url: str


def unit_tree(
    request: StaffRequest, units: tuple[Unit, ...]
) -> tuple[tuple[UnitShown, tuple[UnitShown, ...]], ...]:
    """Answer units with those below them; the highest of the organization stands beside its provinces."""
    below: dict[str, list[UnitShown]] = {}
    for unit in units:
        below.setdefault(unit.parent, []).append(_unit_shown(request, unit))
    known = {unit.code for unit in units}
    tops = (unit for unit in units if unit.parent not in known or unit.parent == HEADQUARTERS)
    return tuple(
        (_unit_shown(request, unit), () if unit.code == HEADQUARTERS else tuple(below.get(unit.code, ())))
        for unit in tops
    )


def _unit_shown(request: StaffRequest, unit: Unit) -> UnitShown:
    name, url = unit_words(request, unit.code), request.path_to("unit", code=unit.code)
    return UnitShown(unit.code, name, bool(unit.heir), url)


def label_of(request: StaffRequest, first: str, others: str) -> Label:
    """Answer a name in every language of the organization: the first as it was typed, the others too, or like
    the first where nothing was typed."""
    default, *further = request.profile.languages
    return Label({default: first, **dict.fromkeys(further, others or first)})


def second_of(request: StaffRequest, label: Label) -> str:
    """Answer a name in the organization's second language, empty where it is the same."""
    default, *further = request.profile.languages
    text = label.text(further[0]) if further else ""
    return "" if text == label.text(default) else text


def chosen_from(field: FieldView, options: Options) -> FieldView:
    """Answer a field as a list to choose from."""
    return replace(field, kind="choice", options=options)
