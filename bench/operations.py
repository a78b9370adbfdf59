"""Everything that is measured, in one table: what people do, and what it may cost."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Final

from bench import files
from bench.browser import Wire
from bench.journeys import Visitor, Writers, doors, logins
from bench.measuring import Clock, Operation
from bench.people import EXPERT, LEADER, OVERSEER, READER, WRITERS
from bench.scale import Scale
from bench.words import Writer
from bench.workplace import Worker

SLOW: Final = 0.25
"""The share of repeats that is enough for what takes long."""
COMMON, FREQUENT, RARE = 3, 300, 15_000
"""Places of words in the vocabulary: in nearly every complaint, in one of thirty, in one of a thousand."""
UNWRITTEN: Final = "عصض"
"""A word of letters with which none of the vocabulary is written."""

Run = Callable[[], object]
ByHeart = Callable[[Run], Run]
"""Makes of what is done the same thing done by heart, see `by_heart`."""


class Hall:
    """Everybody who is needed, on one wire; each signs in when he is first asked for, and once."""

    def __init__(self, wire: Wire, seed: int = Scale.seed, ahead: int = 0) -> None:
        """Take how many steps ahead of the clock authenticators are: no digits are taken twice, and staff may
        have signed in already in this half minute."""
        self.wire = wire
        self._ahead = ahead
        self.letter, self.photo = files.pdf(1), files.photo(1)
        self._words = Writer(Random(seed))  # noqa: S311 - the words of the office

    @cached_property
    def reader(self) -> Visitor:
        """A citizen with a list of 25."""
        return Visitor.on(self.wire, READER)

    @cached_property
    def writers(self) -> Writers:
        """Citizens who file in turn."""
        return Writers(self.wire, WRITERS)

    @cached_property
    def expert(self) -> Worker:
        """An expert in a large province."""
        return Worker.on(self.wire, EXPERT, self._ahead)

    @cached_property
    def leader(self) -> Worker:
        """The supervisor of a large province."""
        return Worker.on(self.wire, LEADER, self._ahead)

    @cached_property
    def overseer(self) -> Worker:
        """An expert at headquarters, who sees everything."""
        return Worker.on(self.wire, OVERSEER, self._ahead)

    def words(self, *ranks: int) -> str:
        """Answer words of the office by their places in the vocabulary."""
        return " ".join(self._words.ranked(rank) for rank in ranks)


@dataclass(frozen=True)
class Deed:
    """Something that people do. `prepared` answers what does it once, after whatever comes before it; `page`
    what is done by heart in its place, where that is not the same. The rest is as in `Operation`. What is
    `paged` is done by heart at all, what is `counted` has its objects counted, too."""

    name: str
    prepared: Callable[[Hall], Run]
    share: float = 1
    times: float | None = None
    ms: float | None = None
    page: Callable[[Hall], Run] | None = None
    paged: bool = True
    counted: bool = True

    def operation(self, hall: Hall, by_heart: ByHeart, clock: Clock, beside: Clock | None) -> Operation:
        """Answer what is measured, by the clocks of the site and of the database's own processes."""
        run = self.prepared(hall)
        page = by_heart(self.page(hall) if self.page else run) if self.paged else None
        return Operation(self.name, run, clock, self.share, self.times, self.ms, beside, page)


DEEDS: Final = (
    Deed("file a complaint", lambda hall: hall.writers.file, times=6, ms=6),
    Deed("  with a PDF of 200 KiB", lambda hall: lambda: hall.writers.file(hall.letter), ms=8),
    Deed("  with a JPEG of 200 KiB", lambda hall: lambda: hall.writers.file(hall.photo), SLOW, ms=8),
    Deed("open one", lambda hall: hall.reader.openings(), times=2),
    Deed("my list", lambda hall: hall.reader.list, times=2.5),
    Deed("reply", lambda hall: hall.reader.answer()),
    Deed("my list as Excel", lambda hall: hall.reader.sheet, SLOW, paged=False),
    Deed("log in", lambda hall: logins(hall.wire), SLOW, page=lambda hall: doors(hall.wire), counted=False),
    Deed("inbox", lambda hall: hall.expert.list, times=4),
    Deed("  nobody's, a province", lambda hall: lambda: hall.leader.list("unassigned"), times=4),
    Deed("case", lambda hall: hall.expert.openings(), times=4),
    Deed("case and a note", lambda hall: hall.expert.noting()),
    Deed("search: a word", lambda hall: hall.overseer.search(q=hall.words(FREQUENT)), times=6),
    Deed("  a rare word", lambda hall: hall.overseer.search(q=hall.words(RARE)), times=6),
    Deed("  a word that nobody wrote", lambda hall: hall.overseer.search(q=UNWRITTEN), times=6),
    Deed("  a common word", lambda hall: hall.overseer.search(q=hall.words(COMMON)), times=6),
    Deed("  two words", lambda hall: hall.overseer.search(q=hall.words(FREQUENT, FREQUENT + 1)), times=6),
    Deed("  filters", lambda hall: hall.leader.search(subject="pension", status="registered"), times=6),
    Deed("  filters that find nothing", lambda hall: hall.overseer.search(overdue="true"), times=6),
    Deed("  a word in a province", lambda hall: hall.leader.search(q=hall.words(FREQUENT)), times=6),
    Deed("dashboard, a province", lambda hall: hall.leader.dashboard, times=10),
    Deed("  the country", lambda hall: hall.overseer.dashboard, times=10),
)
