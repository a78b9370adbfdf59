"""The indexer leaves nothing out, whoever is killed when, and whoever changes what meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from complaints_core.desks.rounds.indexing import FiguresCache, IndexRound, SearchCache, Shelves
from complaints_core.desks.rounds.work import Taken
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.figures import OPEN, Question
from complaints_core.domain.search import Change
from complaints_core.memory import MemoryFigures, MemoryIndex, stores
from complaints_core.profiles import Profile, load_profile
from complaints_core.stores import Stores
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.contracts.search import EVERYWHERE, WORDING
from complaints_core.testing.fixed import NOON


class Killed(BaseException):
    """The process ended here."""


def nothing() -> None:
    """Nothing happens."""


@dataclass
class Indexer:
    """An indexer to whom something happens before or after a unit of work, counted from 1."""

    stores: Stores = field(default_factory=stores)
    profile: Profile = field(default_factory=lambda: load_profile("behzisti"))
    index: MemoryIndex = field(default_factory=MemoryIndex)
    figures: MemoryFigures = field(default_factory=MemoryFigures)
    before: dict[int, Callable[[], object]] = field(default_factory=dict)
    after: dict[int, Callable[[], object]] = field(default_factory=dict)
    begun: int = 0

    def __post_init__(self) -> None:
        self.stores.citizens.add(citizen())
        self.round = IndexRound((SearchCache(self.index), FiguresCache(self.figures)), self._work)

    def file(self, *numbers: int) -> list[Complaint]:
        kept = [complaint(number) for number in numbers]
        for one in kept:
            self.stores.complaints.add(one)
        return kept

    def change(self, number: int, text: str) -> None:
        kept = self.stores.complaints.get(complaint(number).code)
        assert kept is not None
        self.stores.complaints.replace(kept.moved(Event(NOON, "note", "karimi", kept.status, text)))

    def found(self, typed: str) -> set[str]:
        return {*self.index.search(WORDING.query_of(typed), EVERYWHERE, 1000).codes}

    @contextmanager
    def _work(self) -> Iterator[Shelves]:
        self.begun += 1
        number = self.begun
        self.before.get(number, nothing)()
        yield Shelves(
            self.stores.changes, self.stores.complaints, self.stores.citizens, WORDING, self.profile.tallying
        )
        self.after.get(number, nothing)()


@pytest.fixture
def indexer() -> Indexer:
    """An indexer whose index is filled: there was nothing yet."""
    indexer = Indexer()
    indexer.round.run()
    indexer.begun = 0
    return indexer


READING, MARKING = 1, 2  # the units of work of catching up


def kill() -> None:
    raise Killed


def test_what_was_filed_and_changed_is_found_after_a_round(indexer: Indexer) -> None:
    indexer.file(1, 2)
    assert indexer.round.run() == 2
    assert indexer.found("weeks") == {complaint(1).code, complaint(2).code}
    indexer.change(2, "lantern")
    assert indexer.found("lantern") == set()
    assert indexer.round.run() == 1
    assert indexer.found("lantern") == {complaint(2).code}
    assert indexer.stores.changes.waiting() == 0


def test_a_round_without_work_writes_nothing(indexer: Indexer) -> None:
    assert indexer.round.run() == 0
    assert indexer.begun == 1


def test_a_round_does_only_so_much_and_the_next_goes_on(indexer: Indexer) -> None:
    indexer.file(*range(7))
    assert [indexer.round.run(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert len(indexer.found("weeks")) == 7


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("unit", [READING, MARKING])
def test_a_kill_at_any_moment_is_made_up_for_by_the_next_round(
    unit: int, moment: str, indexer: Indexer
) -> None:
    indexer.file(1, 2, 3)
    getattr(indexer, moment)[unit] = kill
    with pytest.raises(Killed):
        indexer.round.run()
    indexer.round.run()
    assert len(indexer.found("weeks")) == 3
    assert indexer.stores.changes.waiting() == 0


def test_a_kill_in_the_index_is_made_up_for_as_well(
    indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexer.file(1)
    with monkeypatch.context() as broken:
        broken.setattr(indexer.index, "index", lambda documents: kill())
        with pytest.raises(Killed):
            indexer.round.run()
    assert indexer.stores.changes.waiting() == 1
    indexer.round.run()
    assert len(indexer.found("weeks")) == 1


def test_what_changes_while_it_is_indexed_is_indexed_again(indexer: Indexer) -> None:
    indexer.file(1)
    indexer.before[MARKING] = lambda: indexer.change(1, "lantern")
    indexer.round.run()
    assert indexer.stores.changes.waiting() == 1
    indexer.round.run()
    assert indexer.found("lantern") == {complaint(1).code}
    assert indexer.stores.changes.waiting() == 0


def test_a_conflict_over_the_marks_is_no_error(indexer: Indexer) -> None:
    def taken() -> None:
        raise Taken

    indexer.file(1)
    indexer.before[MARKING] = taken
    assert indexer.round.run() == 1
    assert indexer.stores.changes.waiting() == 1
    assert indexer.round.run() == 1
    assert indexer.stores.changes.waiting() == 0


def test_a_second_indexer_that_was_slow_puts_nothing_old_back(indexer: Indexer) -> None:
    (kept,) = indexer.file(1)
    slow = [WORDING.document_of(kept, citizen())]
    indexer.change(1, "lantern")
    indexer.round.run()
    indexer.index.index(slow)
    assert indexer.found("lantern") == {kept.code}


def test_what_is_kept_no_more_is_found_no_more(indexer: Indexer) -> None:
    gone = complaint(9)
    indexer.index.index([WORDING.document_of(gone, citizen())])
    indexer.stores.changes.note(gone.code)
    indexer.round.run()
    assert indexer.found("weeks") == set()
    assert indexer.stores.changes.waiting() == 0


def filled(indexer: Indexer, limit: int) -> list[int]:
    """Fill the index to its end; answers the sizes of the parts."""
    return list(iter(lambda: indexer.round.fill(limit), 0))


def test_an_empty_index_is_filled_from_the_store_in_parts() -> None:
    indexer = Indexer()
    indexer.file(*range(7))
    changes = indexer.stores.changes
    changes.done(changes.changed(100))
    assert filled(indexer, 3) == [3, 3, 1]
    assert len(indexer.found("weeks")) == 7
    assert indexer.index.position() is None


def test_caches_that_are_equally_far_are_filled_in_one_walk() -> None:
    indexer = Indexer()
    indexer.file(*range(5))
    assert filled(indexer, 2) == [2, 2, 1]
    assert indexer.begun == 3  # units of work: each complaint was read once for both
    assert (len(indexer.found("weeks")), counted(indexer)) == (5, 5)


@pytest.mark.parametrize("unit", range(1, 4))
def test_filling_goes_on_after_a_kill(unit: int) -> None:
    indexer = Indexer()
    indexer.file(*range(7))
    indexer.after[unit] = kill
    with pytest.raises(Killed):
        filled(indexer, 3)
    filled(indexer, 3)
    assert len(indexer.found("weeks")) == 7
    assert indexer.index.position() is None


def test_what_is_filed_while_the_index_is_filled_is_not_left_out() -> None:
    indexer = Indexer()
    indexer.file(*range(10, 16))
    for number in range(5):
        indexer.before[indexer.begun + 3] = lambda number=number: indexer.file(number)  # type: ignore[misc]
        indexer.round.run(limit=2)
    while indexer.round.run():
        continue
    assert len(indexer.found("weeks")) == 6 + len(indexer.before)
    assert indexer.stores.changes.changed(1) == list[Change]()


def counted(indexer: Indexer) -> int:
    """How many complaints the figures of the whole country count as open."""
    (cells,) = indexer.figures.read("headquarters", [Question(measures=(OPEN,))])
    return sum(cells.values())


def test_the_figures_are_brought_up_to_date_in_the_same_round(indexer: Indexer) -> None:
    indexer.file(1, 2)
    indexer.round.run()
    assert counted(indexer) == 2
    kept = indexer.stores.complaints.get(complaint(2).code)
    assert kept is not None
    indexer.stores.complaints.replace(kept.moved(Event(NOON, "withdraw", "citizen", "withdrawn"), open=False))
    indexer.round.run()
    assert counted(indexer) == 1


def test_a_kill_in_the_figures_is_made_up_for(indexer: Indexer, monkeypatch: pytest.MonkeyPatch) -> None:
    indexer.file(1)
    with monkeypatch.context() as broken:
        broken.setattr(indexer.figures, "keep", lambda contributions: kill())
        with pytest.raises(Killed):
            indexer.round.run()
    assert counted(indexer) == 0
    indexer.round.run()
    assert counted(indexer) == 1


def test_figures_that_are_gone_are_filled_again_and_the_index_is_left_alone() -> None:
    indexer = Indexer()
    indexer.file(*range(5))
    while indexer.round.run(limit=2):
        continue
    indexer.figures.clear()
    indexer.index.unindex([complaint(0).code])
    assert filled(indexer, 2) == [2, 2, 1]
    assert (counted(indexer), indexer.figures.position()) == (5, None)
    assert len(indexer.found("weeks")) == 4


def test_what_is_kept_no_more_counts_no_more(indexer: Indexer) -> None:
    indexer.figures.keep([indexer.profile.tallying.contribution_of(complaint(9))])
    indexer.stores.changes.note(complaint(9).code)
    indexer.round.run()
    assert counted(indexer) == 0
