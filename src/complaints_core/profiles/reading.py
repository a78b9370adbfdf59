"""Reads the tables of a profile's files, and notes every problem with file and key instead of stopping."""

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from complaints_core import persian
from complaints_core.domain.lists import Label

T = TypeVar("T")


@dataclass
class Section:
    """One table of a file.

    Each getter reads one key, and answers something harmless where the key is missing or of another kind.
    At the end of a `with` block every key that nobody has read is noted as unknown.
    """

    file: str
    data: dict[str, Any]
    languages: tuple[str, ...]
    problems: list[str]
    path: str = ""
    _read: set[str] = field(default_factory=set)

    def note(self, key: str, problem: str) -> None:
        """Note a problem with a key."""
        where = ".".join(part for part in (self.path, key) if part)
        self.problems.append(f"{self.file}: {where}: {problem}")

    def text(self, key: str, default: str | None = None) -> str:
        """Read a string; needed where there is no default."""
        return self._get(key, str, "a text", default, "")

    def number(self, key: str, default: int | None = None) -> int:
        """Read a whole number of at least 0."""
        value = self._get(key, int, "a whole number", default, 0)
        if isinstance(value, bool) or value < 0:
            self.note(key, "must be a whole number of at least 0")
            return 0
        return value

    def fraction(self, key: str, default: float) -> float:
        """Read a number from 0 to 1."""
        return self._get(key, float, "a number such as 0.5", default, default)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Read true or false."""
        return self._get(key, bool, "true or false", default, False)

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Read a list of strings."""
        words = self._get(key, list, "a list of texts", None if default is None else list(default), [])
        if not all(isinstance(word, str) for word in words):
            self.note(key, "must be a list of texts")
            return ()
        return tuple(words)

    def day(self, key: str) -> date | None:
        """Read a Jalali date such as ``"1404/01/13"``; None where the key is missing."""
        written = self.text(key, "")
        try:
            return persian.parse_jalali(written) if written else None
        except persian.Unreadable:
            self.note(key, f"{written!r} is no Jalali date such as 1404/01/13")
            return None

    def label(self, key: str = "") -> Label:
        """Read a text in every language of the profile, from a table under `key` or from this one."""
        if key:
            with self.section(key) as texts:
                return texts.label()
        return Label({language: self.text(language) for language in self.languages})

    def section(self, key: str) -> "Section":
        """Read a table; an empty one where it is missing."""
        return self._part(key, self._get(key, dict, "a table", None, {}))

    def optional(self, key: str) -> "Section":
        """Read a table that may be missing."""
        return self._part(key, self._get(key, dict, "a table", {}, {}))

    def rows(self, key: str) -> Iterator["Section"]:
        """Read a list of tables."""
        for place, row in enumerate(self._get(key, list, "a list of tables", None, []), start=1):
            if isinstance(row, dict):
                with self._part(f"{key}.{place}", row) as part:
                    yield part
            else:
                self.note(f"{key}.{place}", "must be a table")

    def each(self) -> Iterator[tuple[str, "Section"]]:
        """Read every key that is left as a table."""
        for key in [key for key in self.data if key not in self._read]:
            with self.section(key) as part:
                yield key, part

    def left(self) -> list[str]:
        """Answer the keys that nobody has read yet."""
        return [key for key in self.data if key not in self._read]

    def __enter__(self) -> "Section":
        return self

    def __exit__(self, *_: object) -> None:
        for key in self.left():
            self.note(key, "is not a key we know")

    def _part(self, key: str, data: dict[str, Any]) -> "Section":
        path = f"{self.path}.{key}" if self.path else key
        return Section(self.file, data, self.languages, self.problems, path)

    def _get(self, key: str, kind: type[T], described: str, default: T | None, neutral: T) -> T:
        self._read.add(key)
        if key not in self.data:
            if default is None:
                self.note(key, f"is missing: {described}")
            return neutral if default is None else default
        value = self.data[key]
        if not isinstance(value, kind):
            self.note(key, f"must be {described}")
            return neutral
        return value


def read_file(folder: Path, name: str, problems: list[str]) -> Section:
    """Read a TOML or JSON file of a profile; an empty section, and a problem, where that fails. Its languages
    are said by whoever knows them."""
    parse: Callable[[str], Any] = json.loads if name.endswith(".json") else tomllib.loads
    try:
        data = parse((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{name}: is missing")
        data = {}
    except ValueError as wrong:  # of TOML, of JSON, or of UTF-8
        problems.append(f"{name}: cannot be read: {wrong}")
        data = {}
    return Section(name, data, (), problems)
