"""Which passwords are too easy to guess.

Everything is compared by letters and digits alone, folded, so that neither a keyboard nor a hyphen hides a
national code. A password is refused when it holds one of the person's own facts, or when too little of it is
left once well-known words and those facts are taken away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from complaints_core import persian
from complaints_core.interfaces.errors import PersonalPassword, ShortPassword, WeakPassword

TELLING = 4
"""A fact with so many characters must not stand in a password at all; a shorter one may be part of a word."""

FRESH = 5
"""So many characters must be neither well-known nor personal."""

VARIED = 4
"""So many different characters a password needs."""


@dataclass(frozen=True)
class PasswordRules:
    """Lengths in characters, and the words that everybody tries first."""

    min_citizen: int = 8
    min_staff: int = 12
    max_length: int = 128
    denied: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def _denied_keys(self) -> tuple[str, ...]:
        return _longest_first(_key(word) for word in self.denied)

    def problem_with(
        self, secret: str, least: int, personal: Iterable[str | date] = ()
    ) -> WeakPassword | None:
        """Answer the refusal that a normalised secret deserves; None for a good one.

        `least` is `min_citizen` or `min_staff`; `personal` holds the person's names, codes, numbers and dates
        as they are stored.
        """
        if len(secret) < least:
            return ShortPassword(least=least)
        key = _key(secret)
        own = _longest_first(form for fact in personal for form in _forms(fact))
        fresh = _without(key, own)
        if any(len(form) >= TELLING and form in key for form in own) or len(fresh) < min(FRESH, len(key)):
            return PersonalPassword()
        if len(_without(fresh, self._denied_keys)) < FRESH or len(set(key)) < VARIED:
            return WeakPassword()
        return None


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, persian.fold(text)))


def _longest_first(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({key for key in keys if len(key) > 1}, key=lambda key: (-len(key), key)))


def _without(key: str, words: Iterable[str]) -> str:
    for word in words:
        key = key.replace(word, "")
    return key


def _forms(fact: str | date) -> Iterator[str]:
    """Answer the keys under which people write a fact of their own."""
    if isinstance(fact, date):
        yield from _date_forms(fact)
    elif fact.startswith("+98"):
        yield from (fact[1:], f"0{fact[3:]}", fact[3:])
    else:
        yield _key(fact)
        yield from (_key(word) for word in persian.fold(fact).split())


def _date_forms(day: date) -> Iterator[str]:
    for year, month, date_of_month in (persian.to_jalali(day), (day.year, day.month, day.day)):
        yield str(year)
        for y in (str(year), f"{year % 100:02}"):
            yield from (f"{y}{month:02}{date_of_month:02}", f"{date_of_month:02}{month:02}{y}")
            yield from (f"{y}{month}{date_of_month}", f"{date_of_month}{month}{y}")
