"""What was seen while people came: every request with its step, its moment and how it ended."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

ANSWERED: Final = "answered"
SHED: Final = "shed"
"""503 with `Retry-After`."""
FAULT: Final = "fault"
"""A 5xx without `Retry-After`, a broken connection, or a page that is not the one that was asked for."""
WHOLE: Final = "whole case"
"""Name of the step from a person's coming to the answer that he reads, with all waiting."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: when it was sent (seconds of `monotonic`), for which step, how long it took, how it
    ended."""

    at: float
    step: str
    seconds: float
    end: str


@dataclass
class Tally:
    """Everything that was seen; `faults` in words, `late` the most seconds by which somebody came later than
    he should have, because the loader itself was busy."""

    seen: list[Seen] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    late: float = 0.0

    def note(self, step: str, began: float, end: str) -> None:
        """Note a request that began at a moment and has ended now."""
        self.seen.append(Seen(began, step, monotonic() - began, end))

    def fault(self, step: str, began: float, words: str) -> None:
        """Note a request that went wrong."""
        self.note(step, began, FAULT)
        self.faults[f"{step}: {words}"] += 1

    def between(self, begin: float, end: float) -> Sequence[Seen]:
        """Answer what was sent from one moment to before another."""
        return [one for one in self.seen if begin <= one.at < end]


def percentile(share: float, seconds: Iterable[float]) -> float:
    """Answer the value below which a share (0 to 1) of some values lies; 0 where there are none."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
