"""How an operation is measured: CPU time of the process that does it, over many repeats, in rounds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Final

Clock = Callable[[], float]
"""Answers the CPU milliseconds that a process has used so far."""

BARE: Final = "bare page"
"""The name of the operation that the others are held against."""


@dataclass(frozen=True)
class Operation:
    """Something that is done again and again.

    `clock` reads the process that does it, `beside` those of the database, where there are any. `share` of a
    round's repeats is enough for a slow one. It may cost `times` times the bare page and `ms` milliseconds of
    CPU at most; None where nothing is promised. `page` does the same by heart, see `by_heart`; None for what
    has no page.
    """

    name: str
    run: Callable[[], object]
    clock: Clock
    share: float = 1
    times: float | None = None
    ms: float | None = None
    beside: Clock | None = None
    page: Callable[[], object] | None = None


@dataclass
class Measured:
    """What an operation cost: CPU milliseconds each time, by round, also of the database's own processes and
    of its page by heart; and how long each one took."""

    operation: Operation
    cpu: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    by_heart: list[float] = field(default_factory=list)

    def add_round(self, repeats: int) -> None:
        """Do it so many times."""
        before, others = self.operation.clock(), self._beside()
        for _ in range(repeats):
            begun = perf_counter()
            self.operation.run()
            self.waits.append((perf_counter() - begun) * 1000)
        self.cpu.append((self.operation.clock() - before) / repeats)
        self.database.append((self._beside() - others) / repeats)
        if self.operation.page:
            self.by_heart.append(self._cpu_of(self.operation.page, repeats))

    @property
    def ms(self) -> float:
        """The CPU milliseconds of the middle round."""
        return median(self.cpu)

    @property
    def database_ms(self) -> float:
        """The CPU milliseconds of the database's own processes, in the middle round."""
        return median(self.database or [0.0])

    def ratio(self, bare: "Measured") -> float:
        """Answer how many bare pages of the same round it costs, in the middle round."""
        return median(mine / theirs for mine, theirs in zip(self.cpu, bare.cpu, strict=True))

    @property
    def own_ratio(self) -> float | None:
        """How many times its own page by heart it costs, in the middle round; None where it has no page."""
        ratios = [mine / page for mine, page in zip(self.cpu, self.by_heart, strict=False)]
        return median(ratios) if ratios else None

    def wait(self, per_cent: int) -> float:
        """Answer the milliseconds within which so many of a hundred were done, as the visitor saw it."""
        return within(self.waits, per_cent)

    def forget(self) -> None:
        """Begin anew."""
        self.cpu.clear()
        self.waits.clear()
        self.database.clear()
        self.by_heart.clear()

    def _cpu_of(self, run: Callable[[], object], repeats: int) -> float:
        before = self.operation.clock()
        for _ in range(repeats):
            run()
        return (self.operation.clock() - before) / repeats

    def _beside(self) -> float:
        return self.operation.beside() if self.operation.beside else 0.0


def within(waits: Iterable[float], per_cent: int) -> float:
    """Answer the time within which so many of a hundred were done."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, len(ordered) * per_cent // 100)]


def measure(operations: Iterable[Operation], rounds: int, repeats: int) -> Sequence[Measured]:
    """Do all operations in turn, round by round; the round before the first warms up and does not count."""
    measured = [Measured(operation) for operation in operations]
    for one in measured:
        _round(one, repeats)
        one.forget()
    for _ in range(rounds):
        for one in measured:
            _round(one, repeats)
    return measured


def _round(one: Measured, repeats: int) -> None:
    one.add_round(max(1, round(repeats * one.operation.share)))
