"""Figures in memory, counted anew for every question: for some thousands of complaints."""

from collections.abc import Collection, Iterable, Sequence
from heapq import nsmallest
from threading import RLock

from zope.interface import implementer

from complaints_core.domain.figures import Cells, Contribution, Question
from complaints_core.interfaces.ports import IFigures


@implementer(IFigures)
class MemoryFigures:
    """Keeps contributions in a dictionary."""

    def __init__(self) -> None:
        self._kept: dict[str, Contribution] = {}
        self._position: str | None = ""
        self._lock = RLock()

    def keep(self, contributions: Iterable[Contribution]) -> None:
        """Keep contributions, unless what is there is later."""
        with self._lock:
            for one in contributions:
                there = self._kept.get(one.code)
                if there is None or there.version <= one.version:
                    self._kept[one.code] = one

    def forget(self, codes: Iterable[str]) -> None:
        """Forget contributions."""
        with self._lock:
            for code in codes:
                self._kept.pop(code, None)

    def read(self, unit: str, questions: Sequence[Question]) -> list[Cells]:
        """Answer each question about a unit."""
        with self._lock:
            tallies = [tally for one in self._kept.values() for tally in one.at(unit)]
        return [question.largest(question.counted(tallies)) for question in questions]

    def about(self, accused: Collection[str], centers: Collection[str]) -> list[Contribution]:
        """Answer what is counted about a person or some centers."""
        with self._lock:
            kept = list(self._kept.values())
        people, places = {*accused} - {""}, {*centers} - {""}
        return [one for one in kept if one.accused in people or one.center in places]

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in their order."""
        with self._lock:
            return nsmallest(limit, (code for code in self._kept if code > after))

    def held(self, codes: Iterable[str]) -> dict[str, Contribution]:
        """Answer what is counted for some codes."""
        with self._lock:
            return {code: self._kept[code] for code in codes if code in self._kept}

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._position = ""

    def position(self) -> str | None:
        """Answer how far it is filled."""
        return self._position

    def reached(self, position: str | None) -> None:
        """Keep how far it is filled."""
        self._position = position
