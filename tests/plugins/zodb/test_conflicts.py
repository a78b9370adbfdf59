"""Who writes at the same moment: strangers never notice each other, two on one thing always do."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from ZODB import DB
from ZODB.POSException import ConflictError

from complaints_core.domain.complaints import Event
from complaints_core.domain.misconduct import ReporterIdentity
from complaints_core.domain.pending import Submission
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.stores import Stores
from complaints_core.testing.builders import citizen, complaint, outbox_message, report
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb.counters import shard_of
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from tests.plugins.zodb.conftest import SECRET, Session

THREADS = 16
EACH = 40
PEOPLE = 20
UNITS = ("07", "08", "23", "headquarters")
RETRIES = 3


def file_one(db: DB, number: int) -> None:
    """What a citizen's sending writes."""
    owner, unit = citizen(number % PEOPLE).key, UNITS[number % len(UNITS)]
    with unit_of_work(db, SECRET) as stores:
        stores.complaints.add(complaint(number, citizen=owner, unit=unit))
        stores.outbox.add(outbox_message(number))
        stores.pending.add(Submission(key=f"key {number}", expires_at=NOON, made=str(number)))


def take_one(db: DB, number: int) -> None:
    """What an expert's first step writes."""
    with unit_of_work(db, SECRET) as stores:
        kept = stores.complaints.get(complaint(number).code)
        assert kept is not None
        stores.complaints.replace(kept.moved(Event(NOON, "take", "karimi", "in_progress")))


def tell_one(db: DB, number: int) -> None:
    """What a reporter's sending writes."""
    with unit_of_work(db, SECRET) as stores:
        units = (UNITS[number % 3], "headquarters")
        stores.misconduct.add(report(number, units=units), ReporterIdentity(first_name="Sara"))


def send_one(db: DB, number: int) -> None:
    """What the courier writes when a message is gone."""
    with unit_of_work(db, SECRET) as stores:
        stores.outbox.remove(f"message-{number}")


def played_again(work: Callable[[], None]) -> int:
    """Do some work as the site does, three times more at most; answers its conflicts, or raises the last."""
    for conflicts in range(RETRIES):
        try:
            work()
        except ConflictError:
            continue
        return conflicts
    work()
    return RETRIES


def in_threads(works: list[Callable[[], None]]) -> Counter[int]:
    """Do all works on 16 threads; answers how many had how many conflicts. An unresolved one is raised."""
    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(played_again, works))


def each(work: Callable[[DB, int], None], db: DB, numbers: range) -> list[Callable[[], None]]:
    return [partial(work, db, number) for number in numbers]


def mixed(*works: list[Callable[[], None]]) -> list[Callable[[], None]]:
    return [work for together in zip(*works, strict=True) for work in together]


def listed(stores: Stores, status: str) -> Counter[str]:
    return Counter(one.code for unit in UNITS for one in stores.complaints.queue((status, unit), 10**6))


@pytest.fixture
def town(db: DB) -> DB:
    """A database in which twenty citizens have an account."""
    with unit_of_work(db, SECRET) as stores:
        for number in range(PEOPLE):
            stores.citizens.add(citizen(number))
    return db


@pytest.fixture
def karimi(session: Session) -> Session:
    """An expert at work, where citizens 0 and 1, a complaint, a report and a message are known."""
    stores = session.stores
    stores.citizens.add(citizen(0))
    stores.citizens.add(citizen(1))
    stores.complaints.add(complaint(99))
    stores.misconduct.add(report())
    stores.outbox.add(outbox_message())
    session.commit()
    return session


@pytest.fixture
def ahmadi(karimi: Session, another: Session) -> Session:
    """Another one, who sees the same."""
    another.abort()
    return another


