"""What everything that is derived from complaints must tell, so that a doctor can compare it with them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from complaints_core.desks.rounds.indexing import Cache
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.testing.builders import complaint, tracking_code
from complaints_core.testing.contracts.search_house import CENTER, numbered
from complaints_core.testing.fixed import NOON

DUE = NOON.date() + timedelta(days=20)
MANY = 501
"""More than a doctor asks for at once."""

STANDS = (
    complaint(0),
    complaint(1, unit="2301", center=CENTER, assignee="karimi", due=DUE),
    complaint(2, due=DUE, overdue=True),
    complaint(3, due=DUE, overdue=True, open=False),
    complaint(4, accused_first_name="Sara", accused_last_name="Rostami").moved(
        Event(NOON, "refer", "karimi", "any"), unit="07"
    ),
)

Enter = Callable[[Iterable[Complaint]], None]
"""Puts complaints into a cache."""


class ComparedContract:
    """Part of the suites of search indexes and figures, which give the fixtures `cache`, new and empty, and
    `enter`, by which complaints get into it."""

    @pytest.fixture
    def cache(self) -> Cache:
        """Answer a new, empty cache: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def enter(self) -> Enter:
        """Answer what puts complaints into the cache: for the subclass to give."""
        raise NotImplementedError

    def test_it_tells_of_each_complaint_how_it_stood(self, cache: Cache, enter: Enter) -> None:
        enter(STANDS)
        assert cache.stood([one.code for one in STANDS]) == {one.code: cache.stands(one) for one in STANDS}

    def test_it_tells_nothing_of_what_is_not_there(self, cache: Cache, enter: Enter) -> None:
        assert cache.stood(numbered(1)) == {}
        enter([complaint(1)])
        assert set(cache.stood(["never there", *numbered(1, 2)])) == {*numbered(1)}
        assert cache.stood([]) == {}

    def test_it_tells_of_many_at_once(self, cache: Cache, enter: Enter) -> None:
        enter(map(complaint, range(MANY)))
        assert len(cache.stood(numbered(*range(MANY)))) == MANY

    def test_it_tells_of_the_latest_version(self, cache: Cache, enter: Enter) -> None:
        before = complaint(1)
        after = before.moved(Event(NOON, "note", "karimi", before.status))
        assert cache.stands(before) != cache.stands(after)
        for one in (before, after, before):
            enter([one])
        assert cache.stood([after.code]) == {after.code: cache.stands(after)}

    def test_it_tells_of_days_that_moved_without_a_step(self, cache: Cache, enter: Enter) -> None:
        late = complaint(1, due=DUE, overdue=True)
        put_off = replace(late, due=DUE + timedelta(days=1), overdue=False)
        assert cache.stands(late) != cache.stands(put_off)
        for one in (late, put_off):
            enter([one])
            assert cache.stood([one.code]) == {one.code: cache.stands(one)}

    def test_what_is_forgotten_is_told_no_more(self, cache: Cache, enter: Enter) -> None:
        enter([complaint(1), complaint(2)])
        cache.forget(numbered(1))
        assert set(cache.stood(numbered(1, 2))) == {*numbered(2)}
        assert cache.port.codes(10) == numbered(2)

    @pytest.mark.parametrize("limit", [1, 3, 7, 10])
    def test_every_code_is_told_once_in_slices(self, limit: int, cache: Cache, enter: Enter) -> None:
        assert cache.port.codes(limit) == []
        enter(map(complaint, range(7)))
        told: list[str] = []
        while codes := cache.port.codes(limit, told[-1] if told else ""):
            assert len(codes) == min(limit, 7 - len(told))
            told += codes
        assert sorted(told) == sorted(numbered(*range(7)))

    def test_slices_go_on_behind_a_code_that_is_gone(self, cache: Cache, enter: Enter) -> None:
        enter(map(complaint, range(7)))
        first = cache.port.codes(3)
        cache.forget(first)
        assert {*first, *cache.port.codes(10, first[-1])} == {tracking_code(number) for number in range(7)}
