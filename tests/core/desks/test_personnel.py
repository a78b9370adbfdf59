"""The desk of administrators: who manages whom, and complaints that go to others when somebody moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints_core.desks.casework import handover
from complaints_core.desks.casework.handover import BATCH, HandOver, HandOverRound
from complaints_core.desks.personnel import TO_QUEUE, PeopleFilter, PersonnelDesk
from complaints_core.desks.rounds.work import Taken
from complaints_core.domain import queues
from complaints_core.domain.misconduct import MisconductDraft, ReporterIdentity
from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.process import HAND_OVER
from complaints_core.domain.staff import Post
from complaints_core.interfaces.errors import NotFound, UnknownColleague
from complaints_core.interfaces.personnel import (
    HandOverNeeded,
    LastAdministrator,
    NoPost,
    OwnAccount,
    UnknownCenter,
    UnknownPost,
    UserNameTaken,
    WrongUserName,
)
from tests.core.desks.case_office import COUNTY, OTHER, PARENT, UNIT
from tests.core.desks.test_staff_account import SHIFT, Door

EXPERT = (Post("expert", UNIT),)


class Administration(Door):
    """An office with an administrator of one province, and one above him."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.handing = HandOver(
            complaints=self.stores.complaints,
            staff=self.stores.staff,
            audit=self.stores.audit,
            clock=self.clock,
            profile=self.profile,
        )
        self.people = PersonnelDesk(door=self.door, handover=self.handing, profile=self.profile)
        self.nika = self.hired("nika", "administrator", UNIT)
        self.head = self.hired("head", "administrator", PARENT)

    def cases(self, number: int, owner: str = "karimi", **facts: object) -> list[str]:
        """The codes of so many open complaints that somebody answers for."""
        made = (self.brought("reviewing", at, owner, assignee=owner, **facts) for at in range(number))
        return [one.code for one in made]

    def in_queue(self, *name: str) -> set[str]:
        """What stands in a queue."""
        count = self.complaints.count(name)
        found = {one.code for one in self.complaints.queue(name, count + 10)}
        assert len(found) == count
        return found

    def handed_over(self, code: str) -> list[str]:
        """To whom a complaint was handed over, in order."""
        return [event.text for event in self.read(code).history if event.step == HAND_OVER]


@pytest.fixture
def office() -> Administration:
    return Administration()


def test_who_is_hired_gets_a_first_password_and_no_key(office: Administration) -> None:
    hired = office.people.hire(office.nika, Newcomer("Omid.R", "Omid", "Rostami", EXPERT))

    assert hired.staff == office.staff_named("omid.r")
    assert hired.staff.first_password
    assert not hired.staff.totp_secret
    assert not hired.address
    assert ("nika", "hired") in office.noted()


@pytest.mark.parametrize(
    "post", [Post("expert", OTHER), Post("expert", PARENT), Post("boss", UNIT), Post("expert", "nowhere")]
)
def test_no_post_is_given_outside_ones_own_units(office: Administration, post: Post) -> None:
    with pytest.raises(UnknownPost):
        office.people.hire(office.nika, Newcomer("omid", "Omid", "Rostami", (*EXPERT, post)))
    assert office.stores.staff.get("omid") is None


@pytest.mark.parametrize("name", ["new", "ali", "سارا", "9lives", "a b c d", "sara/../x", ""])
def test_a_user_name_is_plain(office: Administration, name: str) -> None:
    with pytest.raises(WrongUserName):
        office.people.hire(office.nika, Newcomer(name, "Omid", "Rostami", EXPERT))


def test_a_name_that_is_taken_elsewhere_is_refused(office: Administration) -> None:
    office.hired("omid", unit=OTHER)
    with pytest.raises(UserNameTaken):
        office.people.hire(office.nika, Newcomer("OMID", "Omid", "Rostami", EXPERT))


