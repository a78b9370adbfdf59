"""What a drill came to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.crash.proof import Promised, Proof


@dataclass(frozen=True)
class Report:
    """What a drill came to: seconds until somebody was promised something again, for each kill of each
    victim; how often a form was sent again; what people were told that they should not have been."""

    away: Mapping[str, Sequence[float]]
    promised: Promised
    again: int
    faults: tuple[str, ...]
    proof: Proof

    @property
    def kills(self) -> dict[str, int]:
        """How often each victim was killed."""
        return {name: len(times) for name, times in self.away.items()}

    @property
    def sound(self) -> bool:
        """Tell whether everything that must hold holds."""
        return not self.faults and not self.proof.wrong

    def lines(self) -> Iterator[str]:
        """Answer it for people, a line each."""
        promised, proof = self.promised, self.proof
        for name, times in self.away.items():
            yield f"{name}: {len(times)} kills; back after {median(times):.1f} s, at most {max(times):.1f} s"
        yield f"receipts that somebody saw: {len(promised.receipts)}; complaints kept: {proof.kept}"
        yield f"answers that were confirmed: {len(promised.answers)}; answers kept: {proof.answered}"
        files = sum(bool(one.digest) for one in (*promised.receipts, *promised.answers))
        yield f"with a file: {files}; requests sent again: {self.again}; entries of the audit: {proof.noted}"
        yield f"messages sent again with the same id, for a gateway to drop: {proof.repeated}"
        yield f"messages that still wait: {proof.waiting}; left over and harmless: {proof.litter}"
        yield f"the doctor looked at: {proof.examined}"
        yield from sorted({f"FAULT {one}" for one in self.faults})
        yield from sorted({f"WRONG {one}" for one in self.proof.wrong})
        yield "nothing lost, nothing twice" if self.sound else "NOT SOUND"
