"""Who there is: the offices that own complaints, and the centers that are complained about."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import groupby, islice

from complaints_core import persian
from complaints_core.domain.lists import Label

HEADQUARTERS = "headquarters"
"""Code and level of the highest unit, in every profile."""

LAST = "\U0010ffff"  # sorts behind every word that begins the same
COMMON = 500  # what begins so many different words is met soon by reading the centers one by one


@dataclass(frozen=True)
class Unit:
    """An office that owns a queue.

    `code` is ``headquarters``, the code of a province (``23``) or of a county (``2301``); `parent` the code
    of the unit above, empty for the highest; `level` is headquarters, province or county; `province` the code
    of the province it stands in, whose closures it keeps. `heir` is the code of the unit that took over when
    this one was closed; empty while it is open.
    """

    code: str
    label: Label
    parent: str
    level: str
    province: str = ""
    heir: str = ""


@dataclass(frozen=True)
class Center:
    """A care center; kind, province, county and ownership are codes of the lists. One that is closed is
    known and no longer offered."""

    code: str
    name: str
    kind: str
    province: str
    county: str
    ownership: str
    closed: bool = False


class _WordIndex:
    """Finds centers by the beginnings of words in their names, and answers them in the order of names."""

    def __init__(self, centers: tuple[Center, ...]) -> None:
        self.centers = sorted(centers, key=lambda center: (persian.sort_key(center.name), center.code))
        self._words = [frozenset(persian.fold(center.name).split()) for center in self.centers]
        places: dict[str, list[int]] = {}
        for place, words in enumerate(self._words):
            for word in words:
                places.setdefault(word, []).append(place)
        self._vocabulary = sorted(places)
        self._places = [places[word] for word in self._vocabulary]

    def find(self, words: list[str]) -> Iterator[Center]:
        """Answer the centers in whose names every word begins some word."""
        rarest = min((self._beginning_with(word) for word in words), key=lambda lists: sum(map(len, lists)))
        in_order = range(len(self.centers)) if len(rarest) > COMMON else merge(*rarest)
        for place, _ in groupby(in_order):
            if all(any(own.startswith(word) for own in self._words[place]) for word in words):
                yield self.centers[place]

    def _beginning_with(self, word: str) -> list[list[int]]:
        first, last = bisect_left(self._vocabulary, word), bisect_left(self._vocabulary, word + LAST)
        return self._places[first:last]


@dataclass(frozen=True)
class Directory:
    """All units and centers. Searching is made for tens of thousands of centers, at every key stroke."""

    units: tuple[Unit, ...]
    centers: tuple[Center, ...] = ()

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _lines(self) -> Mapping[str, tuple[Unit, ...]]:
        return {unit.code: tuple(self._upwards(unit)) for unit in self.units}

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        below: dict[str, set[str]] = {unit.code: {unit.code} for unit in self.units}
        for unit in self.units:
            for above in self.parents(unit.code):
                below[above.code].add(unit.code)
        return {code: frozenset(codes) for code, codes in below.items()}

    @cached_property
    def _right_below(self) -> Mapping[str, tuple[Unit, ...]]:
        above = sorted(self.units, key=lambda unit: unit.parent)
        return {parent: tuple(units) for parent, units in groupby(above, key=lambda unit: unit.parent)}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {unit.code: place for place, unit in enumerate(self.units)}

    @cached_property
    def _centers(self) -> Mapping[str, Center]:
        return {center.code: center for center in self.centers}

    @cached_property
    def _named(self) -> Mapping[str, list[Center]]:
        named: dict[str, list[Center]] = {}
        for center in self.centers:
            named.setdefault(persian.name_key(center.name), []).append(center)
        return named

    @cached_property
    def _indexes(self) -> dict[str, _WordIndex]:
        return {}

    def unit(self, code: str) -> Unit | None:
        """Answer the unit with this code."""
        return self._units.get(code)

    def in_charge(self, code: str) -> Unit | None:
        """Answer the unit with this code or, where it was closed, whoever took over; None where nobody is in
        charge."""
        seen: set[str] = set()
        unit = self._units.get(code)
        while unit is not None and unit.heir and unit.code not in seen:
            seen.add(unit.code)
            unit = self._units.get(unit.heir)
        return None if unit is None or unit.heir else unit

    def parents(self, unit: str) -> tuple[Unit, ...]:
        """Answer the units above one, the nearest first; none for a code that is not known."""
        return self._lines.get(unit, ())

    def line(self, unit: str) -> tuple[str, ...]:
        """Answer the codes of a unit and of those above it, the nearest first."""
        return unit, *(above.code for above in self.parents(unit))

    def is_within(self, unit: str, ancestor: str) -> bool:
        """Tell whether a unit is another one or lies somewhere below it; never so for unknown codes."""
        return unit in self.below(ancestor)

    def below(self, unit: str) -> frozenset[str]:
        """Answer the codes of a unit and of everything below it; none for a code that is not known."""
        return self._below.get(unit, frozenset())

    def opened(self, units: Iterable[str]) -> tuple[Unit, ...]:
        """Answer some units and what lies right below each, every one once and in the directory's order; a
        code that is not known adds nothing."""
        codes = set(units)
        found = {below.code: below for code in codes for below in self._right_below.get(code, ())}
        found.update((code, self._units[code]) for code in codes & self._units.keys())
        return tuple(sorted(found.values(), key=lambda unit: self._places[unit.code]))

    def center(self, code: str) -> Center | None:
        """Answer the center with this code."""
        return self._centers.get(code)

    def center_named(self, name: str, province: str | None = None) -> Center | None:
        """Answer the one center of this name, however it is spelt; None also where several bear it."""
        bearers = self._named.get(persian.name_key(name), [])
        there = [center for center in bearers if province in (None, center.province)]
        return there[0] if len(there) == 1 else None

    def find_centers(self, words: str, limit: int, province: str | None = None) -> tuple[Center, ...]:
        """Answer at most `limit` open centers in whose names each word begins a word, in Persian order.

        No words find the first centers of all. A province narrows the search to its own.
        """
        index, typed = self._index(province), persian.fold(words).split()
        return tuple(islice(index.find(typed) if typed else index.centers, max(limit, 0)))

    def _index(self, province: str | None) -> _WordIndex:
        index = self._indexes.get(province or "")
        if index is None:
            open_ones = (one for one in self.centers if not one.closed)
            index = _WordIndex(tuple(one for one in open_ones if province in (None, "", one.province)))
            self._indexes[province or ""] = index
        return index

    def _upwards(self, unit: Unit) -> Iterator[Unit]:
        seen = {unit.code}
        above = self._units.get(unit.parent)
        while above is not None and above.code not in seen:
            yield above
            seen.add(above.code)
            above = self._units.get(above.parent)
