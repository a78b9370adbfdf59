"""Staff find what they may see, and are told honestly how much there is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from complaints_core.desks.staff import PAGE
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.search import MOST_COUNTED, OLDEST, SearchFilters, SearchResults
from complaints_core.domain.staff import Staff
from tests.core.desks.case_office import COUNTY, OTHER, PARENT, UNIT, CaseOffice


@pytest.fixture
def office() -> CaseOffice:
    return CaseOffice()


def indexed(office: CaseOffice, *complaints: Complaint) -> None:
    """Put complaints of the invented citizen into the index as they are now."""
    for one in complaints:
        citizen = office.stores.citizens.get(one.citizen)
        office.index.index([office.wording.document_of(one, citizen)])
    office.index.reached(None)


def brought(office: CaseOffice, *units: str, **facts: str) -> list[Complaint]:
    """Registered complaints at these units, in the index."""
    there = len(office.complaints.codes(10**6))
    kept = [office.brought("registered", there + n, unit=unit, **facts) for n, unit in enumerate(units)]
    indexed(office, *kept)
    return kept


def hourly(office: CaseOffice, *units: str) -> Iterator[str]:
    """The same units, while an hour passes before each."""
    for unit in units:
        office.clock.advance(hours=1)
        yield unit


def codes(results: SearchResults) -> list[str]:
    return [one.code for one in results.items]


def found(office: CaseOffice, staff: Staff, typed: str = "weeks") -> set[str]:
    results = office.desk.search(staff, typed)
    assert results.total == len(results.items)
    return {one.code for one in results.items}


def test_somebody_finds_in_his_unit_and_below(office: CaseOffice) -> None:
    mine, below, above, beside = (one.code for one in brought(office, UNIT, COUNTY, PARENT, OTHER))
    assert found(office, office.hired("karimi")) == {mine, below}
    assert found(office, office.hired("below", unit=COUNTY)) == {below}
    assert found(office, office.hired("above", "hq_expert", PARENT)) == {mine, below, above, beside}


@pytest.mark.parametrize("role", ["inspector", "operator", "administrator"])
def test_who_handles_no_complaints_finds_none(role: str, office: CaseOffice) -> None:
    brought(office, UNIT)
    assert found(office, office.hired("karimi", role)) == set()


def test_who_has_left_finds_none(office: CaseOffice) -> None:
    brought(office, UNIT, assignee="karimi")
    assert found(office, office.hired("karimi").left()) == set()


def test_nobody_finds_or_counts_what_is_about_himself(office: CaseOffice) -> None:
    karimi = office.hired("karimi", first_name="Sara", last_name="Karimi", centers=("C-1",))
    brought(office, UNIT, accused_first_name="sara", accused_last_name="karimi")
    brought(office, UNIT, center="C-1")
    (other,) = brought(office, UNIT)
    assert found(office, karimi) == {other.code}
    assert len(found(office, office.hired("ahmadi"))) == 3


def test_what_is_his_to_answer_is_found_wherever_it_stands(office: CaseOffice) -> None:
    (his,) = brought(office, OTHER, assignee="karimi")
    assert found(office, office.hired("karimi")) == {his.code}


def test_an_index_that_lags_shows_nothing_that_has_moved_away(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    moved, stays = brought(office, UNIT, UNIT)
    office.complaints.replace(replace(moved, unit=OTHER))
    assert found(office, karimi) == {stays.code}
    indexed(office, replace(stays, code="482109375563"))  # one that is kept no more
    assert found(office, karimi) == {stays.code}


def test_codes_lead_to_a_complaint(office: CaseOffice) -> None:
    citizen = office.citizen(3)
    kept = office.filed(citizen, description="lantern")
    indexed(office, kept)
    brought(office, UNIT)
    karimi = office.hired("karimi", unit=kept.unit)
    grouped = " ".join(kept.code[at : at + 4] for at in (0, 4, 8))
    for typed in (kept.code, grouped, kept.code[:7], citizen.national_code, "lantern", '"lantern"'):
        assert found(office, karimi, typed) == {kept.code}


def test_pages_follow_each_other_and_tell_their_whole(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    kept = brought(office, *[UNIT] * (2 * PAGE + 3))
    first = office.desk.search(karimi, "weeks")
    second = office.desk.search(karimi, "weeks", first.after or 0)
    third = office.desk.search(karimi, "weeks", second.after or 0)
    assert [len(page.items) for page in (first, second, third)] == [PAGE, PAGE, 3]
    assert {page.total for page in (first, second, third)} == {len(kept)}
    assert third.after is None
    assert {one.code for page in (first, second, third) for one in page.items} == {one.code for one in kept}


def test_a_count_that_ended_early_says_so(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    (one,) = brought(office, UNIT)
    assert not office.desk.search(karimi, "weeks").more
    copies = (replace(one, code=f"copy {number}") for number in range(MOST_COUNTED))
    office.index.index(office.wording.document_of(copy, None) for copy in copies)
    assert office.desk.search(karimi, "weeks").more


def test_pages_go_on_behind_what_is_counted(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    kept = brought(office, *[UNIT] * 3)
    copies = (replace(one, code=f"copy {n}") for n, one in enumerate([kept[0]] * (MOST_COUNTED + PAGE)))
    office.index.index(office.wording.document_of(copy, None) for copy in copies)
    assert office.desk.search(karimi, "weeks", MOST_COUNTED).after == MOST_COUNTED + PAGE


def test_filters_and_order_go_with_the_words_or_alone(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    first, second = (brought(office, unit, subject="delay")[0].code for unit in hourly(office, UNIT, COUNTY))
    brought(office, UNIT, OTHER, subject="bribe")
    delay, below = SearchFilters(subject="delay"), SearchFilters(units=frozenset({COUNTY, OTHER}))
    assert codes(office.desk.search(karimi, "", 0, delay)) == [second, first]
    assert codes(office.desk.search(karimi, "weeks", 0, delay, OLDEST)) == [first, second]
    assert codes(office.desk.search(karimi, "weeks", 0, below)) == [second]
    assert office.desk.search(karimi, "").total == 3


def test_all_that_is_found_can_be_walked_in_order(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    kept = [brought(office, unit)[0] for unit in hourly(office, *[UNIT, OTHER, COUNTY] * PAGE)]
    query = office.wording.query_of("weeks", sort=OLDEST)
    mine = tuple(one.code for one in kept if one.unit != OTHER)
    assert office.desk.finder.codes(karimi, query, 10**6) == mine
    assert office.desk.finder.codes(karimi, query, 3) == mine[:3]


@pytest.mark.parametrize("offset", [-5, 0, 1, 10**12])
def test_no_offset_is_an_error(offset: int, office: CaseOffice) -> None:
    brought(office, UNIT)
    results = office.desk.search(office.hired("karimi"), "weeks", offset)
    assert results.total == 1
    assert results.after is None


def test_an_index_that_is_not_filled_yet_says_so(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    assert not office.desk.search(karimi, "weeks").complete
    brought(office, UNIT)
    assert office.desk.search(karimi, "weeks").complete
