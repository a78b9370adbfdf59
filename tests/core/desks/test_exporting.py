"""Excel files of what staff found: whose they are, what stands in them, and that nothing is there twice."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, BinaryIO

import pytest

from complaints_core.desks.exporting import ExportDesk
from complaints_core.desks.rounds.export_round import ExportRound, Press
from complaints_core.desks.rounds.forgetting import forget_expired
from complaints_core.desks.rounds.work import Taken
from complaints_core.domain import export
from complaints_core.domain.audit import EXPORT_ASKED, EXPORT_MADE, EXPORT_TAKEN
from complaints_core.domain.export import KEPT, MOST_JOBS, TRIES, ExportCodes, ExportJob, ExportRow
from complaints_core.domain.search import OLDEST, SearchQuery
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.errors import NotFound
from complaints_core.testing import builders
from tests.core.desks.case_office import COUNTY, OTHER, UNIT, CaseOffice

ALL = SearchQuery(sort=OLDEST)
REASON = "Asked for by the inspectorate"


class Exports:
    """The desk and the round of an office, with sheets of plain lines."""

    def __init__(self, office: CaseOffice) -> None:
        self.office = office
        stores = office.stores
        self.desk = ExportDesk(
            pending=stores.pending,
            files=stores.files,
            audit=stores.audit,
            clock=office.clock,
            directory=office.profile.directory,
        )
        self.broken = False
        self.round = ExportRound(self._press)

    @contextmanager
    def _press(self) -> Iterator[Press]:
        office, stores = self.office, self.office.stores
        yield Press(
            pending=stores.pending,
            files=stores.files,
            citizens=stores.citizens,
            staff=stores.staff,
            audit=stores.audit,
            clock=office.clock,
            finder=office.desk.finder,
            write=self._write,
        )

    def _write(self, stream: BinaryIO, job: ExportJob, number: int, rows: Iterable[ExportRow]) -> None:
        for row in rows:
            person = row.person
            told = (row.number, row.complaint.code, person.name, person.national_code, person.mobile)
            stream.write(("|".join(map(str, told)) + "\n").encode())
        if self.broken:
            raise OSError("no room")

    def finish(self, staff: Staff, key: str) -> ExportJob:
        """Let the round go on until a job is finished."""
        for _ in range(100):
            if self.desk.job(staff, key).finished:
                break
            self.round.run()
        return self.desk.job(staff, key)

    def lines(self, staff: Staff, key: str) -> list[list[str]]:
        """Every line of every part."""
        told = b""
        for number in range(1, len(self.desk.job(staff, key).made) + 1):
            with self.desk.part(staff, key, number)[1] as stream:
                told += stream.read()
        return [line.split("|") for line in told.decode().splitlines()]

    def codes(self, staff: Staff, key: str) -> list[str]:
        """The tracking codes of a whole file."""
        return [line[1] for line in self.lines(staff, key)]


@pytest.fixture
def office() -> CaseOffice:
    return CaseOffice()


@pytest.fixture
def exports(office: CaseOffice) -> Exports:
    return Exports(office)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of three rows."""
    for module in ("complaints_core.domain.export", "complaints_core.desks.rounds.export_round"):
        monkeypatch.setattr(f"{module}.PART_ROWS", 3)


def kept(office: CaseOffice, *units: str, **facts: Any) -> list[str]:
    """Complaints at these units, one an hour, in the index."""
    codes = []
    for unit in units:
        office.clock.advance(minutes=1)
        one = office.brought("registered", len(office.complaints.codes(10**6)), unit=unit, **facts)
        office.index.index([office.wording.document_of(one, builders.citizen())])
        codes.append(one.code)
    office.index.reached(None)
    return codes


