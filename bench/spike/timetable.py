"""Who comes when: openly, at random moments, whether or not those before have been answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Phase:
    """So many cases a second, for so many seconds."""

    name: str
    rate: float
    seconds: float


def shape(calm: float, spike: float, rate: float) -> tuple[Phase, Phase, Phase]:
    """Answer the shape of a spike: calm, `rate` cases a second, calm again; seconds of each."""
    return Phase("calm", 1.0, calm), Phase("spike", rate, spike), Phase("calm again", 1.0, calm)


def arrivals(phases: tuple[Phase, ...], random: Random) -> Iterator[float]:
    """Answer the moments, in seconds from the beginning, at which a case begins: a Poisson process."""
    begin = 0.0
    for phase in phases:
        moment, end = begin + random.expovariate(phase.rate), begin + phase.seconds
        while moment < end:
            yield moment
            moment += random.expovariate(phase.rate)
        begin = end


def spans(phases: tuple[Phase, ...]) -> Iterator[tuple[Phase, float, float]]:
    """Answer each phase with its begin and end, in seconds from the beginning."""
    begin = 0.0
    for phase in phases:
        yield phase, begin, begin + phase.seconds
        begin += phase.seconds
