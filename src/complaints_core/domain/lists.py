"""Code lists: stable Latin codes, each with a label in every language of the organization.

A code that was ever given out is never taken away, it only ends: old complaints still name it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType


class Label(Mapping[str, str]):
    """One name in several languages, such as ``Label(fa="زن", en="Woman")``; the first is the default.

    Frozen, hashable and fit to be stored.
    """

    __slots__ = ("_texts",)
    _texts: tuple[tuple[str, str], ...]

    def __init__(self, texts: Mapping[str, str] | None = None, /, **by_language: str) -> None:
        object.__setattr__(self, "_texts", tuple({**(texts or {}), **by_language}.items()))

    def text(self, language: str) -> str:
        """Answer the name in a language (``fa``), or in the default one where it has none."""
        for known, text in self._texts:
            if known == language:
                return text
        return self._texts[0][1] if self._texts else ""

    def __getitem__(self, language: str) -> str:
        return dict(self._texts)[language]

    def __iter__(self) -> Iterator[str]:
        return (language for language, _ in self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a label is frozen: {name}")

    def __reduce__(self) -> tuple[type["Label"], tuple[dict[str, str]]]:
        return Label, (dict(self._texts),)

    def __repr__(self) -> str:
        return f"Label({dict(self._texts)!r})"


NO_LABEL = Label()


@dataclass(frozen=True)
class Entry:
    """One code of a list.

    `group` is the code of its heading in another list (the field of a subject), `parent` the code it lies in
    (the province of a county), `unit` the code of the unit that handles it where that is not left to the
    province. It may be chosen from `valid_from` to `valid_to`, both included; None is without end.
    """

    code: str
    label: Label
    group: str = ""
    parent: str = ""
    unit: str = ""
    urgent: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Tell whether the code may be chosen on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class CodeList:
    """The entries of one list, in the order in which they are shown."""

    name: str
    entries: tuple[Entry, ...]

    @cached_property
    def _by_code(self) -> Mapping[str, Entry]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Entry, ...]]:
        return _sorted_into(self.entries, "parent")

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code, in order."""
        return tuple(self._by_code)

    def get(self, code: str) -> Entry | None:
        """Answer the entry with this code."""
        return self._by_code.get(code)

    def text(self, code: str, language: str) -> str:
        """Answer the label of a code, or the code itself where the list does not know it."""
        entry = self._by_code.get(code)
        return entry.label.text(language) if entry else code

    def valid_on(self, day: date) -> "CodeList":
        """Answer the list of what may be chosen on a day."""
        return CodeList(self.name, tuple(entry for entry in self.entries if entry.valid_on(day)))

    def grouped(self) -> Mapping[str, tuple[Entry, ...]]:
        """Answer the entries under the code of their group, groups in the order of their first entry."""
        return _sorted_into(self.entries, "group")

    def within(self, parent: str) -> tuple[Entry, ...]:
        """Answer the entries that lie in a parent, such as the counties of a province."""
        return self._by_parent.get(parent, ())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def _sorted_into(entries: tuple[Entry, ...], attribute: str) -> Mapping[str, tuple[Entry, ...]]:
    heaps: dict[str, list[Entry]] = {}
    for entry in entries:
        heaps.setdefault(getattr(entry, attribute), []).append(entry)
    return MappingProxyType({key: tuple(heap) for key, heap in heaps.items()})
