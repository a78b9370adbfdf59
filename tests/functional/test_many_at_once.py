"""Sixteen threads file through the desk on a real file: nothing is lost, doubled, or given up."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from ZODB import DB

from complaints_core.domain.pending import Submission
from complaints_core.domain.queues import in_status
from complaints_core.testing import NOON, builders
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from tests.core.desks.office import Office, upload
from tests.plugins.zodb.conftest import SECRET
from tests.plugins.zodb.test_conflicts import THREADS, in_threads

PEOPLE, EACH = 20, 20
PROVINCES = ("07", "08", "23")
FAR = NOON.replace(year=2100)
COUNTY_OF = {"07": "0701", "08": "0801", "23": "2301"}


@pytest.fixture
def town(lasting: dict[str, str]) -> Iterator[DB]:
    """A database in which twenty citizens of three provinces have an account."""
    db = open_database(lasting["zodb.uri"], threads=THREADS)
    with unit_of_work(db, SECRET) as stores:
        for number in range(PEOPLE):
            province = PROVINCES[number % len(PROVINCES)]
            Office(stores=stores).citizen(number, province=province, county=COUNTY_OF[province])
    yield db
    db.close()


def file_one(db: DB, number: int, keys: dict[int, str]) -> None:
    """What one request does: the same form each time it is played."""
    with unit_of_work(db, SECRET) as stores:
        office = Office(stores=stores)
        citizen = stores.citizens.get(stores.citizens.key_of(builders.national_code(number % PEOPLE)))
        assert citizen is not None
        key = keys.setdefault(number, office.citizens.submission_key(citizen))
        draft = builders.draft(kind="headquarters" if number % 4 == 0 else "province")
        office.citizens.submit(citizen, draft, [upload()] if number % 5 == 0 else (), key)


def test_nothing_is_lost_doubled_or_given_up(town: DB) -> None:
    numbers, keys = range(THREADS * EACH), dict[int, str]()
    in_threads([partial(file_one, town, number, keys) for number in numbers])  # raises what stays unresolved

    with connected(town) as connection:
        directory = Counter(code for code, _ in site_of(connection).complaints.items())
    with unit_of_work(town, SECRET) as stores:
        people = [stores.citizens.key_of(builders.national_code(number)) for number in range(PEOPLE)]
        listed = Counter(one.code for key in people for one in stores.complaints.of_citizen(key))
        queues = [in_status("registered", unit) for unit in (*PROVINCES, "headquarters")]
        queued = Counter(one.code for name in queues for one in stores.complaints.queue(name, 10**6))
        made = Counter(used.made for key in keys.values() if (used := stores.pending.get(Submission, key)))
        told = Counter(message.values["tracking_code"] for message in stores.outbox.due(FAR, 10**6))
        assert sum(stores.complaints.count(name) for name in queues) == len(numbers)
    assert set(directory.values()) == {1}
    assert len(directory) == len(numbers)
    assert directory == listed == queued == made == told


def test_the_same_form_on_every_thread_files_once(town: DB) -> None:
    keys: dict[int, str] = {}
    file_one(town, 1, keys)
    again = {1: keys[1]}
    in_threads([partial(file_one, town, 1, again) for _ in range(THREADS)])
    fresh: dict[int, str] = {2: Office().keys.issue(key_of(town, 2))}
    in_threads([partial(file_one, town, 2, fresh) for _ in range(4)])
    with unit_of_work(town, SECRET) as stores:
        assert stores.complaints.count_of_citizen(key_of(town, 1)) == 1
        assert stores.complaints.count_of_citizen(key_of(town, 2)) == 1
        assert stores.outbox.waiting() == 2


def key_of(db: DB, number: int) -> str:
    with unit_of_work(db, SECRET) as stores:
        return stores.citizens.key_of(builders.national_code(number))
