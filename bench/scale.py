"""How much is measured, and on how large an office."""

from dataclasses import dataclass
from typing import Final

MOST_CITIZENS: Final = 200_000
EDITION: Final = 5
"""Counted up when another office is invented for the same measure. What is kept outlives the code that keeps
it, so that nothing else makes an old office useless."""
HALL: Final = 50
"""So many citizens there are at least: those who file and read while the bench runs."""


@dataclass(frozen=True)
class Scale:
    """The size of the invented office, and how often everything is done.

    `width` is that of the large directories. `rounds` go over all operations in turn, so that what slows the
    machine for a while slows each of them; in a round each operation is done `repeats` times, a slow one less
    often. Then a `burst` of requests comes from four visitors at once, and crowds ask for pages, each for so
    many `seconds`.
    """

    complaints: int
    width: int
    rounds: int
    repeats: int
    burst: int
    seconds: float
    batch: int = 100_000
    seed: int = 1404

    @property
    def citizens(self) -> int:
        """One citizen files five complaints, until there are as many citizens as there may be."""
        return min(MOST_CITIZENS, max(HALL, self.complaints // 5))

    @property
    def key(self) -> str:
        """Names the office that was made to this measure, so that the next run finds it again."""
        return f"{self.complaints}-{self.width}-{self.seed}-{EDITION}"


def scale_of(complaints: int) -> Scale:
    """Answer the full measure for an office of some size."""
    return Scale(complaints, width=128, rounds=5, repeats=20, burst=200, seconds=1.5)


QUICK: Final = Scale(complaints=120, width=8, rounds=1, repeats=2, burst=8, seconds=0.2)
