"""Whatever happens in whatever order, every figure equals a plain walk over all complaints."""

import statistics
from collections import Counter
from contextlib import nullcontext
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis.stateful import invariant

from complaints_core import persian
from complaints_core.desks.figures import FiguresDesk
from complaints_core.desks.rounds.indexing import Cache, FiguresCache, IndexRound, SearchCache, Shelves
from complaints_core.domain.access import DECISIONS, StaffActor
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.dashboard import Dashboard
from complaints_core.domain.periods import month_of, period_named
from complaints_core.domain.staff import CASE_ROLES, Staff
from complaints_core.memory import MemoryFigures, MemoryIndex
from complaints_core.testing.contracts.search import WORDING
from complaints_plugins.figures import SqliteFigures
from tests.core.desks.case_office import OTHER, PARENT, UNIT
from tests.core.test_case_work_machine import CaseWork

PERIODS = ("month", "12")


def decision(complaint: Complaint) -> Event | None:
    """The first time that somebody decided."""
    return next((event for event in complaint.history if event.step in DECISIONS), None)


class Figures(CaseWork):
    """The same people do the same things, and an indexer comes after each."""

    def counting_begins(self) -> None:
        self.folder = TemporaryDirectory()
        self.due_before: dict[str, date] = {}
        stores = self.office.stores
        caches = MemoryFigures(), SqliteFigures(Path(self.folder.name) / "figures.db")
        shelves = Shelves(
            stores.changes, stores.complaints, stores.citizens, WORDING, self.office.profile.tallying
        )
        derived: tuple[Cache, ...] = (*map(FiguresCache, caches), SearchCache(MemoryIndex()))
        self.indexing = IndexRound(derived, lambda: nullcontext(shelves))
        self.desks = [FiguresDesk(one, stores.changes, self.office.desk) for one in caches]

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @invariant()
    def every_figure_equals_a_plain_walk(self) -> None:
        if not hasattr(self, "office"):
            return
        if not hasattr(self, "indexing"):
            self.counting_begins()
        self.indexing.run()
        self.check_entries()
        for one in self.kept():
            if one.due and decision(one) is None:
                self.due_before[one.code] = one.due
        for staff in self.staff.values():
            actor = StaffActor(staff, self.office.profile.directory)
            for unit in (UNIT, OTHER, PARENT):
                if actor.roles_at(unit) & CASE_ROLES:
                    self.compare(staff, unit)

    def check_entries(self) -> None:
        """What a doctor compares is equal, whatever was done."""
        for cache in self.indexing.caches:
            stands = {one.code: cache.stands(one) for one in self.kept()}
            assert cache.stood(stands) == stands

    def compare(self, staff: Staff, unit: str) -> None:
        for period in PERIODS:
            boards = [desk.dashboard(staff, unit, period) for desk in self.desks]
            for board in boards:
                assert board.complete
                self.check(board, staff)

    def check(self, board: Dashboard, staff: Staff) -> None:
        profile, now = self.office.profile, self.office.clock.now()
        actor, within = StaffActor(staff, profile.directory), profile.directory.is_within
        seen = [one for one in self.kept() if within(one.unit, board.unit) and actor.may_see(one)]
        months = period_named(board.period.name, now)
        assert months is not None
        inside = range(months.first, months.last + 1)
        open_now = [one for one in seen if one.open]
        filed = [one for one in seen if month_of(one.submitted_at) in inside]
        answered = [one for one in seen if (at := decision(one)) and month_of(at.at) in inside]

        assert board.now == {
            "open": len(open_now),
            "overdue": sum(one.overdue for one in open_now),
            "unassigned": sum(not one.assignee for one in open_now),
            "waiting": sum(one.asked for one in open_now),
        }
        at_unit = [one for one in open_now if one.unit == board.unit]
        assert board.own["open"] == len(at_unit)
        assert board.own["unassigned"] == sum(not one.assignee for one in at_unit)
        assert (board.filed, board.answering.answered) == (len(filed), len(answered))
        self.check_days(board, answered)
        for lines, key in (
            (board.subjects, lambda one: one.subject),
            (board.units, lambda one: self.below(one.unit, board.unit)),
        ):
            assert {line.key: line.open for line in lines if line.open} == Counter(map(key, open_now))
            assert {line.key: line.filed for line in lines if line.filed} == Counter(map(key, filed))
            assert {line.key: line.answered for line in lines if line.answered} == Counter(map(key, answered))
        assert sum(board.ages) == len(open_now)
        assert sum(line.filed for line in board.trend) == sum(
            month_of(one.submitted_at) in months.trend for one in seen
        )
        objected = [e for one in seen for e in one.history if e.step == "object" and month_of(e.at) in inside]
        assert sum(board.objections.values()) == len(objected)
        scores = [one.rating.score for one in seen if one.rating and month_of(one.rating.at) in inside]
        assert board.answering.satisfaction == (statistics.fmean(scores) if scores else None)

    def check_days(self, board: Dashboard, answered: list[Complaint]) -> None:
        days = sorted(map(self.working_days, answered))
        assert board.answering.median == (statistics.median_low(days) if days else None)
        assert board.answering.ninth == (days[ceil(0.9 * len(days)) - 1] if days else None)
        assert sum(board.waits) == len(days)
        in_time = [one for one in answered if _day(decision(one)) <= self.due_before[one.code]]
        assert board.answering.in_time == len(in_time)

    def working_days(self, complaint: Complaint) -> int:
        """Count them one by one."""
        filed, end = persian.tehran_day(complaint.submitted_at), _day(decision(complaint))
        between = (filed + timedelta(days=ahead) for ahead in range(1, (end - filed).days + 1))
        return sum(self.office.profile.calendar.is_working(day, complaint.province) for day in between)

    def below(self, unit: str, above: str) -> str:
        """Where something in a unit is counted by one above: there, or at the unit right below."""
        while unit != above:
            found = self.office.profile.directory.unit(unit)
            assert found is not None
            if found.parent == above:
                break
            unit = found.parent
        return unit


def _day(event: Event | None) -> date:
    assert event is not None
    return persian.tehran_day(event.at)


TestFigures = Figures.TestCase
TestFigures.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
