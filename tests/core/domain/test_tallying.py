"""One complaint counts for what happened with it, where it stands, and in the month in which it was."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from complaints_core.domain import figures
from complaints_core.domain.complaints import Answer, Complaint, Rating
from complaints_core.domain.figures import CENTER, NOW, SUBJECT, UNIT, Tally, by
from complaints_core.domain.periods import month_of
from complaints_core.profiles import Profile, load_profile
from complaints_core.testing import NOON, builders

MONTH = month_of(NOON)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile("behzisti")


def tallies(profile: Profile, complaint: Complaint) -> list[Tally]:
    return list(profile.tallying.contribution_of(complaint).tallies)


def answered(profile: Profile, complaint: Complaint, at: datetime, finding: str = "upheld") -> Complaint:
    taken = profile.course.moved(complaint, "take", "karimi", at, assignee="karimi")
    done = profile.course.moved(taken, "answer", "karimi", at)
    return done.with_answer(Answer(at, "karimi", finding, "It was so."))


def test_a_new_complaint_is_filed_and_open_and_taken_by_nobody(profile: Profile) -> None:
    counted = tallies(profile, builders.filed(profile, NOON, center="C-1"))
    assert Tally(figures.FILED, "", MONTH) in counted
    assert Tally(by(figures.FILED, SUBJECT), "delay", MONTH) in counted
    assert Tally(by(figures.OPEN, CENTER), "C-1", NOW) in counted
    assert Tally(figures.UNASSIGNED, "", NOW) in counted
    assert {one.measure for one in counted}.isdisjoint({figures.ANSWERED, figures.OVERDUE, figures.WAITING})


def test_it_counts_at_its_unit_and_at_those_above(profile: Profile) -> None:
    kept = replace(builders.filed(profile, NOON), unit="2301")
    contribution = profile.tallying.contribution_of(kept)
    assert contribution.units == ("2301", "23", "headquarters")
    assert [one.key for one in contribution.at("headquarters") if one.measure == by(figures.FILED, UNIT)] == [
        "23"
    ]


def test_a_complaint_of_a_unit_that_is_known_no_more_still_counts_there(profile: Profile) -> None:
    kept = replace(builders.filed(profile, NOON), unit="gone")
    assert profile.tallying.contribution_of(kept).units == ("gone",)


def test_an_answer_counts_in_its_own_month_with_the_days_it_took(profile: Profile) -> None:
    later = NOON + timedelta(days=31)
    kept = builders.filed(profile, NOON)
    counted = tallies(profile, answered(profile, kept, later))
    days = profile.calendar.working_days(NOON.date(), later.date(), "23")
    assert Tally(figures.ANSWERED, "", month_of(later)) in counted
    assert Tally(figures.DAYS, str(days), month_of(later)) in counted
    assert not [one for one in counted if one.measure == figures.IN_TIME]


def test_an_answer_on_the_due_day_is_in_time_and_one_a_day_later_is_not(profile: Profile) -> None:
    kept = builders.filed(profile, NOON)
    assert kept.due is not None
    for late, expected in ((0, 1), (1, 0)):
        day = NOON + timedelta(days=(kept.due - NOON.date()).days + late)
        counted = tallies(profile, answered(profile, kept, day))
        assert len([one for one in counted if one.measure == figures.IN_TIME]) == expected


def test_a_rejection_is_a_decision_as_well(profile: Profile) -> None:
    rejected = profile.course.moved(builders.filed(profile, NOON), "reject", "chief", NOON)
    counted = tallies(profile, rejected)
    assert Tally(figures.ANSWERED, "", MONTH) in counted
    assert figures.OPEN not in {one.measure for one in counted}


@pytest.mark.parametrize("outcome", ["", "not_upheld", "withdrawn", "rejected"])
def test_an_objection_counts_by_what_became_of_it(outcome: str, profile: Profile) -> None:
    move = profile.course.moved
    kept = move(answered(profile, builders.filed(profile, NOON), NOON), "object", "citizen", NOON)
    if outcome == "not_upheld":
        kept = answered(profile, kept, NOON, outcome)
    elif outcome == "withdrawn":
        kept = move(kept, "withdraw", "citizen", NOON)
    elif outcome == "rejected":
        kept = move(move(kept, "take", "chief", NOON), "reject", "chief", NOON)
    counted = tallies(profile, kept)
    assert [one for one in counted if one.measure == figures.OBJECTED] == [
        Tally(figures.OBJECTED, outcome, MONTH)
    ]
    assert len([one for one in counted if one.measure == figures.ANSWERED]) == 1, "the first decision only"


def test_a_rating_counts_by_its_score(profile: Profile) -> None:
    kept = replace(builders.filed(profile, NOON), rating=Rating(NOON, 4))
    assert Tally(figures.RATED, "4", MONTH) in tallies(profile, kept)


def test_a_contribution_says_nobodys_name(profile: Profile) -> None:
    kept = builders.filed(profile, NOON, accused_first_name="Sara", accused_last_name="Rostami")
    contribution = profile.tallying.contribution_of(kept)
    assert contribution.accused == "sararostami"
    assert "sara" not in repr(contribution)
