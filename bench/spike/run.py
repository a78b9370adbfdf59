"""One run: a site is started, the crowd comes and goes, and what it left behind is looked at."""

import asyncio
from collections.abc import Sequence
from resource import RUSAGE_SELF, getrusage
from time import monotonic

from bench.spike.crowd import CITIZENS, Crowd
from bench.spike.front import front
from bench.spike.office import Office, opened
from bench.spike.proof import wrong_in
from bench.spike.report import Report, Visit
from bench.spike.timetable import Phase
from bench.spike.wire import Wire


def run(store: str, phases: tuple[Phase, ...]) -> Report:
    """Let the crowd come to a site."""
    with opened(store, CITIZENS) as office:
        with front(office.ports, office.folder) as (words, ports):
            print(f"{store}, {words}", flush=True)
            crowd, visit = asyncio.run(_visited(office, ports, phases))
        office.rest()
        ended = tuple(office.end())
        wrong = (*ended, *wrong_in(office, [one.receipt for one in crowd.filed]))
    resent = sum(one.again > 0 for one in crowd.filed)
    return Report(phases, visit, crowd.tally, resent, wrong)


async def _visited(office: Office, ports: Sequence[int], phases: tuple[Phase, ...]) -> tuple[Crowd, Visit]:
    wire = Wire(*ports)
    crowd = Crowd(wire)
    await crowd.gather()
    ours, theirs = _worked(), office.worked()
    begin = await crowd.come(phases)
    visit = Visit(begin, monotonic() - begin, _worked() - ours, office.worked() - theirs)
    await wire.close()
    return crowd, visit


def _worked() -> float:
    """Seconds of processor time that this process, which is the loader, has taken so far."""
    usage = getrusage(RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
