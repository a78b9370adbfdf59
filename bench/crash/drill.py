"""The drill itself: whom it kills when, and what it reports."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, takewhile
from math import inf
from random import Random
from time import monotonic, sleep
from typing import Final

from bench.crash.office import PATIENCE, Office, Victim
from bench.crash.people import Filer, Receipt
from bench.crash.proof import Proof, prove

_BETWEEN: Final = 12
"""So many new receipts, at most, are waited for between two kills."""
_STANDSTILL: Final = 300.0
"""Seconds after which a site that takes nothing is given up: a busy machine starts it slowly."""
_LONGEST: Final = 0.3
"""And then so many seconds, at most, so that a kill falls anywhere in a request."""


@dataclass(frozen=True)
class Report:
    """What a drill came to. `again` tells how often a form was sent again."""

    kills: Counter[str]
    receipts: int
    again: int
    faults: tuple[str, ...]
    proof: Proof

    @property
    def sound(self) -> bool:
        """Tell whether everything that must hold holds."""
        return not self.faults and not self.proof.wrong

    def lines(self) -> Iterator[str]:
        """Answer it for people, a line each."""
        yield "killed: " + ", ".join(f"{name} {times}" for name, times in self.kills.items())
        yield f"receipts that somebody saw: {self.receipts}; complaints kept: {self.proof.kept}"
        yield f"forms sent again: {self.again}; entries of the audit: {self.proof.noted}"
        yield f"messages sent again with the same id, for a gateway to drop: {self.proof.repeated}"
        yield from sorted({f"FAULT {one}" for one in self.faults})
        yield from sorted({f"WRONG {one}" for one in self.proof.wrong})
        yield "nothing lost, nothing twice" if self.sound else "NOT SOUND"


class Drill:
    """Kills the victims of an office in turn while people file; the same seed waits the same."""

    def __init__(self, office: Office, people: int, seed: int = 1405) -> None:
        self._office = office
        self._people = people
        self._random = Random(seed)  # noqa: S311 - a moment, not a secret

    def run(self, kills: int, seconds: float = inf) -> Report:
        """Make the office, kill `kills` times or for so many seconds, end in order, and look."""
        self._office.settle(self._people)
        for victim in self._office.programs:
            victim.start()
        self._office.wait()
        filers = [Filer(self._office.port, number) for number in range(self._people)]
        for one in filers:
            one.log_in()
            one.start()
        until = monotonic() + seconds
        victims = takewhile(lambda _: monotonic() < until, islice(cycle(self._office.victims), kills))
        killed = Counter(self._kill(victim, filers) for victim in victims)
        self._office.wait()
        for one in filers:
            one.stop(PATIENCE)
        faults = tuple(fault for one in filers for fault in one.faults)
        ends = {program.name: program.end() for program in self._office.programs}
        unruly = tuple(f"the {name} ended with {status}" for name, status in ends.items() if status)
        receipts = _seen(filers)
        refusals = sum(one.refusals for one in filers)
        proof = prove(self._office.uri, self._office.spool, receipts, refusals)
        return Report(killed, len(receipts), sum(one.again for one in filers), (*faults, *unruly), proof)

    def _kill(self, victim: Victim, filers: Sequence[Filer]) -> str:
        """Let people file, kill, and start again; answers who it was."""
        wanted = len(_seen(filers)) + self._random.randint(1, _BETWEEN)
        until = monotonic() + _STANDSTILL
        while len(_seen(filers)) < wanted:
            if monotonic() > until:
                told = {fault for one in filers for fault in one.faults}
                raise TimeoutError(f"nobody can file any more; people were told: {sorted(told)}")
            self._office.revive()
            sleep(0.01)
        sleep(self._random.random() * _LONGEST)
        victim.kill()
        victim.start()
        return victim.name


def _seen(filers: Sequence[Filer]) -> list[Receipt]:
    return [receipt for one in filers for receipt in list(one.receipts)]
