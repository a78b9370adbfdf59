"""How much is measured, and on how large an office."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """The size of the invented office, and how often everything is done.

    `width` is that of the large directories. `rounds` go over all operations in turn, so that what slows the
    machine for a while slows each of them; in a round each operation is done `repeats` times, a slow one less
    often. The last `burst` of requests comes from four visitors at once.
    """

    complaints: int
    citizens: int
    width: int
    rounds: int
    repeats: int
    burst: int
    batch: int = 500
    seed: int = 1404

    @property
    def key(self) -> str:
        """Names the office that was made to this measure, so that the next run finds it again."""
        return f"{self.complaints}-{self.citizens}-{self.width}-{self.seed}"


FULL = Scale(complaints=10_000, citizens=2_000, width=128, rounds=9, repeats=40, burst=200)
QUICK = Scale(complaints=120, citizens=20, width=8, rounds=1, repeats=4, burst=8)
