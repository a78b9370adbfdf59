"""What a spike came to, and whether what was promised holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.spike.tally import ANSWERED, FAULT, SHED, WHOLE, Seen, Tally, percentile
from bench.spike.timetable import Phase, spans

MOST_FAULTS: Final = 0.01
"""Share of all requests, and of all cases, that may go wrong."""
MOST_SECONDS: Final = 60.0
"""After the spike the 95th percentile of the calm is back within so many seconds."""
WINDOW: Final = 10.0
"""Seconds over which a percentile is looked at; it is back where it is at most so much times that of the
calm, and nobody is asked to come again."""
NEAR: Final = 1.25


@dataclass(frozen=True)
class Visit:
    """From which moment on people came, for how many seconds until the last had gone, and how many seconds of
    processor time the loader and the site took meanwhile."""

    begin: float
    seconds: float
    loader: float
    site: float


@dataclass(frozen=True)
class Report:
    """One run: what was seen, how many filings were sent again, and what is wrong in the database."""

    phases: tuple[Phase, ...]
    visit: Visit
    tally: Tally
    resent: int
    wrong: tuple[str, ...]

    @property
    def seconds_until_calm(self) -> float | None:
        """Seconds from the end of the spike until it is as it was before, None for never."""
        calm, _, last = spans(self.phases)
        bound = NEAR * _p95(self._pages(calm[1], calm[2]))
        for second in range(int(last[2] - last[1] - WINDOW) + 1):
            window = self._pages(last[1] + second, last[1] + second + WINDOW)
            if _p95(window) <= bound and not any(one.end == SHED for one in window):
                return float(second)
        return None

    def broken(self) -> Iterator[str]:
        """Answer the promises that do not hold."""
        cases = [one for one in self.tally.seen if one.step == WHOLE]
        pages = [one for one in self.tally.seen if one.step != WHOLE]
        for name, things in (("requests", pages), ("cases", cases)):
            share = _faults(things) / max(1, len(things))
            if share >= MOST_FAULTS:
                yield f"{share:.1%} of the {name} went wrong"
        calm = self.seconds_until_calm
        if calm is None or calm > MOST_SECONDS:
            yield f"after the spike it was not calm within {MOST_SECONDS:.0f} s"
        yield from sorted(set(self.wrong))

    def lines(self) -> Iterator[str]:
        """Answer everything for people, a line each."""
        for phase, begin, end in spans(self.phases):
            yield from self._phase(
                phase, self.tally.between(self.visit.begin + begin, self.visit.begin + end)
            )
        yield from (f"FAULT {times} x {words}" for words, times in sorted(self.tally.faults.items()))
        yield f"filings that were asked to come again, sent again, and kept once: {self.resent}"
        calm = self.seconds_until_calm
        yield "not calm again" if calm is None else f"calm again after {calm:.0f} s"
        visit, late = self.visit, self.tally.late
        cases = sum(one.step == WHOLE and one.end == ANSWERED for one in self.tally.seen)
        yield f"the site took {visit.site / max(1, cases) * 1000:.0f} ms of a processor for each whole case"
        share = visit.loader / visit.seconds
        yield f"the loader took {share:.0%} of a processor, and was late by {late:.3f} s at most"
        broken = list(self.broken())
        yield from (f"BROKEN {words}" for words in broken)
        if not broken:
            yield "all promises hold"

    def _phase(self, phase: Phase, seen: Sequence[Seen]) -> Iterator[str]:
        yield f"{phase.name}: {phase.rate:g} cases a second for {phase.seconds:g} s"
        yield f"  {'':<20}{'times':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'503':>7}{'faults':>8}"
        pages = [one for one in seen if one.step != WHOLE]
        for step in sorted({one.step for one in pages}):
            yield _row(step, [one for one in pages if one.step == step])
        yield _row("every request", pages)
        yield _row(WHOLE, [one for one in seen if one.step == WHOLE])

    def _pages(self, begin: float, end: float) -> Sequence[Seen]:
        seen = self.tally.between(self.visit.begin + begin, self.visit.begin + end)
        return [one for one in seen if one.step != WHOLE]


def _row(step: str, seen: Sequence[Seen]) -> str:
    answered = [one.seconds for one in seen if one.end == ANSWERED]
    took = "".join(f"{percentile(share, answered) * 1000:>8.0f}" for share in (0.5, 0.95, 0.99))
    shed = sum(one.end == SHED for one in seen)
    return f"  {step:<20}{len(answered):>7}{took}{shed:>7}{_faults(seen):>8}"


def _p95(seen: Sequence[Seen]) -> float:
    return percentile(0.95, (one.seconds for one in seen if one.end == ANSWERED))


def _faults(seen: Sequence[Seen]) -> int:
    return sum(one.end == FAULT for one in seen)
