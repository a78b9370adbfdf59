"""The stores in memory stay whole when many threads use them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from complaints_core.domain.complaints import Event
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.memory import stores
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.fixed import NOON


def test_complaints_filed_by_many_threads_are_all_listed() -> None:
    office = stores()
    office.citizens.add(citizen())

    def file_and_take(number: int) -> None:
        kept = complaint(number)
        office.complaints.add(kept)
        office.complaints.replace(kept.moved(Event(NOON, "take", "karimi", "in_progress")))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(file_and_take, range(400)))
    assert office.complaints.count(("registered", "23")) == 0
    assert office.complaints.count(("in_progress", "23")) == 400
    assert office.complaints.count_of_citizen(citizen().key) == 400


def test_of_many_who_take_one_code_one_gets_it() -> None:
    office = stores()
    office.citizens.add(citizen())

    def taken(number: int) -> bool:
        try:
            office.complaints.add(complaint(description=str(number)))
        except AlreadyThere:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(taken, range(100))) == 1
    assert office.complaints.count(("registered", "23")) == 1


def test_every_call_makes_an_office_of_its_own() -> None:
    one, other = stores(), stores()
    one.citizens.add(citizen())
    assert other.citizens.get(citizen().key) is None
    assert one.citizens.key_of("0499370899") != other.citizens.key_of("0499370899")
    with pytest.raises(KeyError):
        other.complaints.add(complaint())
