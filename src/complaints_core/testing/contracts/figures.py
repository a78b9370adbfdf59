"""What every cache of figures must do."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from zope.interface.verify import verifyObject

from complaints_core.desks.rounds.indexing import Cache, FiguresCache
from complaints_core.domain.figures import (
    ANSWERED,
    CENTER,
    FILED,
    NOW,
    OPEN,
    UNIT,
    Cells,
    Contribution,
    Question,
    Tally,
    by,
)
from complaints_core.interfaces.ports import IFigures
from complaints_core.profiles import load_profile
from complaints_core.testing.builders import tracking_code
from complaints_core.testing.contracts.compared import ComparedContract, Enter

TOP, PROVINCE, COUNTY, OTHER = "headquarters", "23", "2301", "2302"
MARCH, APRIL = 16848, 16849
"""Two months; see `periods`."""

ALL_OPEN = Question(measures=(OPEN,))
BY_UNIT = Question(measures=(by(OPEN, UNIT),))
FILED_BY_MONTH = Question(measures=(FILED,), first=MARCH, last=APRIL, monthly=True)


def contribution(number: int = 0, version: int = 1, unit: str = COUNTY, **changes: Any) -> Contribution:
    """Answer what an invented complaint adds: it is open, and was filed in a month."""
    facts = {"center": "", "month": MARCH, "open": True, **changes}
    center, month = facts.pop("center"), facts.pop("month")
    tallies = [Tally(FILED, "", month), Tally(by(FILED, UNIT), "", month)]
    if facts.pop("open"):
        tallies += [Tally(OPEN, "", NOW), Tally(by(OPEN, UNIT), "", NOW)]
        tallies += [Tally(by(OPEN, CENTER), center, NOW)] if center else []
    return Contribution(
        code=tracking_code(number),
        version=version,
        units=(unit, PROVINCE, TOP),
        tallies=tuple(tallies),
        center=center,
        **facts,
    )


class FiguresContract(ComparedContract):
    """Inherit it and give the fixture `figures`, new and empty:

    class TestMyFigures(FiguresContract):
        @pytest.fixture
        def figures(self):
            return MyFigures()
    """

    @pytest.fixture
    def figures(self) -> IFigures:
        """Answer new, empty figures: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def cache(self, figures: IFigures) -> Cache:
        """Answer the figures as an indexer has them."""
        return FiguresCache(figures)

    @pytest.fixture
    def enter(self, figures: IFigures) -> Enter:
        """Answer what counts complaints."""
        tallying = load_profile().tallying
        return lambda complaints: figures.keep(map(tallying.contribution_of, complaints))

    def one(self, figures: IFigures, unit: str, question: Question = ALL_OPEN) -> Cells:
        """Answer one question."""
        return figures.read(unit, [question])[0]

    def test_they_have_every_method_of_the_port(self, figures: IFigures) -> None:
        assert verifyObject(IFigures, figures)

    def test_a_complaint_counts_at_its_unit_and_at_each_above(self, figures: IFigures) -> None:
        figures.keep([contribution(1), contribution(2, unit=OTHER)])
        counted = {unit: self.one(figures, unit) for unit in (COUNTY, OTHER, PROVINCE, TOP, "07")}
        cell = Tally(OPEN, "", NOW)
        assert counted == {COUNTY: {cell: 1}, OTHER: {cell: 1}, PROVINCE: {cell: 2}, TOP: {cell: 2}, "07": {}}

    def test_each_unit_counts_by_those_right_below_it(self, figures: IFigures) -> None:
        figures.keep([contribution(1), contribution(2), contribution(3, unit=OTHER)])
        measure = by(OPEN, UNIT)
        assert self.one(figures, TOP, BY_UNIT) == {Tally(measure, PROVINCE, NOW): 3}
        assert self.one(figures, PROVINCE, BY_UNIT) == {
            Tally(measure, COUNTY, NOW): 2,
            Tally(measure, OTHER, NOW): 1,
        }
        assert self.one(figures, COUNTY, BY_UNIT) == {Tally(measure, COUNTY, NOW): 2}

    def test_a_later_version_counts_instead_of_an_earlier_one_and_never_the_other_way(
        self, figures: IFigures
    ) -> None:
        before, after = contribution(1), contribution(1, version=2, open=False, unit=OTHER)
        for one in (before, after, before, after, after):
            figures.keep([one])
        assert self.one(figures, TOP) == self.one(figures, COUNTY, FILED_BY_MONTH) == {}
        assert self.one(figures, OTHER, FILED_BY_MONTH) == {Tally(FILED, "", MARCH): 1}

    def test_versions_that_come_together_count_once(self, figures: IFigures) -> None:
        figures.keep([contribution(1), contribution(1, version=3, month=APRIL), contribution(1, version=2)])
        assert self.one(figures, TOP) == {Tally(OPEN, "", NOW): 1}
        assert self.one(figures, TOP, FILED_BY_MONTH) == {Tally(FILED, "", APRIL): 1}

    def test_another_contribution_of_the_same_version_takes_its_place(self, figures: IFigures) -> None:
        figures.keep([contribution(1)])
        figures.keep([contribution(1, open=False)])
        assert self.one(figures, TOP) == {}

    def test_what_is_forgotten_counts_no_more(self, figures: IFigures) -> None:
        figures.keep([contribution(1), contribution(2)])
        figures.forget([tracking_code(1), "never there"])
        assert self.one(figures, TOP) == {Tally(OPEN, "", NOW): 1}
        figures.keep([contribution(1)])
        assert self.one(figures, TOP) == {Tally(OPEN, "", NOW): 2}

    def test_months_are_summed_up_or_told_one_by_one(self, figures: IFigures) -> None:
        figures.keep(contribution(number, month=MARCH + number // 2) for number in range(5))
        by_month = {Tally(FILED, "", MARCH): 2, Tally(FILED, "", APRIL): 2}
        assert self.one(figures, TOP, FILED_BY_MONTH) == by_month
        assert self.one(figures, TOP, replace(FILED_BY_MONTH, monthly=False)) == {Tally(FILED, "", NOW): 4}
        assert self.one(figures, TOP, replace(FILED_BY_MONTH, last=MARCH)) == {Tally(FILED, "", MARCH): 2}

    def test_the_largest_come_first_and_the_others_are_left_out(self, figures: IFigures) -> None:
        figures.keep(contribution(number, center=f"C-{number % 3}") for number in range(8))
        asked = Question(measures=(by(OPEN, CENTER),), most=2)
        found = self.one(figures, TOP, asked)
        assert [(cell.key, n) for cell, n in found.items()] == [("C-0", 3), ("C-1", 3)]
        assert self.one(figures, TOP, replace(asked, most=0, keys=("C-2", "C-9"))) == {
            Tally(by(OPEN, CENTER), "C-2", NOW): 2
        }
        assert self.one(figures, TOP, replace(asked, keys=())) == {}
        later = self.one(figures, TOP, replace(asked, since="C-1", most=0))
        assert {cell.key for cell in later} == {"C-1", "C-2"}

    def test_questions_are_answered_in_their_order(self, figures: IFigures) -> None:
        figures.keep([contribution(1)])
        nothing, found = figures.read(TOP, [Question(measures=(ANSWERED,)), ALL_OPEN])
        assert (nothing, found) == ({}, {Tally(OPEN, "", NOW): 1})

    def test_what_is_about_somebody_or_his_centers_is_found_once_each(self, figures: IFigures) -> None:
        mine = [contribution(1, accused="sara"), contribution(2, center="C-1")]
        both = contribution(3, accused="sara", center="C-1")
        figures.keep([*mine, both, contribution(4, accused="reza", center="C-2"), contribution(5)])
        found = sorted(figures.about(["sara", "rostami"], ["C-1"]), key=lambda one: one.code)
        assert found == sorted([*mine, both], key=lambda one: one.code)
        assert figures.about([""], [""]) == figures.about([], []) == []

    def test_they_remember_how_far_they_are_filled(self, figures: IFigures) -> None:
        assert figures.position() == ""
        figures.reached("482109375563")
        assert figures.position() == "482109375563"
        figures.reached(None)
        assert figures.position() is None

    def test_clearing_leaves_nothing(self, figures: IFigures) -> None:
        figures.keep([contribution(1)])
        figures.reached(None)
        figures.clear()
        assert (self.one(figures, TOP), figures.position()) == ({}, "")
        figures.keep([contribution(1)])
        assert self.one(figures, TOP) == {Tally(OPEN, "", NOW): 1}

    @pytest.mark.parametrize("seed", range(10))
    def test_however_they_arrive_the_sums_are_those_of_the_latest(self, seed: int, figures: IFigures) -> None:
        draw = Random(seed)  # noqa: S311 - complaints, not secrets
        arrivals = [
            contribution(
                draw.randrange(4),
                draw.randint(1, 3),
                draw.choice([COUNTY, OTHER]),
                month=draw.choice([MARCH, APRIL]),
                open=draw.random() < 0.5,
                center=draw.choice(["", "C-1"]),
            )
            for _ in range(12)
        ]
        latest: dict[str, Contribution] = {}
        for one in arrivals:
            figures.keep([one])
            if one.code not in latest or latest[one.code].version <= one.version:
                latest[one.code] = one
        asked = [ALL_OPEN, BY_UNIT, FILED_BY_MONTH, Question(measures=(by(OPEN, CENTER),))]
        for unit in (COUNTY, OTHER, PROVINCE, TOP):
            tallies = [tally for one in latest.values() for tally in one.at(unit)]
            assert figures.read(unit, asked) == [question.counted(tallies) for question in asked]