def test_nobody_is_hired_for_nothing_or_with_a_center_there_is_not(office: Administration) -> None:
    with pytest.raises(NoPost):
        office.people.hire(office.nika, Newcomer("omid", "Omid", "Rostami", ()))
    with pytest.raises(UnknownCenter):
        office.people.hire(office.nika, Newcomer("omid", "Omid", "Rostami", EXPERT, ("nothing",)))


def test_people_are_those_all_of_whose_posts_lie_within(office: Administration) -> None:
    office.hired("inside", unit=COUNTY)
    office.hired("outside", unit=OTHER)
    office.hired("both", posts=(Post("expert", UNIT), Post("expert", OTHER)))

    names = {one.username for one in office.people.people(office.nika, PeopleFilter())}

    assert names == {"karimi", "nika", "inside"}
    for name in ("outside", "both", "head", "nobody"):
        with pytest.raises(NotFound):
            office.people.person(office.nika, name)


@pytest.mark.parametrize("role", ["expert", "supervisor", "auditor", "inspector", "operator", "hq_expert"])
def test_no_other_role_manages_anybody(office: Administration, role: str) -> None:
    somebody = office.hired("somebody", role, PARENT)
    assert office.people.people(somebody, PeopleFilter()) == ()
    with pytest.raises(NotFound):
        office.people.leave(somebody, "karimi")


def test_people_are_found_by_words_and_unit(office: Administration) -> None:
    office.hired("omid", unit=COUNTY, first_name="Omid", last_name="Rostami")

    def found(**narrowed: Any) -> set[str]:
        people = office.people.people(office.nika, replace(PeopleFilter(), **narrowed))
        return {one.username for one in people}

    assert found(words="rost omi") == {"omid"}
    assert found(unit=COUNTY) == {"omid"}
    assert found(words="nobody here") == set()
    assert found(left=True) == set()


def test_a_forgotten_password_is_drawn_anew_and_ends_every_login(office: Administration) -> None:
    login = office.door.logins.begin("karimi", "Firefox", SHIFT)
    epoch = office.karimi.login_epoch

    drawn = office.people.new_password(office.nika, "karimi")

    assert office.door.login("karimi", drawn.password) == office.karimi
    assert office.karimi.first_password
    assert office.door.signed_in("karimi", epoch, login) is None


def test_a_lost_factor_is_taken_away_with_the_recovery_codes(office: Administration) -> None:
    office.door.new_recovery_codes(office.karimi)
    office.people.take_factor(office.nika, "karimi")
    assert (office.karimi.totp_secret, office.karimi.recovery_codes) == ("", ())
    assert ("nika", "factor_taken") in office.noted()


@pytest.mark.parametrize(
    ("rule", "reset"), [("staff_login", "new_password"), ("staff_second", "take_factor")]
)
def test_who_had_to_wait_is_let_in_again_at_once(office: Administration, rule: str, reset: str) -> None:
    office.limits.allowed[rule] = 1
    office.limits.spend(rule, "karimi")
    getattr(office.people, reset)(office.nika, "karimi")
    assert office.limits.spent(rule, "karimi") == 0


def test_nobody_resets_his_own_account_or_gives_himself_a_post(office: Administration) -> None:
    office.hired("other", "administrator", UNIT)
    with pytest.raises(OwnAccount):
        office.people.take_factor(office.nika, "nika")
    with pytest.raises(OwnAccount):
        office.people.new_password(office.nika, "nika")
    with pytest.raises(OwnAccount):
        office.people.change_posts(office.nika, "nika", (*office.nika.posts, *EXPERT), ())
    assert office.staff_named("nika") == office.nika


