"""A directory behaves like a dictionary, however its keys fall into buckets."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.interfaces.errors import AlreadyThere
from complaints_plugins.zodb.hash_directory import HashDirectory

keys = st.text(min_size=1, max_size=4)
steps = st.lists(st.tuples(st.sampled_from(["add", "put", "remove"]), keys, st.integers()), max_size=60)


def add(model: dict[str, int], key: str, value: int) -> None:
    if key in model:
        raise AlreadyThere
    model[key] = value


def refused(work: Callable[[], Any]) -> bool:
    try:
        work()
    except AlreadyThere:
        return True
    return False


@given(steps, st.integers(1, 5))
def test_it_behaves_like_a_dictionary(steps: list[tuple[str, str, int]], width: int) -> None:
    directory: HashDirectory[int] = HashDirectory(width)
    model: dict[str, int] = {}
    for step, key, value in steps:
        if step == "add":
            assert refused(lambda: directory.add(key, value)) == refused(lambda: add(model, key, value))  # noqa: B023
        elif step == "put":
            directory.put(key, value)
            model[key] = value
        else:
            directory.remove(key)
            model.pop(key, None)
        assert directory.get(key) == model.get(key)
    assert dict(directory.items()) == model
    assert sorted(directory.values()) == sorted(model.values())
    assert len(directory) == len(model)


@given(st.sets(keys, max_size=40), st.integers(0, 3))
def test_a_walk_from_any_group_meets_everything_once(names: set[str], start: int) -> None:
    directory: HashDirectory[bool] = HashDirectory(4)
    for name in names:
        directory.add(name, True)
    assert sorted(key for key, _ in directory.items(start)) == sorted(names)


def test_tracking_codes_spread_over_the_buckets() -> None:
    directory: HashDirectory[bool] = HashDirectory(8)
    for number in range(6400):
        directory.add(f"{number * 7919:012}", True)
    sizes = [len(bucket) - 1 for group in directory._groups for bucket in group.buckets]
    assert min(sizes) > 40
    assert max(sizes) < 180


def test_the_empty_key_is_nothing_and_cannot_be_taken() -> None:
    directory: HashDirectory[int] = HashDirectory(1)
    directory.remove("")
    assert directory.get("") is None
    with pytest.raises(AlreadyThere):
        directory.add("", 1)


def test_a_key_keeps_its_bucket_in_every_process() -> None:
    directory: HashDirectory[int] = HashDirectory(16)
    assert directory._bucket("482109375563") is directory._groups[11].buckets[3]
