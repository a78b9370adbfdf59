"""The crash drill, a short one on each store; `python -m bench.crash` is the long one."""

from collections import Counter
from pathlib import Path

import pytest

from bench.crash.drill import Drill, Report
from bench.crash.office import STORES
from bench.crash.people import Receipt
from bench.crash.proof import Proof, prove
from complaints_plugins.zodb.database import open_database

KILLS = {"file": {"web": 6}, "postgres": {"web": 2, "worker": 2, "database": 2}}


@pytest.mark.parametrize("store", STORES)
def test_nothing_that_somebody_was_promised_is_lost_or_there_twice_after_six_kills(
    store: str, tmp_path: Path
) -> None:
    with STORES[store](tmp_path) as office:
        report = Drill(office, people=3).run(6)
    assert report.sound, list(report.lines())
    assert report.kills == KILLS[store]
    assert report.again, "nobody noticed the kills, so this proves nothing"
    assert report.proof.kept >= report.receipts > 0
    assert report.proof.noted > 0


def test_a_receipt_without_its_complaint_makes_the_drill_fail(tmp_path: Path) -> None:
    uri = f"file://{tmp_path}/Data.fs"
    open_database(uri, 1, width=4).close()
    proof = prove(uri, tmp_path / "sms.jsonl", [Receipt("123456789012", "words", "")], refusals=1)
    assert proof.wrong == (
        "a complaint that somebody has a receipt for is not there",
        "the audit knows 0 refusals of 1",
    )


def test_a_drill_with_a_fault_is_not_sound() -> None:
    sound = Proof(1, 1, 0, ())
    assert not Report(Counter(web=1), 1, 0, ("a page answered 500",), sound).sound
    assert "NOT SOUND" in list(Report(Counter(web=1), 1, 0, (), Proof(1, 1, 0, ("lost",))).lines())