def test_sixteen_threads_file_at_once_and_nothing_is_lost_or_doubled(town: DB) -> None:
    numbers = range(THREADS * EACH)
    conflicts = in_threads(each(file_one, town, numbers))
    filed = Counter(complaint(number).code for number in numbers)
    with unit_of_work(town, SECRET) as stores:
        of_citizens = [one for who in range(PEOPLE) for one in stores.complaints.of_citizen(citizen(who).key)]
        assert Counter(one.code for one in of_citizens) == filed
        assert listed(stores, "registered") == filed
        assert sum(stores.complaints.count(("registered", unit)) for unit in UNITS) == len(numbers)
        assert stores.outbox.waiting() == len(numbers)
        assert all(stores.pending.get(Submission, f"key {number}") for number in numbers)
    with connected(town) as connection:
        assert Counter(code for code, _ in site_of(connection).complaints.items()) == filed
    # The first complaints of the four queues may have met; see `Queues`.
    assert len(numbers) - conflicts[0] <= len(UNITS) * THREADS


def test_where_the_queues_are_open_already_hardly_anybody_has_to_try_again(town: DB) -> None:
    for number in range(len(UNITS)):
        file_one(town, number)
    conflicts = in_threads(each(file_one, town, range(100, 500)))
    assert conflicts[0] >= 398


def test_experts_take_while_citizens_file_and_the_counts_stay_right(town: DB) -> None:
    old, new = range(200), range(200, 400)
    in_threads(each(file_one, town, old))
    in_threads(mixed(each(take_one, town, old), each(file_one, town, new)))
    with unit_of_work(town, SECRET) as stores:
        assert listed(stores, "in_progress") == Counter(complaint(number).code for number in old)
        assert listed(stores, "registered") == Counter(complaint(number).code for number in new)
        for status in ("registered", "in_progress"):
            assert sum(stores.complaints.count((status, unit)) for unit in UNITS) == 200


def test_reports_that_come_at_once_stand_in_the_queues_of_all_their_units(town: DB) -> None:
    for number in range(len(UNITS)):
        tell_one(town, number)
    numbers = range(len(UNITS), THREADS * 10)
    conflicts = in_threads(each(tell_one, town, numbers))
    with unit_of_work(town, SECRET) as stores:
        assert stores.misconduct.count(("registered",)) == THREADS * 10
        assert sum(stores.misconduct.count(("registered", unit)) for unit in UNITS[:3]) == THREADS * 10
    assert conflicts[0] >= len(numbers) - 2


def test_workers_empty_the_outbox_while_it_fills(town: DB) -> None:
    in_threads(each(file_one, town, range(100)))
    in_threads(mixed(each(send_one, town, range(100)), each(file_one, town, range(100, 200))))
    with unit_of_work(town, SECRET) as stores:
        assert stores.outbox.waiting() == 100


def test_one_citizen_files_twice_at_once_and_keeps_both(karimi: Session, ahmadi: Session) -> None:
    karimi.stores.complaints.add(complaint(1))
    ahmadi.stores.complaints.add(complaint(2))
    karimi.commit()
    ahmadi.commit()
    mine = [one.code for one in ahmadi.stores.complaints.of_citizen(citizen().key)]
    assert mine == [complaint(number).code for number in (99, 2, 1)]


def test_the_last_of_a_queue_is_taken_while_the_next_one_comes_in(karimi: Session, ahmadi: Session) -> None:
    shard = shard_of(complaint(99).code)
    beside = next(one for one in range(100, 1000) if shard_of(complaint(one).code) == shard)
    karimi.stores.complaints.replace(complaint(99).moved(Event(NOON, "take", "karimi", "in_progress")))
    ahmadi.stores.complaints.add(complaint(beside, citizen=citizen(1).key))
    karimi.commit()
    ahmadi.commit()
    karimi.abort()
    name = ("registered", complaint(99).unit)
    assert [one.code for one in karimi.stores.complaints.queue(name, 10)] == [complaint(beside).code]
    assert karimi.stores.complaints.count(name) == 1


