"""The kinds of amendments: one small class for each thing that an administrator can change."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from complaints_core.domain.amendments import Amendment, Draft
from complaints_core.domain.answer_templates import AnswerTemplate
from complaints_core.domain.directory import Center, Unit
from complaints_core.domain.lists import Entry
from complaints_core.domain.working_time import Closure

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class UnitKept(Amendment):
    """A unit was added (`new`) or has another name."""

    kind = "unit_kept"
    unit: Unit
    new: bool = False

    @property
    def subject(self) -> str:
        """The unit's code."""
        return self.unit.code

    def apply(self, draft: Draft) -> None:
        """Put it in the place of the one before."""
        draft.units[self.unit.code] = self.unit


@dataclass(frozen=True, kw_only=True)
class UnitClosed(Amendment):
    """A unit works no more; `heir` is the code of the unit that takes over."""

    kind = "unit_closed"
    unit: str
    heir: str

    @property
    def subject(self) -> str:
        """The unit's code."""
        return self.unit

    def apply(self, draft: Draft) -> None:
        """Keep it readable, and say who takes over."""
        if self.unit in draft.units:
            draft.units[self.unit] = replace(draft.units[self.unit], heir=self.heir)


@dataclass(frozen=True, kw_only=True)
class CenterKept(Amendment):
    """A center was added (`new`), or its data changed."""

    kind = "center_kept"
    center: Center
    new: bool = False

    @property
    def subject(self) -> str:
        """The center's code."""
        return self.center.code

    def apply(self, draft: Draft) -> None:
        """Put it in the place of the one before."""
        draft.centers[self.center.code] = self.center


@dataclass(frozen=True, kw_only=True)
class CenterClosed(Amendment):
    """A center is no more; old complaints still name it."""

    kind = "center_closed"
    center: str

    @property
    def subject(self) -> str:
        """The center's code."""
        return self.center

    def apply(self, draft: Draft) -> None:
        """Keep it readable, and offer it no more."""
        if self.center in draft.centers:
            draft.centers[self.center] = replace(draft.centers[self.center], closed=True)


@dataclass(frozen=True, kw_only=True)
class EntryKept(Amendment):
    """A code was added to a list (`new`), or has another name, mark or group. It may be chosen (again)."""

    kind = "entry_kept"
    list_name: str
    entry: Entry
    new: bool = False

    @property
    def subject(self) -> str:
        """List and code."""
        return f"{self.list_name}.{self.entry.code}"

    def apply(self, draft: Draft) -> None:
        """Put it in the place of the one before, or at the end of the list."""
        draft.lists.setdefault(self.list_name, {})[self.entry.code] = self.entry


@dataclass(frozen=True, kw_only=True)
class EntryRetired(Amendment):
    """A code is offered no more, from the day `on`; what names it already stays readable."""

    kind = "entry_retired"
    list_name: str
    code: str
    on: date

    @property
    def subject(self) -> str:
        """List and code."""
        return f"{self.list_name}.{self.code}"

    def apply(self, draft: Draft) -> None:
        """Let it end the day before."""
        entries = draft.lists.get(self.list_name, {})
        if self.code in entries:
            entries[self.code] = replace(entries[self.code], valid_to=self.on - DAY)


@dataclass(frozen=True, kw_only=True)
class EntriesOrdered(Amendment):
    """The codes of a list are shown in another order."""

    kind = "entries_ordered"
    list_name: str
    codes: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The list."""
        return self.list_name

    def apply(self, draft: Draft) -> None:
        """Sort the list; codes that are not named stay behind the others."""
        entries = draft.lists.get(self.list_name, {})
        first = {code: entries[code] for code in self.codes if code in entries}
        draft.lists[self.list_name] = {**first, **entries}


@dataclass(frozen=True, kw_only=True)
class ClosureEntered(Amendment):
    """Offices are shut on a day."""

    kind = "closure_entered"
    closure: Closure

    @property
    def subject(self) -> str:
        """Scope and day."""
        return f"{self.closure.scope}:{self.closure.day.isoformat()}"

    def apply(self, draft: Draft) -> None:
        """Shut them."""
        draft.closures[self.closure.scope, self.closure.day] = self.closure


@dataclass(frozen=True, kw_only=True)
class ClosureRemoved(Amendment):
    """Offices work on a day after all; `closure` is what was said before."""

    kind = "closure_removed"
    closure: Closure

    @property
    def subject(self) -> str:
        """Scope and day."""
        return f"{self.closure.scope}:{self.closure.day.isoformat()}"

    def apply(self, draft: Draft) -> None:
        """Open them."""
        draft.closures.pop((self.closure.scope, self.closure.day), None)


@dataclass(frozen=True, kw_only=True)
class TextChanged(Amendment):
    """An SMS says something else."""

    kind = "text_changed"
    name: str
    text: str

    @property
    def subject(self) -> str:
        """The text's name."""
        return self.name

    def apply(self, draft: Draft) -> None:
        """Take the new words."""
        if self.name in draft.texts:
            draft.texts[self.name] = self.text


@dataclass(frozen=True, kw_only=True)
class TemplateKept(Amendment):
    """A template of answers was added (`new`) or changed."""

    kind = "template_kept"
    template: AnswerTemplate
    new: bool = False

    @property
    def subject(self) -> str:
        """The template's code."""
        return self.template.code

    def apply(self, draft: Draft) -> None:
        """Put it in the place of the one before."""
        draft.templates[self.template.code] = self.template


@dataclass(frozen=True, kw_only=True)
class TemplateRemoved(Amendment):
    """A template of answers is offered no more; `title` is what it was called."""

    kind = "template_removed"
    code: str
    title: str

    @property
    def subject(self) -> str:
        """The template's code."""
        return self.code

    def apply(self, draft: Draft) -> None:
        """Take it away."""
        draft.templates.pop(self.code, None)