def test_nobody_says_himself_that_a_center_is_his_no_longer(office: Administration) -> None:
    office.hired("other", "administrator", UNIT)
    owned, other = (center.code for center in office.profile.directory.centers[:2])
    posts = office.nika.posts
    owner = office.people.change_posts(office.head, "nika", posts, (owned,))
    for centers in ((), (other,)):
        with pytest.raises(OwnAccount):
            office.people.change_posts(owner, "nika", posts, centers)
    assert office.people.change_posts(owner, "nika", posts, (owned, other)).centers == (owned, other)
    office.people.change_posts(office.head, "nika", posts, ())
    assert office.noted().count(("head", "posts_changed")) == 2
    told = {dict(entry.note.facts).get("centers") for entry in office.stores.audit.entries()}
    assert {owned, f"{owned} {other}"} <= told


def test_the_last_administrator_of_a_unit_stays(office: Administration) -> None:
    with pytest.raises(LastAdministrator):
        office.people.leave(office.head, "head")
    office.stores.staff.replace(replace(office.head, posts=(*office.head.posts, *EXPERT)))
    with pytest.raises(LastAdministrator):
        office.people.change_posts(office.head, "head", EXPERT, ())
    office.people.leave(office.nika, "nika")
    assert not office.staff_named("nika").active


def test_nobody_leaves_while_complaints_would_be_left_alone(office: Administration) -> None:
    codes = office.cases(3)
    with pytest.raises(HandOverNeeded):
        office.people.leave(office.nika, "karimi")
    assert office.karimi.active
    assert office.in_queue(*queues.mine("karimi")) == set(codes)


def test_everything_goes_to_the_chosen_colleague(office: Administration) -> None:
    office.hired("omid")
    codes = office.cases(3)
    falling = office.people.falls_by_leaving(office.nika, "karimi")
    assert (falling.total, falling.fits["omid"]) == (3, 3)

    office.people.leave(office.nika, "karimi", "omid")

    assert office.in_queue(*queues.mine("omid")) == set(codes)
    assert office.in_queue(*queues.mine("karimi")) == set()
    assert [office.handed_over(code) for code in codes] == [["omid"]] * 3
    assert office.noted().count(("nika", HAND_OVER)) == 3
    assert office.karimi.handing_over is None


def test_everything_goes_back_to_the_queue(office: Administration) -> None:
    codes = office.cases(3)
    office.people.leave(office.nika, "karimi", TO_QUEUE)
    assert office.in_queue(*queues.unassigned(UNIT)) == set(codes)
    assert office.read(codes[0]).status == "reviewing"


def test_the_accused_never_gets_what_is_about_him(office: Administration) -> None:
    office.hired("omid", first_name="Omid", last_name="Rostami")
    fair = office.brought("reviewing", 1, "karimi", assignee="karimi").code
    about = {"accused_first_name": "Omid", "accused_last_name": "Rostami"}
    unfair = office.brought("reviewing", 2, "karimi", assignee="karimi", **about).code

    falling = office.people.falls_by_leaving(office.nika, "karimi")
    office.people.leave(office.nika, "karimi", "omid")

    assert (falling.total, falling.fits["omid"]) == (2, 1)
    assert office.in_queue(*queues.mine("omid")) == {fair}
    assert office.in_queue(*queues.unassigned(UNIT)) == {unfair}


@pytest.mark.parametrize("to", ["nobody", "auditing", "elsewhere", "karimi", "gone"])
def test_only_who_may_answer_for_them_is_chosen(office: Administration, to: str) -> None:
    office.hired("auditing", "auditor")
    office.hired("elsewhere", unit=OTHER)
    office.hired("gone", active=False)
    office.cases(1)
    with pytest.raises(UnknownColleague):
        office.people.leave(office.nika, "karimi", to)
    assert office.karimi.active


def test_other_posts_hand_over_only_what_falls_out_of_them(office: Administration) -> None:
    stays = office.brought("reviewing", 1, "karimi", assignee="karimi", unit=COUNTY).code
    falls = office.brought("reviewing", 2, "karimi", assignee="karimi").code
    down = (Post("expert", COUNTY),)
    with pytest.raises(HandOverNeeded):
        office.people.change_posts(office.nika, "karimi", down, ())

    office.people.change_posts(office.nika, "karimi", down, (), TO_QUEUE)

    assert office.karimi.posts == down
    assert office.in_queue(*queues.mine("karimi")) == {stays}
    assert office.in_queue(*queues.unassigned(UNIT)) == {falls}