@pytest.mark.parametrize("filing_first", [True, False])
def test_filing_merges_with_a_change_of_the_same_citizen(
    filing_first: bool, karimi: Session, ahmadi: Session
) -> None:
    karimi.stores.complaints.add(complaint(1))
    ahmadi.stores.citizens.replace(citizen().with_mobile("+989350000000"))
    for one in (karimi, ahmadi) if filing_first else (ahmadi, karimi):
        one.commit()
    karimi.abort()
    kept = karimi.stores.citizens.get(citizen().key)
    assert kept == citizen().with_mobile("+989350000000")
    assert karimi.stores.complaints.count_of_citizen(citizen().key) == 2


def change_citizen(stores: Stores, who: str) -> None:
    stores.citizens.replace(replace(citizen(), first_name=who))


def change_complaint(stores: Stores, who: str) -> None:
    kept = stores.complaints.get(complaint(99).code)
    assert kept is not None
    stores.complaints.replace(kept.moved(Event(NOON, "note", who, kept.status)))


def change_report(stores: Stores, who: str) -> None:
    stores.misconduct.replace(report().moved(Event(NOON, "note", who, "registered")))


def lease_message(stores: Stores, who: str) -> None:
    stores.outbox.replace(replace(outbox_message().leased(NOON), failure=who))


def use_key(stores: Stores, who: str) -> None:
    stores.pending.add(Submission(key="one", expires_at=NOON, made=who))


def open_account(stores: Stores, who: str) -> None:
    stores.citizens.add(replace(citizen(7), first_name=who))


def take_code(stores: Stores, who: str) -> None:
    stores.complaints.add(complaint(5, description=who))


@pytest.mark.parametrize(
    "change",
    [change_citizen, change_complaint, change_report, lease_message, use_key, open_account, take_code],
)
def test_two_who_change_one_thing_do_not_both_succeed(
    change: Callable[[Stores, str], None], karimi: Session, ahmadi: Session
) -> None:
    change(karimi.stores, "karimi")
    change(ahmadi.stores, "ahmadi")
    karimi.commit()
    with pytest.raises(ConflictError):
        ahmadi.commit()


def test_the_loser_of_a_race_for_a_key_finds_it_taken(karimi: Session, ahmadi: Session) -> None:
    use_key(karimi.stores, "karimi")
    use_key(ahmadi.stores, "ahmadi")
    karimi.commit()
    with pytest.raises(ConflictError):
        ahmadi.commit()
    ahmadi.abort()
    with pytest.raises(AlreadyThere):
        use_key(ahmadi.stores, "ahmadi")
    kept = ahmadi.stores.pending.get(Submission, "one")
    assert kept is not None
    assert kept.made == "karimi"


def test_a_file_is_judged_once(karimi: Session, ahmadi: Session) -> None:
    file = karimi.stores.files.add(BytesIO(b"picture"), "pending")
    karimi.commit()
    ahmadi.abort()
    karimi.stores.files.judge(file, "infected")
    ahmadi.stores.files.judge(file, "clean")
    karimi.commit()
    with pytest.raises(ConflictError):
        ahmadi.commit()
    ahmadi.abort()
    assert ahmadi.stores.files.state(file) == "infected"


def test_strangers_on_every_shelf_do_not_notice_each_other(karimi: Session, ahmadi: Session) -> None:
    for number, stores in enumerate((karimi.stores, ahmadi.stores), start=1):
        stores.citizens.add(citizen(number + 10))
        stores.misconduct.add(report(number))
        stores.outbox.add(outbox_message(number))
        stores.pending.add(Submission(key=f"key {number}", expires_at=NOON, made="any"))
        stores.files.add(BytesIO(b"picture"), "pending")
    karimi.commit()
    ahmadi.commit()
    assert ahmadi.stores.misconduct.count(("registered",)) == 3
    assert ahmadi.stores.outbox.waiting() == 3
    assert len(ahmadi.stores.files.awaiting("pending", 10)) == 2
