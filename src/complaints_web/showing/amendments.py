"""What administrators changed, in words: the history of a room."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from complaints_core.domain import amendment_kinds as kinds
from complaints_core.domain.amendments import Amendment
from complaints_core.domain.lists import Label
from complaints_core.domain.working_time import Closure
from complaints_core.interfaces.messages import _
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import full_name
from complaints_web.showing.words import center_words, scope_words, unit_words, word

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
    newest = tuple(islice(changes, LATEST))
    people = map(request.staff_desk.staff.get, {one.by for one in newest})
    names = {one.username: full_name(one) for one in people if one}
    return tuple(ChangeShown(one.at, names.get(one.by, one.by), words_of(one, request)) for one in newest)


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
