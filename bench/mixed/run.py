"""One run: a site, everybody who writes to it at once, and what it told afterwards."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from bench.mixed.people import Deeds, spread
from bench.mixed.report import Report
from bench.spike.office import Office, opened, page_at
from bench.spike.people import COLLEAGUES, PROVINCES, citizen, expert, name_of
from bench.spike.proof import wrong_in
from bench.spike.tally import Tally
from bench.spike.wire import Wire

CITIZENS: Final = 12
"""Fewer than file at once, so that some of them file twice at the same moment."""
_COUNTED: Final = re.compile(
    rb"^complaints_(conflicts_retried|requests_shed)_total\{[^}]*\} (\d+)", re.MULTILINE
)
_CONFLICT: Final = re.compile(r"a conflict at (\S+)")


def run(store: str, submitters: int, workers: int, seconds: float) -> Report:
    """Let everybody write to a site on a store."""
    with opened(store, CITIZENS) as office:
        tally, deeds = asyncio.run(_written(office, submitters, workers, seconds))
        told = _told(office.ports)
        office.rest()
        wrong = (*office.end(), *wrong_in(office, deeds.receipts))
        things = Counter(_CONFLICT.findall(office.logs()))
    return Report(store, seconds, tally, deeds.done, told, things, wrong)


async def _written(office: Office, submitters: int, workers: int, seconds: float) -> tuple[Tally, Deeds]:
    wire, tally = Wire(*office.ports), Tally()
    citizens = [await citizen(wire, tally, number) for number in range(CITIZENS)]
    names = [(place, name_of(place, number)) for number in range(COLLEAGUES) for place in PROVINCES]
    experts = [(place, await expert(wire, tally, name)) for place, name in names[:workers]]
    tally.seen.clear()
    deeds = Deeds(seconds)
    async with asyncio.TaskGroup() as everybody:
        for number, someone in enumerate(spread(citizens, submitters)):
            everybody.create_task(deeds.file(someone, str(number)))
        for place, someone in experts:
            everybody.create_task(deeds.work(someone, place))
    await wire.close()
    return tally, deeds


def _told(ports: Iterable[int]) -> Counter[str]:
    """What all processes together have counted: conflicts retried and requests shed."""
    told: Counter[str] = Counter()
    for port in ports:
        for name, times in _COUNTED.findall(page_at(port, "/metrics")):
            told[name.decode()] += int(times)
    return told
