"""What administrators change, as their pages show it: the history in words, and what can be chosen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from complaints_core import persian
from complaints_core.desks.imports.rows import RowMistake
from complaints_core.domain import amendment_kinds as kinds
from complaints_core.domain.amendments import Amendment
from complaints_core.domain.directory import HEADQUARTERS, Center, Unit
from complaints_core.domain.lists import CodeList, Label
from complaints_core.domain.working_time import Closure
from complaints_core.interfaces.messages import _
from complaints_web.fields import FieldView, Options
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import full_name
from complaints_web.showing.words import center_words, unit_words, word

COUNTRY: Final = "country"
"""How the whole country stands in a form, where an empty text would be no choice."""

LATEST: Final = 30
"""Changes that a page shows; the audit has all of them."""


@dataclass(frozen=True)
class ChangeShown:
    """One line of a history: when, who, what."""

    at: datetime
    who: str
    what: str


def history_shown(request: StaffRequest, changes: Iterable[Amendment]) -> tuple[ChangeShown, ...]:
    """Answer the newest changes in words."""
    names = {one.username: full_name(one) for one in request.staff_desk.staff.all()}
    newest = islice(changes, LATEST)
    return tuple(ChangeShown(one.at, names.get(one.by, one.by), words_of(one, request)) for one in newest)


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


def scope_words(request: StaffRequest, scope: str) -> str:
    """Where a closure holds."""
    return word(request, "province", scope) if scope else request.language.gettext(_("The whole country"))


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


def words_of(change: Amendment, request: StaffRequest) -> str:
    """Answer what an amendment changed, in one sentence."""
    return WORDS[type(change)](change, request)


def _unit_kept(change: kinds.UnitKept, request: StaffRequest) -> str:
    sentence = _("New unit: {name}") if change.new else _("The unit {code} is called {name} now")
    return _said(request, sentence, code=change.unit.code, name=change.unit.label)


def _unit_closed(change: kinds.UnitClosed, request: StaffRequest) -> str:
    heir = unit_words(request, change.heir)
    return _said(
        request, _("{name} is closed; {heir} takes over"), name=unit_words(request, change.unit), heir=heir
    )


def _center_kept(change: kinds.CenterKept, request: StaffRequest) -> str:
    sentence = _("New center: {name}") if change.new else _("The center {name} was changed")
    return _said(request, sentence, name=change.center.name)


def _center_closed(change: kinds.CenterClosed, request: StaffRequest) -> str:
    return _said(request, _("The center {name} is closed"), name=center_words(request, change.center))


def _entry_kept(change: kinds.EntryKept, request: StaffRequest) -> str:
    sentence = _("New: {name}") if change.new else _("{name} was changed")
    return _said(request, sentence, name=change.entry.label)


def _entry_retired(change: kinds.EntryRetired, request: StaffRequest) -> str:
    name = word(request, change.list_name, change.code)
    return _said(request, _("{name} can no longer be chosen"), name=name)


def _entries_ordered(change: kinds.EntriesOrdered, request: StaffRequest) -> str:
    return _said(request, _("The order was changed"))


def _closure_entered(change: kinds.ClosureEntered, request: StaffRequest) -> str:
    return _closure(request, _("Closed on {day}, {where}: {reason}"), change.closure)


def _closure_removed(change: kinds.ClosureRemoved, request: StaffRequest) -> str:
    return _closure(request, _("Open on {day} after all, {where}: {reason}"), change.closure)


def _text_changed(change: kinds.TextChanged, request: StaffRequest) -> str:
    return _said(request, _("New text: {text}"), text=change.text)


def _template_kept(change: kinds.TemplateKept, request: StaffRequest) -> str:
    sentence = _("New template: {name}") if change.new else _("The template {name} was changed")
    return _said(request, sentence, name=change.template.title)


def _template_removed(change: kinds.TemplateRemoved, request: StaffRequest) -> str:
    return _said(request, _("The template {name} was removed"), name=change.title)


def _closure(request: StaffRequest, sentence: str, closure: Closure) -> str:
    day, where = request.language.jalali(closure.day), scope_words(request, closure.scope)
    return _said(request, sentence, day=day, where=where, reason=closure.reason)


def _said(request: StaffRequest, sentence: str, **values: str | Label) -> str:
    """A sentence with its values, names in the reader's language."""
    code = request.language.code
    shown = {name: one.text(code) if isinstance(one, Label) else one for name, one in values.items()}
    return request.language.gettext(sentence, **shown)


WORDS: Final[Mapping[type[Amendment], Callable[[Any, StaffRequest], str]]] = {
    kinds.UnitKept: _unit_kept,
    kinds.UnitClosed: _unit_closed,
    kinds.CenterKept: _center_kept,
    kinds.CenterClosed: _center_closed,
    kinds.EntryKept: _entry_kept,
    kinds.EntryRetired: _entry_retired,
    kinds.EntriesOrdered: _entries_ordered,
    kinds.ClosureEntered: _closure_entered,
    kinds.ClosureRemoved: _closure_removed,
    kinds.TextChanged: _text_changed,
    kinds.TemplateKept: _template_kept,
    kinds.TemplateRemoved: _template_removed,
}
"""How each kind of amendment is put into words."""
