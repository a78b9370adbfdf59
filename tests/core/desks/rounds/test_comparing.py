"""A cache that lacks something, has something old, or what is no more, is found out; one that only lags
behind while everybody works is not accused."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from complaints_core.desks.rounds import comparing
from complaints_core.desks.rounds.comparing import Comparison, Kept
from complaints_core.desks.rounds.indexing import Cache, FiguresCache, SearchCache, Stand
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.stores import Stores
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.contracts.search import WORDING
from complaints_core.testing.contracts.search_house import numbered
from complaints_core.testing.fixed import NOON
from tests.core.desks.rounds.test_indexing import Indexer, nothing

MANY = 5


class Moment:
    """All complaints as they were at one moment, and what waited then."""

    def __init__(self, stores: Stores) -> None:
        self._kept = {code: stores.complaints.get(code) for code in stores.complaints.codes(1000)}
        self._waiting = {change.code for change in stores.changes.changed(1000)}

    def walk(self) -> Iterator[Complaint]:
        return filter(None, self._kept.values())

    def get(self, code: str) -> Complaint | None:
        return self._kept.get(code)

    def holds(self, code: str) -> bool:
        return code in self._kept

    def waits(self, code: str) -> bool:
        return code in self._waiting


@dataclass(frozen=True)
class Disturbed:
    """A cache: whoever asks it how things stood finds that somebody was quicker."""

    cache: Cache
    happens: Callable[[], object]

    @property
    def port(self) -> object:
        return self.cache.port

    def stands(self, complaint: Complaint) -> Stand:
        return self.cache.stands(complaint)

    def stood(self, codes: Iterable[str]) -> Mapping[str, Stand]:
        self.happens()
        return self.cache.stood(codes)


@dataclass
class House:
    """An office with an indexer; `happens` before each look at the complaints or a cache."""

    indexer: Indexer = field(default_factory=Indexer)
    happens: Callable[[], object] = nothing
    looks: int = 0

    def __post_init__(self) -> None:
        self.indexer.file(*range(MANY))
        self.index()

    @property
    def caches(self) -> dict[str, Cache]:
        return {"search": SearchCache(self.indexer.index), "figures": FiguresCache(self.indexer.figures)}

    def index(self) -> None:
        while self.indexer.round.run():
            continue

    def wrong(self) -> list[tuple[str, list[str]]]:
        caches = {name: Disturbed(one, self.happens) for name, one in self.caches.items()}
        return list(Comparison(caches, self._look).wrong())  # type: ignore[arg-type]

    def put_right(self) -> None:
        for name, codes in Comparison(self.caches, self._look).wrong():
            self.indexer.round.enter_again(self.caches[name], codes)

    @contextmanager
    def _look(self) -> Iterator[Kept]:
        self.looks += 1
        moment = Moment(self.indexer.stores)
        self.happens()
        yield moment


@pytest.fixture
def house() -> House:
    return House()


def noted(number: int) -> Complaint:
    """A complaint as it is after another step."""
    return complaint(number).moved(Event(NOON, "note", "karimi", "registered", "any"))


def lose_document(indexer: Indexer) -> None:
    indexer.index.unindex(numbered(1))


def lose_figures(indexer: Indexer) -> None:
    indexer.figures.forget(numbered(1))


def keep_document_of_the_future(indexer: Indexer) -> None:
    indexer.index.index([WORDING.document_of(noted(1), citizen())])


def keep_figures_of_the_future(indexer: Indexer) -> None:
    indexer.figures.keep([indexer.profile.tallying.contribution_of(noted(1))])


def keep_old_document(indexer: Indexer) -> None:
    """The worst: what was indexed last is an old version, and nobody knows."""
    before = indexer.stores.complaints.get(complaint(1).code)
    assert before is not None
    indexer.change(1, "lantern")
    indexer.round.run()
    indexer.index.unindex(numbered(1))
    indexer.index.index([WORDING.document_of(before, citizen())])


def keep_old_figures(indexer: Indexer) -> None:
    before = indexer.profile.tallying.contribution_of(complaint(1))
    indexer.change(1, "lantern")
    indexer.round.run()
    indexer.figures.forget(numbered(1))
    indexer.figures.keep([before])


def keep_old_deadline(indexer: Indexer) -> None:
    """A version that came without a step, as after other days were closed."""
    document = WORDING.document_of(complaint(1), citizen())
    indexer.index.index([replace(document, due=NOON.date() + timedelta(days=9))])


def leave_document(indexer: Indexer) -> None:
    indexer.index.index([WORDING.document_of(complaint(MANY), citizen())])


def leave_figures(indexer: Indexer) -> None:
    indexer.figures.keep([indexer.profile.tallying.contribution_of(complaint(MANY))])


DAMAGES: dict[Callable[[Indexer], None], tuple[str, int]] = {
    lose_document: ("search", 1),
    lose_figures: ("figures", 1),
    keep_document_of_the_future: ("search", 1),
    keep_figures_of_the_future: ("figures", 1),
    keep_old_document: ("search", 1),
    keep_old_figures: ("figures", 1),
    keep_old_deadline: ("search", 1),
    leave_document: ("search", MANY),
    leave_figures: ("figures", MANY),
}
"""What goes wrong, where, and with which complaint."""


def test_caches_that_are_up_to_date_have_nothing_wrong(house: House) -> None:
    assert house.wrong() == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_is_wrong_is_found_and_entered_again(damage: Callable[[Indexer], None], house: House) -> None:
    damage(house.indexer)
    name, number = DAMAGES[damage]
    assert house.wrong() == [(name, numbered(number))]
    house.put_right()
    assert house.wrong() == []
    assert house.indexer.found("weeks") == {*numbered(*range(MANY))}


def test_what_waits_for_the_indexer_is_not_wrong(house: House) -> None:
    house.indexer.change(1, "lantern")
    house.indexer.file(MANY)
    assert house.wrong() == []
    assert house.looks == 1, "nothing was suspected"
    house.index()
    assert house.wrong() == []


def test_a_cache_that_is_being_filled_is_left_out(house: House) -> None:
    lose_document(house.indexer)
    lose_figures(house.indexer)
    house.indexer.index.reached(complaint(1).code)
    assert house.wrong() == [("figures", numbered(1))]


def test_a_cache_that_begins_anew_meanwhile_is_not_accused(house: House) -> None:
    house.happens = house.indexer.index.clear
    assert house.wrong() == []


def test_however_much_is_wrong_it_is_told_in_batches(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "BATCH", 2)
    house.indexer.index.unindex(numbered(*range(MANY)))
    house.indexer.index.index(WORDING.document_of(complaint(MANY + n), citizen()) for n in range(3))
    told = house.wrong()
    assert {name for name, _ in told} == {"search"}
    assert [len(codes) for _, codes in told] == [2, 2, 2, 2]
    assert sorted(code for _, codes in told for code in codes) == sorted(numbered(*range(MANY + 3)))
    house.put_right()
    assert house.wrong() == []


DEEDS = st.lists(st.sampled_from(["file", "change", "index", "nothing"]), max_size=30)


def busy(does: list[str]) -> House:
    """An office in which something is done before each look."""
    house, steps, numbers = House(), iter(does), iter(range(MANY, 1000))
    deeds: dict[str, Callable[[], object]] = {
        "file": lambda: house.indexer.file(next(numbers)),
        "change": lambda: house.indexer.change(1, "lantern"),
        "index": house.indexer.round.run,
        "nothing": nothing,
    }
    house.happens = lambda: deeds[next(steps, "nothing")]()
    return house


# Between two looks at a complaint it changes, and is indexed: at the first time, and at the second.
@example(["change", "index", "nothing", "nothing", "nothing", "change", "index"], MANY)
# And it is so once more before the second look, which sees neither the old version nor the old entry.
@example(["change", "index", "nothing", "change", "index"], MANY)
@given(DEEDS, st.integers(1, 3))
def test_nobody_is_accused_whatever_is_done_while_the_doctor_looks(does: list[str], batch: int) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(comparing, "BATCH", batch)
        assert busy(does).wrong() == []


@given(DEEDS)
def test_what_is_wrong_is_found_whatever_is_done_while_the_doctor_looks(does: list[str]) -> None:
    house = busy(does)
    house.indexer.index.unindex(numbered(3))
    assert house.wrong() == [("search", numbered(3))]
