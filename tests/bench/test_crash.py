"""The crash drill, a short one on each store; `python -m bench.crash` is the long one."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bench.crash.drill import Drill
from bench.crash.office import STORES, Office
from bench.crash.people import Promise
from bench.crash.proof import Promised, Proof, prove
from bench.crash.report import Report
from bench.people import EXPERT
from bench.place import SECRET
from complaints_core.domain.complaints import Answer, Complaint
from complaints_core.profiles import load_profile
from complaints_core.testing import NOON, builders
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_web.scripts.reading import settings_of
from complaints_web.settings import Settings
from complaints_web.sharing import caches_of

KILLS = {"file": {"web": 6}, "postgres": {"web": 2, "worker": 2, "database": 2}}
SOUND = Report({"web": [1.0]}, Promised([]), 1, (), Proof(1, 1, 1, 0, 0, 0, 27, ()))
REST = 15.0
"""Seconds for what waits; a message that was leased when its courier was killed may wait for longer."""


@pytest.mark.parametrize("store", STORES)
def test_nothing_that_somebody_was_promised_is_lost_or_there_twice_after_six_kills(
    store: str, tmp_path: Path
) -> None:
    with STORES[store](tmp_path) as office:
        report = Drill(office, people=3, rest=REST).run(6)
    assert report.sound, list(report.lines())
    assert report.kills == KILLS[store]
    assert report.again, "nobody noticed the kills, so this proves nothing"
    assert report.proof.kept >= len(report.promised.receipts) > 0
    assert report.proof.answered >= len(report.promised.answers) > 0
    assert any(one.digest for one in report.promised.receipts)
    assert report.proof.noted > 0


def filed(number: int) -> Complaint:
    """A complaint of invented citizen 0, as the profile of the drill files it."""
    code, citizen = builders.tracking_code(number), builders.citizen().key
    course = load_profile().course
    return course.filed(
        builders.draft(), NOON, code=code, citizen=citizen, province="23", unit="23", attachments=()
    )


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A site that never ran, with one complaint about which nobody was told anything."""
    office = Office(tmp_path, f"file://{tmp_path}/Data.fs")
    office.settle(citizens=0)
    with closing(open_database(office.uri, 1)) as db, unit_of_work(db, SECRET.encode()) as stores:
        stores.citizens.add(builders.citizen())
        stores.complaints.add(filed(1))
    return office


def test_a_promise_that_is_not_kept_makes_the_drill_fail(office: Office) -> None:
    lost, one = Promise("123456789012", "words", ""), filed(1)
    without_file = Promise(one.code, one.description, "its digest")
    proof = prove(office, Promised([lost, without_file], [lost], refusals=1))
    assert set(proof.wrong) == {
        "the complaint that somebody was promised is not there",
        "the file that somebody sent with the complaint is not there",
        "the answer that somebody was promised is not there",
        "no message complaint_registered",
        "the audit knows 0 refusals of 1",
    }


def test_what_is_there_twice_makes_the_drill_fail(office: Office) -> None:
    with closing(open_database(office.uri, 1)) as db, unit_of_work(db, SECRET.encode()) as stores:
        answer = Answer(NOON, EXPERT.username, "upheld", "Twice.")
        stores.complaints.add(replace(filed(2), answers=(answer, answer)))
    wrong = prove(office, Promised([])).wrong
    assert "a complaint is there 2 times" in wrong
    assert "a complaint was answered 2 times" in wrong


def test_what_only_the_doctor_sees_makes_the_drill_fail(office: Office) -> None:
    with closing(open_database(office.uri, 1)) as db, db.transaction() as connection:
        _, queue = next(iter(site_of(connection).queues.items()))
        queue.counter.change(builders.tracking_code(1), 1)
    assert any("counters of queues of complaints: 1" in line for line in prove(office, Promised([])).wrong)


def test_a_search_that_forgot_something_makes_the_drill_fail(office: Office) -> None:
    for cache in caches_of(Settings.read(settings_of(str(office.ini)))):
        cache.reached(None)
    with closing(open_database(office.uri, 1)) as db, unit_of_work(db, SECRET.encode()) as stores:
        stores.changes.done(stores.changes.changed(10))
    wrong = prove(office, Promised([])).wrong
    for name in ("the search index", "the figures"):
        assert f"differences between complaints and {name}: 1 (entered again by --repair)" in wrong


def test_a_drill_with_a_fault_is_not_sound() -> None:
    assert SOUND.sound
    assert not replace(SOUND, faults=("a page answered 500",)).sound
    assert "NOT SOUND" in list(replace(SOUND, proof=replace(SOUND.proof, wrong=("lost",))).lines())
