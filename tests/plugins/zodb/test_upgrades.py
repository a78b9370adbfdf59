"""Yesterday's database, and how it becomes today's."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from ZODB import DB

from complaints_core.domain.complaints import Complaint
from complaints_core.domain.misconduct import ReporterIdentity
from complaints_core.domain.pending import Submission
from complaints_core.domain.queues import ABOUT, queues_of, rank
from complaints_core.interfaces.errors import SettingError
from complaints_core.testing.builders import citizen, complaint, outbox_message, report, staff
from complaints_core.testing.fixed import NOON
from complaints_plugins.zodb import upgrades
from complaints_plugins.zodb.records import LAYOUT
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from complaints_plugins.zodb.upgrades import STEPS, Step, each_record, upgrade
from tests.plugins.zodb.conftest import SECRET

MANY = 25


@pytest.fixture
def yesterday(db: DB) -> DB:
    """A database as the program wrote it before records said their layout: no version, generation 0."""
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        for number in range(MANY):
            stores.complaints.add(complaint(number))
        stores.misconduct.add(report(), ReporterIdentity(first_name="Sara"))
        stores.pending.add(Submission(key="one", expires_at=NOON, made="any"))
        stores.outbox.add(outbox_message(1))
        stores.outbox.add(outbox_message(2))
        stores.outbox.bury(outbox_message(2))
        stores.files.add(BytesIO(b"picture"), "clean")
        stores.staff.add(staff("karimi"))
    with connected(db) as connection:
        site_of(connection).generation = 0
        for name in ("amended", "amendments", "walk", "news", "roll"):
            delattr(site_of(connection), name)
        for record in site_of(connection).records():
            del record.version
    return db


def versions(db: DB) -> list[int]:
    with connected(db) as connection:
        return [record.version for record in site_of(connection).records()]


def make_loud(record: Any) -> None:
    """A step that a next release might bring."""
    if isinstance(getattr(record, "kept", None), Complaint):
        record.kept = replace(record.kept, subject=record.kept.subject + "!")


NEXT = (*STEPS, Step(LAYOUT + 1, "Subjects are loud", each_record(make_loud)))


def subjects(db: DB) -> set[str]:
    with unit_of_work(db, SECRET) as stores:
        return {one.subject for one in stores.complaints.of_citizen(citizen().key)}


def test_the_last_step_is_the_layout_in_which_we_write() -> None:
    assert [step.number for step in STEPS] == list(range(1, LAYOUT + 1))


def test_yesterdays_database_gets_every_record_to_todays_layout(yesterday: DB) -> None:
    assert set(versions(yesterday)) == {0}
    assert upgrade(yesterday) == [step.title for step in STEPS]
    assert versions(yesterday) == [1] * (MANY + 8) + [LAYOUT] * 3  # the last three came with the second step
    assert subjects(yesterday) == {"delay"}


def test_staff_who_were_hired_before_the_roll_are_on_it(yesterday: DB) -> None:
    upgrade(yesterday)
    with unit_of_work(yesterday, SECRET) as stores:
        assert list(stores.staff.at("23")) == [staff("karimi")]


def test_what_is_about_somebody_with_a_title_stands_among_what_is_about_him(db: DB) -> None:
    called = complaint(accused_first_name="دکتر علی", accused_last_name="نمونه")
    him, before = next(name for name in queues_of(called) if name[0] == ABOUT), (ABOUT, "another")
    with unit_of_work(db, SECRET) as stores:
        stores.citizens.add(citizen())
        stores.complaints.add(called)
    with connected(db) as connection:
        site_of(connection).queues.move({him}, {before}, rank(called))
        site_of(connection).generation = 3
    assert len(upgrade(db)) == 1
    with unit_of_work(db, SECRET) as stores:
        assert stores.complaints.queue(him, 9) == [called]
        assert stores.complaints.queue(before, 9) == []


def test_an_upgraded_database_has_nothing_left_to_do(yesterday: DB) -> None:
    upgrade(yesterday)
    assert upgrade(yesterday) == []


def test_steps_run_in_their_order(yesterday: DB) -> None:
    assert upgrade(yesterday, NEXT) == [step.title for step in NEXT]
    assert subjects(yesterday) == {"delay!"}


def test_an_interrupted_upgrade_goes_on_where_it_stopped(
    yesterday: DB, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrades, "BATCH", 4)
    upgrade(yesterday)
    with pytest.raises(KeyboardInterrupt):
        upgrade(
            yesterday,
            (*STEPS, Step(LAYOUT + 1, NEXT[-1].title, each_record(interrupted(make_loud, after=10)))),
        )
    assert sorted(set(versions(yesterday))) == [1, LAYOUT, LAYOUT + 1]
    assert versions(yesterday).count(LAYOUT + 1) == 8, "whole batches were kept"
    assert upgrade(yesterday, NEXT) == [NEXT[-1].title]
    assert subjects(yesterday) == {"delay!"}, "no complaint was changed twice or left out"


def interrupted(change: Callable[[Any], None], after: int) -> Callable[[Any], None]:
    calls = iter(range(after))

    def changed(record: Any) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        change(record)

    return changed


def test_a_database_of_a_newer_program_is_not_touched(yesterday: DB) -> None:
    upgrade(yesterday, NEXT)
    with pytest.raises(SettingError, match=f"generation is {LAYOUT + 1}, this program knows {LAYOUT}"):
        upgrade(yesterday)
    assert set(versions(yesterday)) == {LAYOUT + 1}
