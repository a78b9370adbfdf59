"""Sixteen threads file through the desks on a real store, and experts work meanwhile: nothing is lost,
doubled, or given up."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from ZODB import DB

from complaints_core.domain.pending import Submission
from complaints_core.domain.queues import in_status
from complaints_core.domain.staff import Staff
from complaints_core.testing import NOON, builders
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.derived import CHECKS
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from tests.core.desks.case_office import CaseOffice
from tests.core.desks.office import Office, upload
from tests.plugins.zodb.conftest import SECRET
from tests.plugins.zodb.test_conflicts import THREADS, in_threads, mixed, played_again

PEOPLE, EACH = 20, 20
WAITING, OPENING = 90, 30
"""So many complaints are handled, the first of them one by one: two who open the same queue do conflict."""
PROVINCES = ("07", "08", "23")
NEXT = {"07": "08", "08": "23", "23": "headquarters", "headquarters": "07"}
"""Where an expert passes a complaint on to."""
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


def take_one(office: CaseOffice, code: str) -> None:
    """An expert of its province answers for a complaint from now on."""
    complaint = office.read(code)
    office.desk.take(expert(office, complaint.unit), code)


def answer_one(office: CaseOffice, code: str) -> None:
    """Whoever took it answers it."""
    staff = expert(office, office.read(code).unit)
    office.desk.answer(staff, code, "upheld", "It was as the complaint says, and is put right.")


def refer_one(office: CaseOffice, code: str) -> None:
    """Whoever took it passes it on to the next office."""
    unit = office.read(code).unit
    office.desk.refer(expert(office, unit), code, NEXT[unit], "It belongs there.")


def expert(office: CaseOffice, unit: str) -> Staff:
    found = office.stores.staff.get(f"expert-{unit}")
    assert found is not None
    return found


def in_one_go(db: DB, step: Callable[[CaseOffice, str], None], code: str) -> None:
    with unit_of_work(db, SECRET) as stores:
        step(CaseOffice(stores=stores), code)


def handle_one(db: DB, number: int, code: str) -> None:
    """What two requests of an expert do; each is played again by itself."""
    for step in (take_one, answer_one if number % 3 else refer_one):
        played_again(partial(in_one_go, db, step, code))


def codes_of(db: DB) -> list[str]:
    with unit_of_work(db, SECRET) as stores:
        return stores.complaints.codes(10**6)


def test_experts_take_pass_on_and_answer_while_citizens_file_and_nobody_is_told_of_a_conflict(
    town: DB,
) -> None:
    keys = dict[int, str]()
    with unit_of_work(town, SECRET) as stores:
        for office in NEXT:
            stores.staff.add(builders.staff(f"expert-{office}", "expert", office))
    in_threads([partial(file_one, town, number, keys) for number in range(1, WAITING + 1)])
    handling: list[Callable[[], None]]
    handling = [partial(handle_one, town, number, code) for number, code in enumerate(codes_of(town))]
    for one in handling[:OPENING]:
        one()
    later = range(1000, 1000 + WAITING - OPENING)
    filing: list[Callable[[], None]] = [partial(file_one, town, number, keys) for number in later]
    in_threads(mixed(handling[OPENING:], filing))  # raises what stays unresolved
    with unit_of_work(town, SECRET) as stores:
        stands = Counter(CaseOffice(stores=stores).read(code).status for code in codes_of(town))
    assert stands == {"registered": len(later), "referred": WAITING // 3, "answered": WAITING - WAITING // 3}
    with connected(town) as connection:
        site = site_of(connection)
        assert [check.name for check in CHECKS if any(check.find(site))] == []


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
