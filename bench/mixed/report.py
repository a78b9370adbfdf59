"""What came of it when everybody wrote at once, and whether what was promised holds."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.spike.tally import SHED, Tally, percentile


@dataclass(frozen=True)
class Report:
    """One run: what was seen and done, what the site counted, at which things its pages met conflicts, and
    what is wrong in the database."""

    store: str
    seconds: float
    tally: Tally
    done: Mapping[str, int]
    told: Mapping[str, int]
    things: Mapping[str, int]
    wrong: tuple[str, ...]

    @property
    def unresolved(self) -> int:
        """How often somebody was told to come again because of a conflict, and not of a crowd."""
        return sum(one.end == SHED for one in self.tally.seen) - self.told.get("requests_shed", 0)

    def broken(self) -> Iterator[str]:
        """Answer the promises that do not hold."""
        if self.unresolved:
            yield f"{self.unresolved} conflicts were shown to somebody"
        yield from (f"{times} x {words}" for words, times in sorted(self.tally.faults.items()))
        yield from sorted(set(self.wrong))

    def lines(self) -> Iterator[str]:
        """Answer everything for people, a line each."""
        writes = sum(times for name, times in self.done.items() if name == "filed" or name.endswith(" done"))
        yield f"{self.store}: {writes} writes, {writes / self.seconds:.0f} a second"
        yield from (f"  {name}: {times}" for name, times in sorted(self.done.items()))
        for step, took in sorted(self._steps().items()):
            middle, most = percentile(0.5, took) * 1000, percentile(0.95, took) * 1000
            yield f"  {step:<10} p50 {middle:>5.0f}  p95 {most:>5.0f} ms"
        yield f"conflicts played again: {self.told.get('conflicts_retried', 0)}"
        yield from (f"  at {name}: {times}" for name, times in Counter(self.things).most_common())
        yield f"conflicts shown to anybody: {self.unresolved}"
        yield f"asked to come again: {self.told.get('requests_shed', 0)}"
        broken = list(self.broken())
        yield from (f"BROKEN {words}" for words in broken)
        if not broken:
            yield "all promises hold"

    def _steps(self) -> Mapping[str, list[float]]:
        steps: dict[str, list[float]] = {}
        for one in self.tally.seen:
            steps.setdefault(one.step, []).append(one.seconds)
        return steps
