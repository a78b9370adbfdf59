"""A spike and a run in which everybody writes at once, both short, and what their reports say of long ones;
`python -m bench.spike` and `python -m bench.mixed` are the long ones."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.mixed.report import Report as MixedReport
from bench.mixed.run import run as run_mixed
from bench.spike import visitor
from bench.spike.report import MOST_SECONDS, Report, Visit
from bench.spike.run import run
from bench.spike.tally import ANSWERED, FAULT, SHED, WHOLE, Seen, Tally, percentile
from bench.spike.timetable import Phase, arrivals, shape, spans
from bench.spike.visitor import Lost, Visitor
from bench.spike.wire import Broken, Reply

FORM = b'<form action="/file"><input type="hidden" name="submission_key" value="k1"></form>'


def test_whole_cases_are_answered_and_kept_while_people_keep_coming() -> None:
    report = run("file", shape(calm=2, spike=3, rate=3))
    ends = Counter(one.end for one in report.tally.seen if one.step == WHOLE)
    assert (list(report.tally.faults), report.wrong) == ([], ())
    assert set(ends) == {ANSWERED}
    assert report.visit.loader < report.visit.seconds / 2
    assert report.visit.site > 0
    assert {"file", "take", "answer", "read the answer"} <= {one.step for one in report.tally.seen}


def test_nobody_is_told_of_a_conflict_while_everybody_writes_to_several_processes() -> None:
    report = run_mixed("postgres", submitters=6, workers=6, seconds=8)
    assert list(report.broken()) == []
    assert report.done["filed"] > 0
    assert report.done["take done"] > 0


class Scripted:
    """A site that answers what was written down for it; `asked` is what it was sent."""

    def __init__(self, *replies: Reply | Broken) -> None:
        self.replies = list(replies)
        self.asked: list[tuple[str, str, bytes]] = []

    async def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        self.asked.append((method, path, body))
        reply = self.replies.pop(0)
        if isinstance(reply, Broken):
            raise reply
        return reply


def reply(status: int, body: bytes = b"", **headers: str) -> Reply:
    return Reply(status, {name.replace("_", "-"): text for name, text in headers.items()}, (), body)


def somebody(site: Scripted) -> Visitor:
    return Visitor(site, Tally(), Random(1))  # type: ignore[arg-type] # noqa: S311 - it asks like a Wire


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let people come again exactly when they were asked to."""
    monkeypatch.setattr(visitor, "LATER", 0.0)


@pytest.mark.usefixtures("at_once")
def test_who_is_asked_to_come_again_sends_the_very_same_form() -> None:
    site = Scripted(reply(503, retry_after="0"), reply(303, location="/receipt"))
    person = somebody(site)
    taken = asyncio.run(person.fill("file", FORM, "/file", {"text": "words"}))
    assert taken.status == 303
    assert person.again == 1
    assert site.asked[0] == site.asked[1]
    assert b"words" in site.asked[0][2]
    assert b"k1" in site.asked[0][2]


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    "answers",
    [
        [reply(503)],
        [reply(500)],
        [Broken("ConnectionResetError")],
        [reply(200, b"another page")],
        [reply(503, retry_after="0")] * visitor.TRIES,
    ],
)
def test_whatever_else_a_site_answers_is_a_fault(answers: list[Reply | Broken]) -> None:
    person = somebody(Scripted(*answers))
    with pytest.raises(Lost):
        asyncio.run(person.get("form", "/form", wanted=b"the form"))
    assert person._tally.faults.total() == 1


@given(st.floats(0.5, 40), st.floats(1, 30), st.integers(0, 99))
def test_people_come_in_order_and_within_their_phases(rate: float, seconds: float, seed: int) -> None:
    phases = shape(5, seconds, rate)
    came = list(arrivals(phases, Random(seed)))  # noqa: S311
    assert came == sorted(came)
    assert all(0 < moment < 10 + seconds for moment in came)


def test_people_come_about_as_often_as_they_should() -> None:
    came = list(arrivals((Phase("spike", 35, 60),), Random(1)))  # noqa: S311
    assert 1900 < len(came) < 2300


def report_of(*seen: Seen, wrong: tuple[str, ...] = ()) -> Report:
    return Report(shape(30, 30, 35), Visit(0.0, 90.0, 9.0, 45.0), Tally(list(seen)), 0, wrong)


def steadily(begin: int, end: int, seconds: float, ends: str = ANSWERED) -> list[Seen]:
    """Ten requests a second that all take as long."""
    return [Seen(begin + tenth / 10, "form", seconds, ends) for tenth in range((end - begin) * 10)]


CALM = steadily(0, 60, 0.01)


def test_it_is_calm_again_when_pages_are_as_quick_as_before_and_nobody_is_asked_to_come_again() -> None:
    busy, shed, calm = steadily(60, 65, 0.5), steadily(65, 70, 0.001, SHED), steadily(70, 90, 0.01)
    report = report_of(*CALM, *busy, *shed, *calm)
    assert report.seconds_until_calm == 10
    assert list(report.broken()) == []


def test_a_site_that_stays_slow_breaks_a_promise() -> None:
    report = report_of(*CALM, *steadily(60, 90, 0.5))
    assert report.seconds_until_calm is None
    assert list(report.broken()) == [f"after the spike it was not calm within {MOST_SECONDS:.0f} s"]


def test_one_fault_in_a_hundred_is_too_much_and_so_is_one_lost_complaint() -> None:
    faults = [Seen(31.0, "form", 0.1, FAULT)] * 10
    report = report_of(*CALM, *faults, *steadily(60, 90, 0.01), wrong=("a complaint is lost",))
    assert list(report.broken()) == ["1.1% of the requests went wrong", "a complaint is lost"]


def test_a_report_has_a_row_for_each_step_of_each_phase() -> None:
    lines = list(report_of(*CALM, *steadily(60, 90, 0.01)).lines())
    assert sum(line.split()[:2] == ["form", "300"] for line in lines) == 3
    assert lines[-1] == "all promises hold"
    assert [phase.name for phase, _, _ in spans(shape(1, 1, 1))] == ["calm", "spike", "calm again"]


@pytest.mark.parametrize(("share", "value"), [(0.5, 51), (0.95, 96), (0.99, 100), (1.0, 100)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    assert percentile(share, map(float, range(1, 101))) == value
    assert percentile(share, []) == 0


def test_a_503_that_no_crowd_explains_is_a_conflict_that_somebody_was_shown() -> None:
    tally = Tally([Seen(0.0, "take", 0.1, SHED)] * 3)
    shed = MixedReport("file", 1.0, tally, {"filed": 3}, {"requests_shed": 3}, {}, ())
    shown = MixedReport("file", 1.0, tally, {"filed": 3}, {"requests_shed": 1}, {}, ())
    assert list(shed.broken()) == []
    assert list(shown.broken()) == ["2 conflicts were shown to somebody"]
    assert "file: 3 writes, 3 a second" in list(shown.lines())
