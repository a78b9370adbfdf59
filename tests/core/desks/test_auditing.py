"""The desk of auditors: reading backwards, and looking over in portions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from complaints_core.desks import auditing
from complaints_core.desks.auditing import EVERY, AuditDesk, AuditFilter
from complaints_core.domain.audit import AuditEntry
from complaints_core.persian import tehran_day
from complaints_core.testing.builders import audit_note
from complaints_core.testing.fixed import NOON
from tests.core.desks.office import Office

DAY = timedelta(days=1)


class Archive(Office):
    """An office whose audit has an entry for every hour of ten days."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for number in range(240):
            at = NOON + timedelta(hours=number)
            self.stores.audit.note(audit_note(number, at=at, actor=f"actor-{number % 3}"))
        self.stores.audit.chain(1000)
        self.desk = AuditDesk(self.stores.audit, self.stores.pending, self.clock)

    def everything(self, narrowed: AuditFilter) -> list[AuditEntry]:
        """Page by page, all that fits."""
        page = self.desk.page(narrowed)
        found = list(page.entries)
        while page.before:
            page = self.desk.page(narrowed, page.before)
            found += page.entries
        return found

    def looked_over(self) -> int:
        """Go on until nothing is left to do; answers how many portions there were."""
        portions = 0
        while self.desk.go_on():
            portions += 1
        return portions


@pytest.fixture
def office() -> Archive:
    return Archive()


def test_every_entry_is_read_once_the_newest_first(office: Archive) -> None:
    assert [one.number for one in office.everything(AuditFilter())] == list(range(240, 0, -1))


@pytest.mark.parametrize("looked_at", [7, 50, 51, 5000])
def test_what_fits_is_found_however_little_is_looked_at_for_a_page(
    office: Archive, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    monkeypatch.setattr(auditing, "LOOKED_AT", looked_at)
    found = office.everything(AuditFilter(actor="actor-1"))
    assert [one.number for one in found] == [n for n in range(240, 0, -1) if (n - 1) % 3 == 1]


@pytest.mark.parametrize("ahead", [-1, 0, 1, 5, 10, 11])
def test_a_day_is_found_whole_and_nothing_else(office: Archive, ahead: int) -> None:
    day = tehran_day(NOON) + ahead * DAY
    entries = list(office.stores.audit.entries())
    expected = [one.number for one in reversed(entries) if tehran_day(one.note.at) == day]
    assert [one.number for one in office.everything(AuditFilter(day=day))] == expected


def test_a_day_in_the_middle_is_found_without_reading_what_came_after(
    office: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "LOOKED_AT", 30)
    page = office.desk.page(AuditFilter(day=tehran_day(NOON) + 3 * DAY))
    assert len(page.entries) == 24


def test_the_chain_is_looked_over_in_portions_once_a_day(
    office: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "PORTION", 100)
    assert office.desk.check() is None
    assert office.looked_over() == 3
    check = office.desk.check()
    assert check is not None
    assert (check.number, check.broken, check.done_at) == (240, None, office.clock.now())
    assert office.looked_over() == 0
    office.clock.advance(seconds=EVERY.total_seconds())
    assert office.looked_over() == 3


@pytest.mark.parametrize("number", [1, 99, 100, 101, 200, 240])
def test_a_change_is_found_wherever_the_portions_meet(
    office: Archive, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(auditing, "PORTION", 100)
    entry = list(office.stores.audit.entries())[number - 1]
    object.__setattr__(entry, "note", replace(entry.note, actor="somebody else"))
    office.looked_over()
    check = office.desk.check()
    assert check is not None
    assert check.broken == number


def test_what_was_begun_anew_forgets_what_was_found(office: Archive) -> None:
    office.looked_over()
    office.desk.begin_check()
    check = office.desk.check()
    assert check is not None
    assert (check.number, check.done_at) == (0, None)
