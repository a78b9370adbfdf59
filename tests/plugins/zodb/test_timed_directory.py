"""What has an hour is looked through without being loaded."""

from datetime import timedelta

import pytest

from complaints_core.domain.pending import Submission
from complaints_core.testing.builders import outbox_message
from complaints_core.testing.fixed import NOON, FixedDraws
from complaints_plugins.zodb.stores import stores_for
from tests.plugins.zodb.conftest import SECRET, Session
from tests.postgres import NARROW

BUCKETS = NARROW * NARROW + NARROW
"""All buckets of a directory and their groups: what a walk may load, however much is in them."""


def submission(number: int) -> Submission:
    return Submission(key=str(number), expires_at=NOON + timedelta(minutes=number), made="any")


def loads(session: Session) -> int:
    """How many objects were loaded since this was asked last."""
    count: int = session.connection.getTransferCounts(True)[0]
    return count


@pytest.fixture
def full(session: Session) -> Session:
    """Two hundred things that wait, and as many messages, none of them in memory."""
    for number in range(200):
        session.stores.pending.add(submission(number))
        session.stores.outbox.add(outbox_message(number))
    session.commit()
    loads(session)
    return session


@pytest.mark.parametrize("start", range(NARROW))
def test_a_purge_from_any_group_finds_everything_that_expired(start: int, full: Session) -> None:
    pending = stores_for(full.connection, SECRET, FixedDraws(start)).pending
    assert pending.purge(NOON + timedelta(minutes=99, seconds=1)) == 100
    assert [number for number in range(200) if pending.get(Submission, str(number))] == [*range(100, 200)]


def test_a_purge_loads_none_of_the_things(full: Session) -> None:
    assert full.stores.pending.purge(NOON + timedelta(days=1)) == 200
    assert loads(full) <= 1 + BUCKETS


def test_looking_for_what_is_due_loads_no_more_than_is_answered(full: Session) -> None:
    due = full.stores.outbox.due(NOON + timedelta(days=1), 5)
    assert due == [outbox_message(number) for number in range(5)]
    assert loads(full) <= 1 + BUCKETS + 5


def test_counting_what_waits_loads_no_message(full: Session) -> None:
    assert full.stores.outbox.waiting() == 200
    assert loads(full) <= 1 + BUCKETS


def test_a_thing_whose_hour_stays_writes_no_bucket(full: Session) -> None:
    full.stores.pending.replace(Submission(key="7", expires_at=submission(7).expires_at, made="another"))
    assert [type(one).__name__ for one in full.connection._registered_objects] == ["Record"]
