"""What lies on the disk: how old records load, what a commit writes, and what can be read from the keys."""

from collections import Counter
from contextlib import closing
from dataclasses import MISSING, fields
from io import BytesIO
from typing import Any

import pytest
from ZODB import DB

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.misconduct import MisconductReport, ReporterIdentity
from complaints_core.domain.pending import Submission
from complaints_core.testing.builders import citizen, complaint, national_code, outbox_message, report
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from tests.plugins.zodb.conftest import SECRET, Session

RECEIPT = "4821093755631180"


def forget(record: Any, field: str) -> None:
    """Make a record as a program wrote it that did not know this field."""
    del record.kept.__dict__[field]
    record._p_changed = True


def with_default(kind: Any) -> list[str]:
    return [one.name for one in fields(kind) if one.default is not MISSING]


@pytest.mark.parametrize("field", with_default(Complaint))
def test_a_complaint_from_before_a_field_has_its_default(field: str, session: Session) -> None:
    session.stores.citizens.add(citizen())
    session.stores.complaints.add(complaint())
    record = site_of(session.connection).complaints.get(complaint().code)
    forget(record, field)
    session.commit()
    kept = session.stores.complaints.get(complaint().code)
    assert kept is not None
    assert field not in kept.__dict__
    assert getattr(kept, field) == Complaint.__dataclass_fields__[field].default
    assert kept.moved(kept.history[0] if kept.history else complaint().history[0])


@pytest.mark.parametrize("field", with_default(Citizen))
def test_a_citizen_from_before_a_field_can_file_and_be_changed(field: str, session: Session) -> None:
    session.stores.citizens.add(citizen())
    session.commit()
    forget(site_of(session.connection).citizens.get(citizen().key), field)
    session.commit()
    session.stores.complaints.add(complaint())
    kept = session.stores.citizens.get(citizen().key)
    assert kept is not None
    session.stores.citizens.replace(kept.with_mobile("+989350000000"))
    session.commit()
    changed = session.stores.citizens.get(citizen().key)
    assert changed is not None
    assert changed.mobile == "+989350000000"
    assert getattr(changed, field) == Citizen.__dataclass_fields__[field].default


def test_a_field_that_is_added_to_a_kept_class_has_a_plain_default() -> None:
    """A default_factory would be missing in old records; see `records`."""
    for kind in (Complaint, Citizen, MisconductReport, ReporterIdentity, Submission):
        assert all(one.default_factory is MISSING for one in fields(kind)), kind


def commits(db: DB) -> list[list[bytes]]:
    """Everything that lies on the disk, commit by commit; an object begins with the name of its class."""
    with closing(db.storage.iterator()) as transactions:
        return [[record.data for record in one] for one in transactions]


def class_of(data: bytes) -> str:
    return data.partition(b"q\x00")[0].split(b"\n")[1].decode()


def test_filing_writes_twelve_small_objects(db: DB) -> None:
    for number in range(30):
        with unit_of_work(db, SECRET) as stores:
            if not number:
                stores.citizens.add(citizen())
            stores.complaints.add(complaint(number, description="خ" * 1000))
            stores.outbox.add(outbox_message(number))
            stores.pending.add(Submission(key=f"key {number}", expires_at=NOON, made="any"))
    written = commits(db)[-1]
    assert Counter(map(class_of, written)) == {
        "OOBucket": 4,
        "Record": 3,
        "CitizenRecord": 1,
        "QueueShard": 2,
        "Length": 2,
    }
    assert max(map(len, written)) < 3000


def test_a_complaint_is_found_by_three_loads_beside_the_site(session: Session) -> None:
    session.stores.citizens.add(citizen())
    session.stores.complaints.add(complaint())
    session.commit()
    site_of(session.connection).generation  # noqa: B018 - loads the site
    session.connection.getTransferCounts(True)
    assert session.stores.complaints.get(complaint().code) == complaint()
    loads, _ = session.connection.getTransferCounts(True)
    assert loads == 3


def test_no_key_tells_a_national_code_and_nothing_tells_a_receipt(db: DB) -> None:
    with unit_of_work(db, SECRET) as stores:
        key = stores.citizens.key_of(national_code())
        stores.citizens.add(citizen(key=key))
        stores.complaints.add(complaint(citizen=key))
        stores.misconduct.add(report(key=stores.misconduct.key_of(RECEIPT)))
        stores.files.add(BytesIO(b"picture"), "pending")
    pickles = [data for one in commits(db) for data in one]
    assert [class_of(data) for data in pickles if national_code().encode() in data] == ["CitizenRecord"]
    assert not any(RECEIPT.encode() in data for data in pickles)


def test_keys_of_another_installation_or_purpose_are_others(db: DB) -> None:
    with unit_of_work(db, SECRET) as ours, unit_of_work(db, b"of another one") as theirs:
        assert ours.citizens.key_of(national_code()) != theirs.citizens.key_of(national_code())
        assert ours.misconduct.key_of(RECEIPT) != theirs.misconduct.key_of(RECEIPT)
        assert ours.citizens.key_of(RECEIPT) != ours.misconduct.key_of(RECEIPT)