@pytest.mark.usefixtures("small_parts")
def test_everything_that_is_found_stands_in_the_parts_once(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi")
    mine = kept(office, *[UNIT] * 4, *[COUNTY] * 3)
    kept(office, OTHER)
    key = exports.desk.ask(karimi, ALL, "en")
    job = exports.finish(karimi, key)
    assert [part.rows for part in job.made] == [3, 3, 1]
    assert exports.codes(karimi, key) == mine
    assert [int(line[0]) for line in exports.lines(karimi, key)] == list(range(1, 8))
    assert (job.total, job.done, job.parts) == (7, 7, 3)


def test_a_search_that_finds_nothing_makes_no_part(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi")
    job = exports.finish(karimi, exports.desk.ask(karimi, ALL, "en"))
    assert (job.finished, job.total, job.made) == (True, 0, ())


@pytest.mark.usefixtures("small_parts")
def test_access_is_asked_again_when_a_row_is_written(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi", first_name="Sara", last_name="Karimi")
    first, moved, accused, last = kept(office, *[UNIT] * 4)
    key = exports.desk.ask(karimi, ALL, "en")
    exports.round.run()
    office.complaints.replace(replace(office.read(moved), unit=OTHER))
    office.complaints.replace(replace(office.read(accused), accused_last_name="Sara Karimi"))
    exports.finish(karimi, key)
    assert exports.codes(karimi, key) == [first, last]


def test_data_of_persons_are_masked_unless_asked_for_with_a_reason(
    office: CaseOffice, exports: Exports
) -> None:
    karimi, citizen = office.hired("karimi"), builders.citizen()
    kept(office, UNIT)
    masked, opened = (
        exports.desk.ask(karimi, ALL, "en"),
        exports.desk.ask(karimi, ALL, "en", personal=True, reason=REASON),
    )
    for key in (masked, opened):
        exports.finish(karimi, key)
    hidden = " ".join(exports.lines(karimi, masked)[0])
    assert citizen.national_code not in hidden
    assert citizen.last_name not in hidden
    assert exports.lines(karimi, opened)[0][2:4] == [citizen.full_name, citizen.national_code]


@pytest.mark.parametrize(("role", "reason"), [("auditor", REASON), ("expert", "")])
def test_nobody_has_data_of_persons_without_a_reason_or_as_an_auditor(
    role: str, reason: str, office: CaseOffice, exports: Exports
) -> None:
    with pytest.raises(NotFound):
        exports.desk.ask(office.hired("karimi", role), ALL, "en", personal=True, reason=reason)


def test_where_somebody_only_audits_data_of_persons_stay_masked(office: CaseOffice, exports: Exports) -> None:
    both = office.hired("karimi", posts=(Post("expert", COUNTY), Post("auditor", UNIT)))
    kept(office, UNIT, COUNTY)
    key = exports.desk.ask(both, ALL, "en", personal=True, reason=REASON)
    exports.finish(both, key)
    shown = [builders.citizen().national_code in line for line in exports.lines(both, key)]
    assert shown == [False, True]


def test_who_only_audits_by_now_takes_no_data_of_persons(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi", posts=(Post("expert", COUNTY), Post("auditor", UNIT)))
    kept(office, UNIT, COUNTY)
    masked = exports.desk.ask(karimi, ALL, "en")
    opened = exports.desk.ask(karimi, ALL, "en", personal=True, reason=REASON)
    for key in (masked, opened):
        exports.finish(karimi, key)
    audits = replace(karimi, posts=(Post("auditor", UNIT),))
    office.stores.staff.replace(audits)
    with pytest.raises(NotFound):
        exports.desk.part(audits, opened, 1)
    exports.desk.part(audits, masked, 1)[1].close()


def test_a_file_is_there_for_its_maker_only(office: CaseOffice, exports: Exports) -> None:
    karimi, other = office.hired("karimi"), office.hired("ahmadi")
    kept(office, UNIT)
    key = exports.desk.ask(karimi, ALL, "en")
    exports.finish(karimi, key)
    for asked in (lambda: exports.desk.job(other, key), lambda: exports.desk.part(other, key, 1)):
        with pytest.raises(NotFound):
            asked()
    assert [job.key for job in exports.desk.jobs(karimi)] == [key]
    assert exports.desk.jobs(other) == ()


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_part_that_is_not_made_is_not_there(number: int, office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi")
    kept(office, UNIT)
    key = exports.desk.ask(karimi, ALL, "en")
    exports.finish(karimi, key)
    with pytest.raises(NotFound):
        exports.desk.part(karimi, key, number)


@pytest.mark.parametrize(
    "change",
    [
        {"posts": (Post("expert", COUNTY),)},
        {"posts": (Post("expert", OTHER),)},
        {"centers": ("C-1",)},
        {"active": False},
        {"last_name": "Another"},
    ],
)
def test_who_may_see_less_by_now_takes_nothing_and_nothing_more_is_made(
    change: dict[str, Any], office: CaseOffice, exports: Exports
) -> None:
    karimi = office.hired("karimi")
    kept(office, UNIT)
    before = exports.desk.ask(karimi, ALL, "en")
    exports.finish(karimi, before)
    later = exports.desk.ask(karimi, SearchQuery(), "en")
    office.stores.staff.replace(changed := replace(karimi, **change))
    with pytest.raises(NotFound):
        exports.desk.part(changed, before, 1)
    assert exports.finish(changed, later).stopped


@pytest.mark.usefixtures("small_parts")
def test_who_is_killed_between_two_parts_goes_on_behind_the_last(
    office: CaseOffice, exports: Exports
) -> None:
    karimi = office.hired("karimi")
    mine = kept(office, *[UNIT] * 8)
    key = exports.desk.ask(karimi, ALL, "en")
    exports.round.run()
    exports.round.run()
    assert exports.desk.job(karimi, key).done == 3
    later = Exports(office)
    kept(office, UNIT)  # filed meanwhile: of another file
    later.finish(karimi, key)
    assert later.codes(karimi, key) == mine


def test_what_fails_again_and_again_is_stopped_and_holds_up_nobody(
    office: CaseOffice, exports: Exports, caplog: pytest.LogCaptureFixture
) -> None:
    karimi, other = office.hired("karimi"), office.hired("ahmadi")
    kept(office, UNIT)
    bad = exports.desk.ask(karimi, ALL, "en")
    good = exports.desk.ask(other, ALL, "en")
    exports.round.run()
    exports.broken = True
    for _ in range(TRIES):
        assert not exports.desk.job(karimi, bad).stopped
        exports.round.run()
    assert exports.desk.job(karimi, bad).stopped
    assert "a part of an export failed" in caplog.text
    exports.broken = False
    assert len(exports.finish(other, good).made) == 1


def test_a_conflict_is_no_failure(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi")
    kept(office, UNIT)
    key = exports.desk.ask(karimi, ALL, "en")

    @contextmanager
    def conflicting() -> Iterator[Press]:
        with exports._press() as press:
            yield press
        raise Taken

    ExportRound(conflicting).run()
    assert exports.desk.job(karimi, key).tries == 0


def test_what_is_being_made_is_not_made_twice(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi")
    kept(office, UNIT)
    key = exports.desk.ask(karimi, ALL, "en")
    assert exports.desk.ask(karimi, ALL, "en") == key
    exports.finish(karimi, key)
    assert exports.desk.ask(karimi, ALL, "en") != key


def test_files_are_forgotten_when_their_time_is_over(office: CaseOffice, exports: Exports) -> None:
    karimi, stores = office.hired("karimi"), office.stores
    kept(office, UNIT)
    key = exports.desk.ask(karimi, ALL, "en")
    (part,) = exports.finish(karimi, key).made
    office.clock.advance(seconds=int(KEPT / timedelta(seconds=1)) + 1)
    with pytest.raises(NotFound):
        exports.desk.job(karimi, key)
    forget_expired(stores.pending, stores.files, office.clock.now())
    assert stores.pending.get(ExportJob, key) is None
    assert stores.files.state(part.file) is None


def test_codes_wait_no_longer_than_their_part(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi")
    kept(office, UNIT)
    key = exports.desk.ask(karimi, ALL, "en")
    exports.round.run()
    assert office.stores.pending.get(ExportCodes, export.codes_key(key, 1)) is not None
    exports.round.run()
    assert office.stores.pending.get(ExportCodes, export.codes_key(key, 1)) is None


def test_a_further_file_takes_the_place_of_the_oldest(office: CaseOffice, exports: Exports) -> None:
    karimi, stores = office.hired("karimi"), office.stores
    kept(office, UNIT)
    keys = []
    for _ in range(MOST_JOBS + 1):
        keys.append(exports.desk.ask(karimi, ALL, "en"))
        exports.finish(karimi, keys[-1])
    assert [job.key for job in exports.desk.jobs(karimi)] == keys[:0:-1]
    (part,) = stores.pending.get(ExportJob, keys[0]).made  # type: ignore[union-attr]
    office.clock.advance(seconds=1)
    forget_expired(stores.pending, stores.files, office.clock.now())
    assert stores.files.state(part.file) is None


def test_asking_making_and_taking_are_noted(office: CaseOffice, exports: Exports) -> None:
    karimi = office.hired("karimi")
    kept(office, UNIT)
    key = exports.desk.ask(karimi, ALL, "en", personal=True, reason=REASON)
    exports.finish(karimi, key)
    exports.desk.part(karimi, key, 1)[1].close()
    office.stores.audit.chain(100)
    notes = [entry.note for entry in office.stores.audit.entries()]
    told = {note.action: dict(note.facts) for note in notes if note.actor == "karimi"}
    assert told[EXPORT_ASKED] == {"export": key, "data": "personal", "reason": REASON}
    assert told[EXPORT_MADE] == {"export": key, "rows": "1"}
    assert told[EXPORT_TAKEN] == {"export": key, "part": "1"}
