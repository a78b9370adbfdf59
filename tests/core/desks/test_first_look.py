"""An urgent complaint is looked at within hours, day and night; if not, its supervisor hears of it once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.desks.rounds.escalation import EscalationRound, Shift
from complaints_core.domain.complaints import Complaint
from complaints_core.testing import FixedClock
from tests.core.desks.case_office import COUNTY, PARENT, UNIT, CaseOffice

FRIDAY_NIGHT = datetime(2026, 8, 7, 20, 29, tzinfo=UTC)  # a minute before midnight in Tehran
HOURS = 4


class Nights:
    """An office, and a round every few minutes of day and night."""

    def __init__(self, start: datetime = FRIDAY_NIGHT) -> None:
        self.office = CaseOffice(clock=FixedClock(start))
        self.round = EscalationRound(self.work, self.office.clock, self.office.profile)

    @contextmanager
    def work(self) -> Iterator[Shift]:
        yield Shift(self.office.complaints, self.office.stores.citizens, self.office.notices)

    def pass_by(self, hours: float, every: float = 20) -> None:
        """Let hours pass, with a round every so many minutes."""
        end = self.office.clock.now() + timedelta(hours=hours)
        while self.office.clock.now() < end:
            self.office.clock.advance(
                minutes=min(every, (end - self.office.clock.now()) / timedelta(minutes=1))
            )
            self.round.run()

    def urgent(self) -> Complaint:
        return self.office.filed(self.office.citizen(), subject="abuse")

    def told(self, code: str) -> list[float]:
        """After how many hours it was told that nobody has looked."""
        complaint = self.office.read(code)
        missed = (event for event in complaint.history if event.step == "unseen")
        return [(event.at - complaint.submitted_at) / timedelta(hours=1) for event in missed]


@pytest.fixture
def nights() -> Nights:
    return Nights()


def test_its_supervisor_hears_within_minutes_even_at_night(nights: Nights) -> None:
    code = nights.urgent().code
    chief = nights.office.hired("chief", "supervisor")
    nights.pass_by(HOURS - 0.1)
    assert nights.office.desk.counts(chief)["escalated"] == 0
    nights.pass_by(0.5)
    assert [one.code for one in nights.office.desk.inbox(chief, "escalated").items] == [code]
    assert nights.office.sent() == ["complaint_registered"]


def test_it_is_told_once_however_long_nobody_looks(nights: Nights) -> None:
    code = nights.urgent().code
    nights.pass_by(40, every=60)
    assert len(nights.told(code)) == 1


def test_nothing_is_told_of_what_is_taken_in_time_or_not_urgent(nights: Nights) -> None:
    karimi, quiet = nights.office.hired("karimi"), nights.office.brought("registered", 2)
    code = nights.urgent().code
    nights.pass_by(HOURS - 1)
    nights.office.desk.take(karimi, code)
    nights.pass_by(10, every=60)
    assert nights.told(code) == nights.told(quiet.code) == []


def test_whoever_takes_it_at_last_takes_it_from_the_supervisors_list(nights: Nights) -> None:
    chief, code = nights.office.hired("chief", "supervisor"), nights.urgent().code
    nights.pass_by(HOURS + 1)
    nights.office.desk.take(chief, code)
    assert nights.office.desk.counts(chief)["escalated"] == 0


def test_the_next_unit_has_hours_of_its_own(nights: Nights) -> None:
    office, code = nights.office, nights.urgent().code
    chief, there = office.hired("chief", "supervisor"), office.hired("there", "supervisor", COUNTY)
    nights.pass_by(HOURS + 1)
    office.desk.refer(chief, code, COUNTY, "It belongs there.")
    assert office.desk.counts(there)["escalated"] == 0
    nights.pass_by(HOURS + 1)
    assert office.desk.counts(there)["escalated"] == 1
    assert len(nights.told(code)) == 2


def test_the_unit_above_hears_when_days_have_passed_as_well(nights: Nights) -> None:
    above, chief = (
        nights.office.hired("above", "hq_expert", PARENT),
        nights.office.hired("chief", "supervisor"),
    )
    nights.urgent()
    nights.pass_by(24 * 20, every=24 * 60)
    assert nights.office.desk.counts(above)["escalated"] == 1
    assert nights.office.desk.counts(chief)["overdue"] == 1


def test_a_round_leaves_what_waits_for_its_hour_as_it_is(nights: Nights) -> None:
    complaint = nights.urgent()
    changes = len(nights.office.stores.changes.changed(100))
    nights.pass_by(HOURS - 1)
    assert nights.office.read(complaint.code) == complaint
    assert len(nights.office.stores.changes.changed(100)) == changes


@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
    every=st.integers(1, 180),
    taken=st.none() | st.floats(0, HOURS - 0.1) | st.floats(8, 12),
)
def test_whenever_it_comes_it_is_told_once_and_only_when_its_hours_are_over(
    start: datetime, every: int, taken: float | None
) -> None:
    nights = Nights(start.replace(tzinfo=UTC))
    chief, code = nights.office.hired("chief", "supervisor"), nights.urgent().code
    nights.pass_by(12 if taken is None else taken, every)
    missed = taken is None or taken > HOURS
    if taken is not None:
        nights.office.desk.take(chief, code)
        nights.pass_by(12 - taken, every)
    told = nights.told(code)
    assert len(told) == (1 if missed else 0)
    assert all(HOURS <= after <= HOURS + every / 60 + 0.02 for after in told)
    assert nights.office.read(code).escalated_to == (UNIT if missed and taken is None else "")
