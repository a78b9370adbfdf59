"""What every store of complaints must do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from sys import maxsize
from typing import Any

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.queues import mine, rank, unassigned
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import ICitizenStore, IComplaintStore
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.contracts.commits import Commit, Commits
from complaints_core.testing.fixed import NOON

Keep = Callable[..., list[Complaint]]


def numbers(found: Any) -> list[str]:
    """Answer the tracking codes of complaints."""
    return [one.code for one in found]


class ComplaintStoreContract(Commits):
    """Inherit it and give the fixtures `store`, new and empty, and `citizens`, where its citizens are:

    class TestMyComplaints(ComplaintStoreContract):
        @pytest.fixture
        def citizens(self):
            return MyCitizens(secret=b"any")

        @pytest.fixture
        def store(self, citizens):
            return MyComplaints(citizens)
    """

    @pytest.fixture
    def citizens(self) -> ICitizenStore:
        """Answer the store of citizens that belongs to `store`: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, citizens: ICitizenStore) -> IComplaintStore:
        """Answer a new, empty store: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def keep(self, store: IComplaintStore, citizens: ICitizenStore, commit: Commit) -> Keep:
        """Answer what keeps invented citizens 0 and 1 and the given complaints, each in its own commit."""

        def kept(*complaints: Complaint) -> list[Complaint]:
            for number in range(2):
                citizens.add(citizen(number))
            for one in complaints:
                store.add(one)
                commit()
            return list(complaints)

        return kept

    def test_it_has_every_method_of_the_port(self, store: IComplaintStore) -> None:
        assert verifyObject(IComplaintStore, store)

    def test_an_unknown_code_is_none(self, store: IComplaintStore) -> None:
        assert store.get("482109375563") is None

    def test_a_complaint_comes_back_as_it_was_kept(self, store: IComplaintStore, keep: Keep) -> None:
        (kept,) = keep(complaint(description="First line\n\u06cc\u200c\u06f1"))
        assert store.get(kept.code) == kept

    def test_a_taken_code_is_refused_and_nothing_changes(self, store: IComplaintStore, keep: Keep) -> None:
        (kept,) = keep(complaint())
        with pytest.raises(AlreadyThere):
            store.add(complaint(citizen=citizen(1).key, unit="07"))
        assert store.get(kept.code) == kept
        assert store.count(("registered", "07")) == 0
        assert store.count_of_citizen(citizen(1).key) == 0

    def test_a_complaint_of_an_unknown_citizen_is_an_error(self, store: IComplaintStore) -> None:
        with pytest.raises(KeyError):
            store.add(complaint())
        assert store.get(complaint().code) is None
        assert store.queue(("registered", "23"), 10) == []
        assert store.count(("registered", "23")) == 0

    def test_a_citizen_finds_his_own_newest_first(self, store: IComplaintStore, keep: Keep) -> None:
        keep(complaint(1), complaint(3), complaint(2), complaint(4, citizen=citizen(1).key))
        mine = store.of_citizen(citizen(0).key)
        assert numbers(mine) == numbers([complaint(3), complaint(2), complaint(1)])
        assert store.count_of_citizen(citizen(0).key) == 3
        assert store.count_of_citizen(citizen(1).key) == 1

    def test_a_stranger_has_no_complaints(self, store: IComplaintStore) -> None:
        assert list(store.of_citizen("f" * 64)) == []
        assert store.count_of_citizen("f" * 64) == 0

    @pytest.mark.parametrize("page", [1, 3, 7, 100])
    def test_all_codes_are_answered_once_page_by_page(
        self, page: int, store: IComplaintStore, keep: Keep
    ) -> None:
        kept = keep(*(complaint(number) for number in range(7)))
        seen = codes = store.codes(page)
        while len(codes) == page:
            codes = store.codes(page, after=codes[-1])
            seen = [*seen, *codes]
        assert sorted(seen) == sorted(numbers(kept))

    def test_replacing_an_unknown_complaint_is_an_error(self, store: IComplaintStore) -> None:
        with pytest.raises(KeyError):
            store.replace(complaint())
        assert store.count(("registered", "23")) == 0

    def test_a_step_moves_it_to_another_queue(
        self, store: IComplaintStore, keep: Keep, commit: Commit
    ) -> None:
        first, second = keep(complaint(1), complaint(2))
        moved = first.moved(Event(NOON, "take", "karimi", "in_progress"))
        store.replace(moved)
        commit()
        assert store.get(first.code) == moved
        assert store.queue(("registered", "23"), 10) == [second]
        assert store.queue(("in_progress", "23"), 10) == [moved]
        assert (store.count(("registered", "23")), store.count(("in_progress", "23"))) == (1, 1)
        assert numbers(store.of_citizen(first.citizen)) == numbers([second, first])

    def test_a_referral_moves_it_to_another_unit(
        self, store: IComplaintStore, keep: Keep, commit: Commit
    ) -> None:
        (kept,) = keep(complaint())
        store.replace(kept.moved(Event(NOON, "refer", "karimi", "registered"), unit="07"))
        commit()
        assert (store.count(("registered", "23")), store.count(("registered", "07"))) == (0, 1)
        assert store.queue(("registered", "23"), 10) == []
        assert numbers(store.queue(("registered", "07"), 10)) == [kept.code]

    def test_a_new_version_in_the_same_queue_is_listed_once(
        self, store: IComplaintStore, keep: Keep, commit: Commit
    ) -> None:
        (kept,) = keep(complaint())
        store.replace(kept.moved(Event(NOON, "note", "karimi", "registered")))
        commit()
        assert numbers(store.queue(("registered", "23"), 10)) == [kept.code]
        assert store.count(("registered", "23")) == 1

    def test_pages_of_a_queue_follow_each_other_without_gap_or_overlap(
        self, store: IComplaintStore, keep: Keep
    ) -> None:
        kept = keep(
            *(complaint(number, submitted_at=NOON + timedelta(minutes=number // 2)) for number in range(23))
        )
        seen: list[Complaint] = []
        while page := store.queue(("registered", "23"), 5, rank(seen[-1]) if seen else None):
            assert len(page) <= 5
            seen += page
        assert sorted(numbers(seen)) == sorted(numbers(kept))
        times = [one.submitted_at for one in seen]
        assert times == sorted(times, reverse=True)
        assert store.queue(("registered", "23"), maxsize) == seen  # all of it, for whoever sets no limit

    def test_a_queue_holds_one_unit_and_one_status(self, store: IComplaintStore, keep: Keep) -> None:
        keep(complaint(1), complaint(2, unit="07"), complaint(3, status="closed"))
        assert numbers(store.queue(("registered", "23"), 10)) == [complaint(1).code]
        assert store.queue(("registered", "2"), 10) == []
        assert store.count(("registered", "07")) == 1

    def test_what_is_urgent_comes_first_then_what_is_newest(self, store: IComplaintStore, keep: Keep) -> None:
        kept = keep(complaint(1, urgent=True), complaint(2), complaint(3), complaint(4, urgent=True))
        wanted = [kept[3].code, kept[0].code, kept[2].code, kept[1].code]
        assert numbers(store.queue(unassigned("23"), 10)) == wanted

    def test_what_becomes_urgent_moves_to_the_front_of_its_queues(
        self, store: IComplaintStore, keep: Keep, commit: Commit
    ) -> None:
        first, second = keep(complaint(1), complaint(2))
        store.replace(replace(first, urgent=True))
        commit()
        assert numbers(store.queue(unassigned("23"), 10)) == [first.code, second.code]
        assert store.count(unassigned("23")) == 2

    def test_taking_it_moves_it_from_the_unit_to_its_owner_and_closing_it_out_of_both(
        self, store: IComplaintStore, keep: Keep, commit: Commit
    ) -> None:
        (kept,) = keep(complaint())
        taken = replace(kept, assignee="karimi")
        store.replace(taken)
        commit()
        assert (store.count(unassigned("23")), store.count(mine("karimi"))) == (0, 1)
        store.replace(replace(taken, status="closed", open=False))
        commit()
        assert (store.count(unassigned("23")), store.count(mine("karimi"))) == (0, 0)
        assert store.count(("closed", "23")) == 1
