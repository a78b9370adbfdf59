"""The indexer works while citizens file and experts take: nobody notices him, and nothing is left out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from ZODB import DB
from ZODB.POSException import ConflictError

from complaints_core.domain.complaints import Event
from complaints_core.domain.search import Change
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from tests.plugins.zodb.conftest import SECRET, Session

FILED = 200


@pytest.fixture
def filed(session: Session) -> Session:
    """An office where one complaint was filed and waits for the index."""
    session.stores.citizens.add(citizen())
    session.stores.complaints.add(complaint(1))
    session.commit()
    return session


def step(session: Session, number: int = 1) -> None:
    kept = session.stores.complaints.get(complaint(number).code)
    assert kept is not None
    session.stores.complaints.replace(kept.moved(Event(NOON, "note", "karimi", kept.status)))


@pytest.mark.parametrize("indexer_first", [True, False])
def test_who_changes_what_is_being_marked_conflicts_with_the_indexer(
    indexer_first: bool, filed: Session, another: Session
) -> None:
    another.abort()
    filed.stores.changes.done(filed.stores.changes.changed(10))
    step(another)
    first, second = (filed, another) if indexer_first else (another, filed)
    first.commit()
    with pytest.raises(ConflictError):
        second.commit()
    second.abort()
    first.abort()
    assert filed.stores.changes.waiting() == (0 if indexer_first else 1)


def test_who_files_meanwhile_is_not_noticed(filed: Session, another: Session) -> None:
    another.abort()
    filed.stores.changes.done(filed.stores.changes.changed(10))
    another.stores.complaints.add(complaint(2))
    another.commit()
    filed.commit()
    filed.abort()
    assert [change.code for change in filed.stores.changes.changed(10)] == [complaint(2).code]


def test_an_aborted_change_is_not_noted(filed: Session) -> None:
    filed.stores.changes.done(filed.stores.changes.changed(10))
    filed.commit()
    step(filed)
    filed.abort()
    assert filed.stores.changes.waiting() == 0


def test_the_indexer_drains_while_citizens_file(db: DB) -> None:
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        stores.complaints.add(complaint(FILED))  # the queue is open: who opens one may have to try again

    def file(number: int) -> None:
        for _ in range(3):
            try:
                with unit_of_work(db, SECRET) as stores:
                    stores.complaints.add(complaint(number))
            except ConflictError:
                continue
            return
        raise AssertionError(number)

    drained: list[Change] = []
    with ThreadPoolExecutor(8) as pool:
        filing = [pool.submit(file, number) for number in range(FILED)]
        while len(drained) <= FILED:
            with unit_of_work(db, SECRET) as stores:
                changes = stores.changes.changed(20)
                stores.changes.done(changes)
            drained += changes
        for one in filing:
            one.result()
    assert sorted(change.code for change in drained) == sorted(
        complaint(number).code for number in range(FILED + 1)
    )
    with connected(db) as connection:
        assert len(site_of(connection).changed) == 0


def test_codes_are_those_of_the_directory_in_pages(db: DB) -> None:
    numbers = range(100)
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        for number in numbers:
            stores.complaints.add(complaint(number))
        everything = stores.complaints.codes(1000)
        seen: list[str] = []
        while page := stores.complaints.codes(7, after=seen[-1] if seen else ""):
            seen += page
        assert seen == everything
        assert sorted(seen) == sorted(complaint(number).code for number in numbers)
        assert len(stores.complaints.codes(1000, after="never there")) < len(numbers)
