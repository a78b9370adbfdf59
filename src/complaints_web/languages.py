"""The languages of the site: sentences from the gettext catalogues, digits, dates, direction."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from babel.messages.pofile import read_po

from complaints_core import persian
from complaints_core.domain.files import KIB, MIB
from complaints_core.interfaces.messages import _

MONTHS: Final = (
    _("Farvardin"), _("Ordibehesht"), _("Khordad"), _("Tir"), _("Mordad"), _("Shahrivar"),
    _("Mehr"), _("Aban"), _("Azar"), _("Dey"), _("Bahman"), _("Esfand"),
)  # fmt: skip
CATALOGUE: Final = "complaints"
_NUMERIC: Final = re.compile(r"\b(\d{4})/(\d\d)/(\d\d)\b")  # with the digits of any language


@dataclass(frozen=True, eq=False)
class Language:
    """One language of the site, fit to be asked for every word of a page. There is one object of each."""

    code: str
    name: str
    direction: str
    sentences: Mapping[str, str] = field(repr=False)

    def gettext(self, message: str, /, **values: Any) -> str:
        """Answer a sentence in this language, its placeholders filled."""
        sentence = self.sentences.get(message, message)
        return (
            sentence.format(**{name: self._shown(value) for name, value in values.items()})
            if values
            else sentence
        )

    def ngettext(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Answer the sentence for a number of things, with further values in place."""
        if values:
            return self.gettext(one if n == 1 else many, n=n, **values)
        return _counted(self, one if n == 1 else many, n)

    def digits(self, value: object) -> str:
        """Show a number or code with the digits of this language."""
        return persian.persian_digits(str(value)) if self.code == "fa" else str(value)

    def jalali(self, day: date) -> str:
        """Show a day in words: 5 Mehr 1404."""
        return _in_words(self, _local(day))

    def jalali_numeric(self, day: date) -> str:
        """Show a day in numbers: 1404/07/05."""
        return self.digits(persian.format_jalali(_local(day)))

    def days_in_words(self, text: str) -> str:
        """Show the days that a kept sentence of ours names by number as all other days: 5 Mehr 1404. It names
        them so for every language to say them in its own way."""
        return _NUMERIC.sub(lambda day: _named(self, *map(int, day.groups())) or day.group(), text)

    def moment(self, at: datetime) -> str:
        """Show day and time in Tehran: 5 Mehr 1404, 11:20."""
        local = persian.tehran(at)
        return self.gettext(_("{day}, {time}"), day=self.jalali(local.date()), time=f"{local:%H:%M}")

    def filesize(self, size: int) -> str:
        """Show a number of bytes: 3.2 MB."""
        if size < MIB:
            return self.gettext(_("{n} KB"), n=max(1, round(size / KIB)))
        return self.gettext(_("{n} MB"), n=f"{size / MIB:.1f}".removesuffix(".0"))

    def _shown(self, value: Any) -> Any:
        return self.digits(value) if isinstance(value, (int, str)) else value


@lru_cache(maxsize=4096)
def _in_words(language: Language, day: date) -> str:
    """A day as a language says it: what is shown today was mostly shown today before."""
    return _named(language, *persian.to_jalali(day))


def _named(language: Language, year: int, month: int, day: int) -> str:
    """A day with the name of its month; empty where no month has the number."""
    if not 1 <= month <= len(MONTHS):
        return ""
    return language.digits(f"{day} {language.gettext(MONTHS[month - 1])} {year}")


@lru_cache(maxsize=4096)
def _counted(language: Language, sentence: str, n: int) -> str:
    """A number of things as a language says it: rows of a list mostly say the same as those before."""
    return language.gettext(sentence, n=n)


def _local(day: date) -> date:
    return persian.tehran(day).date() if isinstance(day, datetime) else day


def utc_now() -> datetime:
    """Answer the present moment, aware, in UTC."""
    return datetime.now(UTC)


@cache
def languages() -> Mapping[str, Language]:
    """Answer the languages of the site by code, the default one first."""
    persian_ = Language("fa", "\u0641\u0627\u0631\u0633\u06cc", "rtl", _catalogue("fa"))
    return MappingProxyType({"fa": persian_, "en": Language("en", "English", "ltr", {})})


def _catalogue(code: str) -> Mapping[str, str]:
    """Read a catalogue; a sentence with a plural is found by its plural, for Persian nouns do not change."""
    found = files("complaints_web") / "locale" / code / "LC_MESSAGES" / f"{CATALOGUE}.po"
    with found.open("rb") as stream:
        messages = list(read_po(stream, locale=code))
    found_in = {one: _many(message.string)[-1] for message in messages for one in _many(message.id) if one}
    return MappingProxyType({one: sentence for one, sentence in found_in.items() if sentence})


def _many(text: str | Sequence[str] | None) -> Sequence[str]:
    """The forms of a message: one, or one for each number."""
    return (text,) if isinstance(text, str) else (text or ("",))
