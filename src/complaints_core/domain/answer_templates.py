"""Templates of answers: what an office writes again and again, with a place for each fact of a complaint."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Final, Protocol

from complaints_core import persian
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.directory import Directory
from complaints_core.domain.lists import CodeList
from complaints_core.domain.tracking import TrackingCode

UNKNOWN: Final = "—"
"""Stands where a complaint does not have a fact, such as the day of an answer while no clock runs."""


class Words(Protocol):
    """What a template needs of a profile: its first language, and the names of codes."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the organization, the default one first."""

    @property
    def lists(self) -> Mapping[str, CodeList]:
        """The code lists by name."""

    @property
    def directory(self) -> Directory:
        """All units and centers."""


@dataclass(frozen=True)
class AnswerTemplate:
    """One template: `code` is its own for ever, `title` is how staff find it, `unit` the code of the unit
    that may use it, with everything below.

    `text` is in the organization's first language and names facts of a complaint between braces, as in
    ``{tracking_code}``; see `VARIABLES`.
    """

    code: str
    title: str
    text: str
    unit: str

    def filled(self, complaint: Complaint, words: Words) -> str:
        """Answer the text with the facts of a complaint in place; `words` is the profile. Raises KeyError for
        a variable that there is not, which `unknown` tells beforehand."""
        return self.text.format_map({name: VARIABLES[name](complaint, words) for name in self.variables})

    def sample(self) -> str:
        """Answer the text with invented facts in place, for a look at it; raises as `filled`."""
        return self.text.format_map({name: SAMPLES[name] for name in self.variables})

    @property
    def variables(self) -> tuple[str, ...]:
        """The names between braces, in order; raises ValueError for a brace that stays open."""
        return tuple(named(self.text))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names that no complaint has; raises as `variables`."""
        return tuple(name for name in self.variables if name not in VARIABLES)


def named(text: str) -> Iterator[str]:
    """Answer the names between braces; raises ValueError for a brace that stays open, and for anything but a
    name between two of them: nothing may be looked up or formatted there."""
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(name)
        yield name


def _day(day: date | None) -> str:
    return persian.persian_digits(persian.format_jalali(day)) if day else UNKNOWN


def _tracking_code(complaint: Complaint, words: Words) -> str:
    return persian.persian_digits(TrackingCode(complaint.code).grouped)


def _subject(complaint: Complaint, words: Words) -> str:
    return words.lists["subject"].text(complaint.subject, words.languages[0])


def _due(complaint: Complaint, words: Words) -> str:
    return _day(complaint.due)


def _filed(complaint: Complaint, words: Words) -> str:
    return _day(persian.tehran_day(complaint.submitted_at))


def _unit(complaint: Complaint, words: Words) -> str:
    unit = words.directory.unit(complaint.unit)
    return unit.label.text(words.languages[0]) if unit else UNKNOWN


def _center(complaint: Complaint, words: Words) -> str:
    center = words.directory.center(complaint.center)
    return center.name if center else complaint.center_name or UNKNOWN


VARIABLES: Final[Mapping[str, Callable[[Complaint, Words], str]]] = {
    "tracking_code": _tracking_code,
    "subject": _subject,
    "filed": _filed,
    "due": _due,
    "unit": _unit,
    "center": _center,
}
"""What a template may name, and where it is read. Nothing here is a citizen's: an answer that goes astray
names nobody."""

SAMPLES: Final[Mapping[str, str]] = {
    "tracking_code": persian.persian_digits("1234 5678 9012"),
    "subject": "…",
    "filed": persian.persian_digits("1405/09/01"),
    "due": persian.persian_digits("1405/09/15"),
    "unit": "…",
    "center": "…",
}
"""Invented facts, one for each variable."""
