"""The drill itself: whom it kills when, and how it ends."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, cycle, islice, takewhile
from math import inf
from random import Random
from time import monotonic, sleep
from typing import Final

from bench.crash.office import Office
from bench.crash.people import Expert, Filer, Person, Promise
from bench.crash.processes import PATIENCE, Victim
from bench.crash.proof import Promised, prove
from bench.crash.report import Report
from complaints_core.domain.outbox import LEASE

_BETWEEN: Final = 12
"""So many new promises, at most, are waited for between two kills."""
_STANDSTILL: Final = 300.0
"""Seconds after which a site that takes nothing is given up: a busy machine starts it slowly."""
_LONGEST: Final = 0.3
"""And then so many seconds, at most, so that a kill falls anywhere in a request."""
REST: Final = LEASE.total_seconds() + 30
"""Seconds at the end in which everything that waits is done."""


class Drill:
    """Kills the victims of an office in turn while people work; the same seed waits the same."""

    def __init__(self, office: Office, people: int, *, rest: float = REST, seed: int = 1405) -> None:
        self._office = office
        self._filers = [Filer(office.port, number) for number in range(people)]
        self._experts = [Expert(office.port, people)]
        self._rest = rest
        self._random = Random(seed)  # noqa: S311 - a moment, not a secret
        self._away = defaultdict[str, list[float]](list)

    def run(self, kills: int, seconds: float = inf) -> Report:
        """Make the office, kill `kills` times or for so many seconds, end in order, and look."""
        self._office.settle(len(self._filers))
        for program in self._office.programs:
            program.start()
        self._office.wait()
        for one in self._people:
            one.log_in()
            one.start()
        until = monotonic() + seconds
        for victim in takewhile(lambda _: monotonic() < until, islice(cycle(self._office.victims), kills)):
            self._kill(victim)
        return self._report(self._end())

    @property
    def _people(self) -> Sequence[Person]:
        return (*self._filers, *self._experts)

    def _kill(self, victim: Victim) -> None:
        """Kill, start again, see people go on, and let them work for a moment."""
        victim.kill()
        killed = monotonic()
        victim.start()
        self._await(1)
        self._away[victim.name].append(monotonic() - killed)
        self._office.age()
        self._await(self._random.randrange(_BETWEEN))
        sleep(self._random.random() * _LONGEST)

    def _await(self, more: int) -> None:
        """Wait until people were promised so many things more; raises TimeoutError."""
        wanted, until = self._promises + more, monotonic() + _STANDSTILL
        while self._promises < wanted:
            if monotonic() > until:
                told = {fault for one in self._people for fault in one.faults}
                raise TimeoutError(f"nobody can do anything any more; people were told: {sorted(told)}")
            self._office.revive()
            sleep(0.01)

    @property
    def _promises(self) -> int:
        return sum(len(one.promises) for one in self._people)

    def _end(self) -> tuple[str, ...]:
        """Let everybody finish, and end the programs in order; answers what went wrong with it."""
        self._office.wait()
        for one in self._people:
            one.stop(PATIENCE)
        self._office.rest(self._rest)
        late = () if self._office.is_indexed else ("search index and figures are not finished",)
        ends = {program.name: program.end() for program in self._office.programs}
        return (*late, *(f"the {name} ended with {status}" for name, status in ends.items() if status))

    def _report(self, unruly: tuple[str, ...]) -> Report:
        promised = Promised(
            receipts=_promises(self._filers),
            answers=_promises(self._experts),
            refusals=sum(one.refusals for one in self._filers),
        )
        return Report(
            away=self._away,
            promised=promised,
            again=sum(one.wire.again for one in self._people),
            faults=(*chain.from_iterable(one.faults for one in self._people), *unruly),
            proof=prove(self._office, promised),
        )


def _promises(people: Sequence[Person]) -> tuple[Promise, ...]:
    return tuple(promise for one in people for promise in one.promises)
