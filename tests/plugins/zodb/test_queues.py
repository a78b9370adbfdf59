"""Queues answer their newest first, page by page, and know their length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.queue_order import QueueKey
from complaints_plugins.zodb.queues import Queue, Queues

NAME = ("registered", "23")
numbers = st.integers(-50, 50) | st.sampled_from([-(10**17), 10**17])
places = st.sets(st.tuples(numbers, st.text("0123456789", min_size=1, max_size=6)), max_size=80)


def filled(keys: set[QueueKey]) -> Queues:
    queues = Queues(2)
    for key in keys:
        queues.add(NAME, key)
    return queues


@given(places, st.integers(1, 30))
def test_pages_meet_everything_once_and_in_order(keys: set[QueueKey], limit: int) -> None:
    queues, expected, seen = filled(keys), sorted(keys), list[str]()
    while page := queues.page(NAME, limit, expected[len(seen) - 1] if seen else None):
        assert len(page) <= limit
        seen += page
    assert seen == [code for _, code in expected]
    assert queues.count(NAME) == len(keys)


@given(places, st.data())
def test_what_moves_leaves_one_queue_for_the_other(keys: set[QueueKey], data: st.DataObject) -> None:
    queues = filled(keys)
    moved = data.draw(st.sets(st.sampled_from(sorted(keys)))) if keys else set()
    for key in moved:
        queues.move({NAME}, {("closed", "23")}, key)
    assert queues.page(NAME, 100) == [code for _, code in sorted(keys - moved)]
    assert queues.page(("closed", "23"), 100) == [code for _, code in sorted(moved)]
    assert (queues.count(NAME), queues.count(("closed", "23"))) == (len(keys - moved), len(moved))


def test_a_move_within_a_queue_changes_nothing() -> None:
    queues = filled({(-1, "one")})
    queues.move({NAME}, {NAME}, (-1, "one"))
    assert queues.count(NAME) == 1


def test_a_shard_of_yesterday_that_has_no_sentinel_is_read_and_counted_as_ever() -> None:
    queue = Queue()
    for shard in queue.shards:
        shard.clear()
    assert (queue.last(), queue.page(9, None), queue.miscounted()) == (None, [], False)
    queue.add((-1, "one"))
    queue.remove((-1, "one"))
    queue.add((-2, "two"))
    assert (queue.last(), queue.page(9, None), queue.miscounted()) == ("two", ["two"], False)
    assert list(queue.places()) == [(-2, "two")]


def test_what_is_not_there_cannot_move() -> None:
    queues = filled({(-1, "one")})
    for name in (NAME, ("closed", "23")):
        with pytest.raises(KeyError):
            queues.move({name}, {("rejected", "23")}, (-1, "another"))
    assert queues.count(("rejected", "23")) == 0


def test_words_of_a_name_are_not_mixed_up() -> None:
    queues = Queues(2)
    queues.add(("a", "bc"), (-1, "one"))
    assert queues.count(("ab", "c")) == 0


def test_looking_at_a_queue_does_not_make_one() -> None:
    queues = Queues(2)
    assert queues.page(NAME, 10) == []
    assert queues.count(NAME) == 0
    assert list(queues._queues.values()) == []