def test_a_center_of_his_own_takes_its_complaints_from_him(office: Administration) -> None:
    center = office.profile.directory.centers[0].code
    code = office.brought("reviewing", 1, "karimi", assignee="karimi", center=center).code
    office.people.change_posts(office.nika, "karimi", EXPERT, (center,), TO_QUEUE)
    assert office.read(code).assignee == ""


def test_posts_change_without_a_word_where_nothing_falls(office: Administration) -> None:
    office.cases(2)
    office.people.change_posts(office.nika, "karimi", (*EXPERT, Post("supervisor", COUNTY)), ())
    assert office.complaints.count(queues.mine("karimi")) == 2


@settings(max_examples=15, deadline=None)
@given(stops=st.lists(st.booleans(), max_size=12))
def test_a_hand_over_that_is_interrupted_hands_each_over_exactly_once(stops: list[bool]) -> None:
    office = Administration()
    office.hired("omid")
    codes = office.cases(2 * BATCH + 5)
    office.people.leave(office.nika, "karimi", "omid")
    assert len(office.in_queue(*queues.mine("omid"))) == BATCH
    left = iter(stops)

    @contextmanager
    def work() -> Iterator[HandOver]:
        if next(left, False):
            raise Taken
        yield office.handing

    rounds = HandOverRound(work, office.clock)
    for _ in range(len(stops) + 1):
        try:
            rounds.run()
        except Taken:
            continue
        finally:
            office.clock.advance(minutes=1)

    assert office.in_queue(*queues.mine("omid")) == set(codes)
    assert office.in_queue(*queues.mine("karimi")) == set()
    assert all(office.handed_over(code) == ["omid"] for code in codes)
    assert office.karimi.handing_over is None


def test_what_somebody_is_given_while_he_leaves_goes_on(office: Administration) -> None:
    office.people.leave(office.nika, "karimi")
    late = office.brought("reviewing", 9, "karimi", assignee="karimi").code

    @contextmanager
    def work() -> Iterator[HandOver]:
        yield office.handing

    HandOverRound(work, office.clock).run()

    assert office.handed_over(late) == [""]
    assert late in office.in_queue(*queues.unassigned(UNIT))


def test_who_has_left_can_be_changed_no_more(office: Administration) -> None:
    office.people.leave(office.nika, "karimi")
    with pytest.raises(NotFound):
        office.people.new_password(office.nika, "karimi")
    with pytest.raises(NotFound):
        office.people.change_posts(office.nika, "karimi", EXPERT, ())
    assert [one.username for one in office.people.people(office.nika, PeopleFilter(left=True))] == ["karimi"]


def test_a_round_rests(office: Administration) -> None:
    looked = []

    @contextmanager
    def work() -> Iterator[HandOver]:
        looked.append(office.clock.now())
        yield office.handing

    rounds = HandOverRound(work, office.clock)
    rounds.run()
    rounds.run()
    office.clock.advance(seconds=handover.REST.seconds)
    rounds.run()
    assert len(looked) == 2


def test_a_report_notes_whom_it_names_when_he_becomes_an_inspector(office: Administration) -> None:
    words = MisconductDraft(topic="corruption", description="Reza Karimi and Omid Rostami took it.")
    receipt = office.misconduct.submit(words, ReporterIdentity(), (), office.misconduct.submission_key())
    inspector = (Post("inspector", UNIT),)

    office.people.hire(office.nika, Newcomer("omid", "Omid", "Rostami", inspector))
    office.people.change_posts(office.nika, "karimi", inspector, ())

    assert {"omid", "karimi"} <= set(office.misconduct.open(receipt).about)
