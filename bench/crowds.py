"""Many at once: how many times a second a site does something for one visitor, for eight, for thirty-two, and
how long they wait for it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import Final

from bench.browser import http
from bench.journeys import Visitor
from bench.measuring import within
from bench.operations import FREQUENT, Hall
from bench.people import WRITERS

CROWDS: Final = (1, 8, 32)

Act = Callable[[], object]
"""Does something once, for one visitor of a crowd."""


@dataclass(frozen=True)
class Rush:
    """What a crowd was answered: how often a second, and after how many milliseconds each time."""

    name: str
    crowd: int
    rate: float
    waits: Sequence[float]

    def wait(self, per_cent: int) -> float:
        """Answer the milliseconds within which so many of a hundred were answered."""
        return within(self.waits, per_cent)


def rushes(port: int, hall: Hall, seconds: float) -> Iterator[Rush]:
    """Answer what each crowd was answered that does one thing for so many seconds: everybody has a connection
    of his own, citizens a list of their own, and begins again as soon as he has his answer."""
    with ThreadPoolExecutor(max(CROWDS)) as pool:
        visitors = list(pool.map(lambda number: Visitor.on(http(port), number), WRITERS))
        for name, acts in _acts(port, hall, visitors):
            for crowd in CROWDS:
                yield _rush(pool, name, acts[:crowd], seconds)


def _acts(port: int, hall: Hall, visitors: Sequence[Visitor]) -> Iterator[tuple[str, list[Act]]]:
    """Answer what is done, by its name, as each of a crowd does it; who has not filed has nothing to open."""
    yield "file a complaint", [visitor.file for visitor in visitors]
    yield "my list", [visitor.list for visitor in visitors]
    yield "open one", [visitor.openings() for visitor in visitors]
    experts = [hall.expert.over(http(port)) for _ in WRITERS]
    yield "inbox", [expert.list for expert in experts]
    overseers = [hall.overseer.over(http(port)) for _ in WRITERS]
    yield "search: a word", [one.search(q=hall.words(FREQUENT)) for one in overseers]


def _rush(pool: ThreadPoolExecutor, name: str, acts: Sequence[Act], seconds: float) -> Rush:
    begun = monotonic()
    waits = [wait for each in pool.map(lambda act: _waits(act, begun + seconds), acts) for wait in each]
    return Rush(name, len(acts), len(waits) / (monotonic() - begun), waits)


def _waits(act: Act, end: float) -> list[float]:
    """Do something again and again, at least once; answers how long each time took, in milliseconds."""
    waits: list[float] = []
    while not waits or monotonic() < end:
        begun = perf_counter()
        act()
        waits.append((perf_counter() - begun) * 1000)
    return waits
