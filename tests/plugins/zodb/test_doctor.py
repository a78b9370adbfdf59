"""Whatever is derived is damaged on purpose: it is found, counted and put right, and nothing else is."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest

from complaints_core.domain.audit import AuditNote
from complaints_core.domain.files import Attachment
from complaints_core.domain.pending import Submission
from complaints_core.domain.queue_order import newest_first
from complaints_core.domain.queues import rank
from complaints_core.domain.roll import working_at
from complaints_core.interfaces.errors import SettingError
from complaints_core.stores import Stores
from complaints_core.testing.builders import citizen, complaint, outbox_message, report, staff
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb import doctor
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.doctor import examined, repair
from complaints_plugins.zodb.site import Site, site_of
from complaints_plugins.zodb.staff import enrol, strike
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from tests.plugins.zodb.conftest import SECRET
from tests.plugins.zodb.filers import kept_codes
from tests.postgres import NARROW

QUEUE = ("registered", "23")
PICTURE = b"picture"
MANY = 5

Damage = Callable[[Site], None]


@pytest.fixture
def office(uri: str) -> str:
    """The address of a database in order: complaints, one with a file, a report, a note of the audit."""
    with working(uri) as stores:
        stores.citizens.add(citizen())
        stores.citizens.add(citizen(1))
        file = stores.files.add(BytesIO(PICTURE), "pending")
        kept = Attachment("a.png", "image/png", len(PICTURE), sha256(PICTURE).hexdigest(), file)
        stores.complaints.add(complaint(0, attachments=(kept,)))
        for number in range(1, MANY):
            stores.complaints.add(complaint(number))
        stores.misconduct.add(report())
        for number in range(2):
            stores.audit.note(AuditNote(at=NOON, actor="ali", action="opened", subject=f"{number}"))
        stores.audit.chain(10)
        stores.staff.add(staff("karimi"))
    return uri


@contextmanager
def working(uri: str) -> Iterator[Stores]:
    with closing(open_database(uri, threads=1, width=NARROW)) as db, unit_of_work(db, SECRET) as stores:
        yield stores


@contextmanager
def inside(uri: str) -> Iterator[Site]:
    with closing(open_database(uri, threads=1)) as db, connected(db) as connection:
        yield site_of(connection)


def wrong(uri: str) -> dict[str, int]:
    """What is wrong with a database, some minutes after it was made."""
    found = examined(uri, NOON + timedelta(minutes=5))
    return {finding.name: finding.wrong for finding in found if finding.wrong}


def owner(site: Site) -> Any:
    return site.citizens.get(citizen().key)


def queue(site: Site) -> Any:
    return site.queues.get(QUEUE)


def reports_queue(site: Site) -> Any:
    return next(queue for _, queue in site.report_queues.items())


def lose_from_list(site: Site) -> None:
    owner(site).complaints = owner(site).complaints[1:]


def double_in_list(site: Site) -> None:
    owner(site).complaints = (*owner(site).complaints, owner(site).complaints[0])


def list_for_a_stranger(site: Site) -> None:
    stranger = site.citizens.get(citizen(1).key)
    assert stranger is not None
    stranger.complaints = (newest_first(complaint(2).submitted_at, complaint(2).code),)


def lose_from_queue(site: Site) -> None:
    queue(site).remove(rank(complaint(3)))


def lose_queue(site: Site) -> None:
    site.queues._queues.remove("\n".join(QUEUE))


def leave_in_old_queue(site: Site) -> None:
    site.queues.add(("answered", "23"), rank(complaint(3)))


def leave_a_stranger_in_queue(site: Site) -> None:
    site.queues.add(QUEUE, (-1, "999999999999"))


def lose_report(site: Site) -> None:
    reports_queue(site).remove(next(reports_queue(site).places()))


def leave_a_report(site: Site) -> None:
    site.report_queues.add(("nowhere",), next(reports_queue(site).places()))


def miscount(site: Site) -> None:
    queue(site).counter.change("any", 3)


def miscount_reports(site: Site) -> None:
    reports_queue(site).counter.change("any", -1)


def forget_to_scan(site: Site) -> None:
    for file in list(site.awaiting.keys()):
        site.awaiting.remove(file)


def scan_nothing(site: Site) -> None:
    site.awaiting.put("gone", True)


def take_for_raw(site: Site) -> None:
    for file in list(site.awaiting.keys()):
        site.awaiting.put(file, False)


def forget_where_somebody_works(site: Site) -> None:
    strike(site.roll, "karimi", [working_at("23")])


def find_nobody(site: Site) -> None:
    enrol(site.roll, "nobody", [working_at("23")])


DAMAGES: dict[Damage, set[str]] = {
    take_for_raw: {"notes for the scanner"},
    lose_from_list: {"complaints missing in a citizen's list"},
    double_in_list: {"complaints missing in a citizen's list"},
    list_for_a_stranger: {"lists of citizens with something that is not theirs"},
    lose_from_queue: {"complaints missing in a queue"},
    lose_queue: {"complaints missing in a queue"},
    leave_in_old_queue: {"places in queues where no complaint belongs"},
    leave_a_stranger_in_queue: {"places in queues where no complaint belongs"},
    lose_report: {"reports missing in a queue"},
    leave_a_report: {"places in queues where no report belongs"},
    miscount: {"counters of queues of complaints"},
    miscount_reports: {"counters of queues of reports"},
    forget_to_scan: {"notes for the scanner"},
    scan_nothing: {"notes for the scanner"},
    forget_where_somebody_works: {"marks by which staff are found"},
    find_nobody: {"marks by which staff are found"},
}


def test_an_office_in_order_has_nothing_wrong_and_nothing_to_repair(office: str) -> None:
    assert wrong(office) == {}
    assert repair(office) == {}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_to_what_is_derived_is_found_and_put_right(office: str, damage: Damage) -> None:
    with inside(office) as site:
        damage(site)
    assert set(wrong(office)) == DAMAGES[damage]
    assert set(repair(office)) == DAMAGES[damage]
    assert wrong(office) == {}
    with closing(open_database(office, threads=1)) as db:
        assert len(kept_codes(db)) == MANY


def test_everything_that_is_damaged_at_once_is_put_right_in_small_batches(
    office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(office) as site:
        for damage in (lose_from_list, list_for_a_stranger, lose_queue, leave_in_old_queue, scan_nothing):
            damage(site)
    monkeypatch.setattr(doctor, "BATCH", 2)
    repaired = repair(office)
    assert repaired["complaints missing in a queue"] == MANY
    assert wrong(office) == {}


def test_a_file_that_is_gone_is_told_and_not_made_up(office: str) -> None:
    with inside(office) as site:
        for file in list(site.files.keys()):
            site.files.remove(file)
            site.awaiting.remove(file)
    assert wrong(office) == {"attachments that are missing, or are not as they came": 1}
    assert repair(office) == {}


def test_a_file_whose_bytes_are_others_is_told(office: str) -> None:
    with inside(office) as site:
        for stored in site.files.values():
            assert stored.blob is not None
            with stored.blob.open("w") as blob:
                blob.write(b"forged")
    assert wrong(office) == {"attachments that are missing, or are not as they came": 1}


def test_a_picture_that_was_drawn_anew_is_held_to_what_was_drawn(office: str) -> None:
    with working(office) as stores:
        (file,) = stores.files.awaiting("pending", 10)
        stores.files.replace(file, BytesIO(b"drawn anew"), "clean")
    assert wrong(office) == {}
    with inside(office) as site:
        (stored,) = site.files.values()
        assert stored.blob is not None
        with stored.blob.open("w") as blob:
            blob.write(PICTURE)
    assert wrong(office) == {"attachments that are missing, or are not as they came": 1}


def test_a_picture_that_could_not_be_drawn_is_missed_by_nobody(office: str) -> None:
    with working(office) as stores:
        (file,) = stores.files.awaiting("pending", 10)
        stores.files.judge(file, "unreadable")
    assert wrong(office) == {}


def test_a_file_that_belongs_to_nothing_is_told(office: str) -> None:
    with working(office) as stores:
        stores.files.add(BytesIO(b"nobody's"), "clean")
    assert wrong(office) == {"files that belong to nothing": 1}


def test_a_chain_in_which_something_was_changed_is_told(office: str) -> None:
    with inside(office) as site:
        del site.audit_trail[1]
    assert wrong(office) == {"breaks in the chain of the audit": 1}


def test_a_report_that_names_everybody_who_could_read_it_is_told(office: str) -> None:
    names_both = report(1, about=("bahar", "soroush"))
    with working(office) as stores:
        stores.staff.add(staff("bahar", "inspector", "headquarters"))
        stores.staff.add(staff("soroush", "inspector", "headquarters"))
        stores.misconduct.add(names_both)
    assert wrong(office) == {"reports of misconduct that nobody may read": 1}
    with working(office) as stores:
        stores.staff.add(staff("tara", "inspector", "headquarters"))
    assert wrong(office) == {}


def test_what_no_worker_has_done_for_long_is_told(office: str) -> None:
    with working(office) as stores:
        stores.outbox.add(outbox_message(1))
        stores.audit.note(AuditNote(at=NOON, actor="ali", action="opened", subject="late"))
        stores.pending.add(Submission(key="one", expires_at=NOON, made="any"))
    late = {one.name for one in examined(office, NOON + timedelta(days=2000)) if one.wrong}
    assert late == {
        "messages that wait for over an hour",
        "notes that wait for the chain of the audit",
        "changes that wait for the search index",
        "expired things that are still kept",
    }


def test_a_database_that_is_in_use_can_be_looked_over(office: str) -> None:
    with working(office) as stores:
        stores.complaints.add(complaint(MANY))
        assert wrong(office) == {}


def test_nothing_is_not_looked_over(uri: str) -> None:
    with pytest.raises(SettingError):
        list(examined(f"{uri}.nowhere", NOON))
