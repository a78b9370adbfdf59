"""What every store of changes must do."""

from datetime import timedelta

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.complaints import Event
from complaints_core.domain.search import Change
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IChanges
from complaints_core.stores import Stores
from complaints_core.testing.builders import citizen, complaint
from complaints_core.testing.contracts.commits import Commit, Commits
from complaints_core.testing.fixed import NOON, FixedClock


class ChangesContract(Commits):
    """Inherit it and give the fixture `stores`, new and empty, whose time is that of `clock`:

    class TestMyChanges(ChangesContract):
        @pytest.fixture
        def stores(self, clock):
            return my_stores(now=clock.now)
    """

    @pytest.fixture
    def clock(self) -> FixedClock:
        """Answer a clock that stands still."""
        return FixedClock()

    @pytest.fixture
    def stores(self, clock: FixedClock) -> Stores:
        """Answer new, empty stores: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def changes(self, stores: Stores) -> IChanges:
        """Answer what waits in the stores."""
        return stores.changes

    def test_it_has_every_method_of_the_port(self, changes: IChanges) -> None:
        assert verifyObject(IChanges, changes)

    def test_at_the_beginning_nothing_waits(self, changes: IChanges) -> None:
        assert (changes.changed(10), changes.waiting(), changes.oldest()) == ([], 0, None)

    def test_what_was_noted_waits_since_then(self, changes: IChanges, commit: Commit) -> None:
        changes.note("482109375563")
        commit()
        assert changes.changed(10) == [Change("482109375563", NOON)]
        assert (changes.waiting(), changes.oldest()) == (1, NOON)

    def test_the_longest_waiting_comes_first(
        self, changes: IChanges, clock: FixedClock, commit: Commit
    ) -> None:
        for code in ("c", "a", "b"):
            changes.note(code)
            commit()
            clock.advance(minutes=1)
        assert [change.code for change in changes.changed(2)] == ["c", "a"]
        assert (changes.waiting(), changes.oldest()) == (3, NOON)

    def test_what_is_done_waits_no_more(self, changes: IChanges, commit: Commit) -> None:
        for code in ("a", "b"):
            changes.note(code)
        commit()
        changes.done([one for one in changes.changed(10) if one.code == "a"])
        commit()
        assert [change.code for change in changes.changed(10)] == ["b"]
        changes.done(changes.changed(10))
        changes.done([Change("never noted", NOON)])
        commit()
        assert changes.waiting() == 0

    def test_a_complaint_waits_once_however_often_it_changes(self, changes: IChanges, commit: Commit) -> None:
        for _ in range(3):
            changes.note("a")
            commit()
        assert changes.waiting() == 1

    @pytest.mark.parametrize("moved", [0, 1, -60])
    def test_what_was_noted_again_meanwhile_stays(
        self, moved: int, changes: IChanges, clock: FixedClock, commit: Commit
    ) -> None:
        changes.note("a")
        commit()
        read = changes.changed(10)
        clock.advance(seconds=moved)  # a clock may stand still, or be set back
        changes.note("a")
        commit()
        changes.done(read)
        commit()
        assert [change.code for change in changes.changed(10)] == ["a"]
        assert changes.changed(10) != read

    def test_filing_and_every_new_version_are_noted(self, stores: Stores, commit: Commit) -> None:
        stores.citizens.add(citizen())
        stores.complaints.add(complaint())
        commit()
        filed = stores.changes.changed(10)
        assert [change.code for change in filed] == [complaint().code]
        stores.changes.done(filed)
        commit()
        stores.complaints.replace(complaint().moved(Event(NOON + timedelta(days=1), "note", "karimi", "any")))
        commit()
        assert [change.code for change in stores.changes.changed(10)] == [complaint().code]

    def test_what_was_refused_is_not_noted(self, stores: Stores, commit: Commit) -> None:
        stores.citizens.add(citizen())
        stores.complaints.add(complaint())
        commit()
        stores.changes.done(stores.changes.changed(10))
        commit()
        with pytest.raises(AlreadyThere):
            stores.complaints.add(complaint())
        with pytest.raises(KeyError):
            stores.complaints.replace(complaint(1))
        assert stores.changes.waiting() == 0
