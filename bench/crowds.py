"""Many at once: how many pages a second a site answers to one visitor, to eight, to thirty-two."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Final

from bench.browser import http
from bench.journeys import Visitor
from bench.people import WRITERS

CROWDS: Final = (1, 8, 32)


def pages_per_second(port: int, seconds: float) -> Mapping[int, float]:
    """Answer the lists a second that each crowd is answered; everybody has a connection and a list of his
    own, and asks again as soon as he has his answer."""
    with ThreadPoolExecutor(max(CROWDS)) as pool:
        visitors = list(pool.map(lambda number: Visitor.on(http(port), number), WRITERS))
        return {crowd: _rate(pool, visitors[:crowd], seconds) for crowd in CROWDS}


def _rate(pool: ThreadPoolExecutor, visitors: Sequence[Visitor], seconds: float) -> float:
    end = monotonic() + seconds
    return sum(pool.map(lambda visitor: _lists_until(visitor, end), visitors)) / seconds


def _lists_until(visitor: Visitor, end: float) -> int:
    seen = 0
    while monotonic() < end:
        visitor.list()
        seen += 1
    return seen
