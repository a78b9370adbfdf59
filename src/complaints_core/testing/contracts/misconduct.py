"""What every store of misconduct reports must do."""

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.complaints import Event
from complaints_core.domain.misconduct import ReporterIdentity
from complaints_core.domain.report_queues import about, in_status, rank
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IMisconductStore
from complaints_core.testing.builders import report
from complaints_core.testing.contracts.commits import Commit, Commits
from complaints_core.testing.fixed import NOON

NEW, TAKEN = in_status("registered", "headquarters"), in_status("in_progress", "headquarters")
SARA = ReporterIdentity(first_name="Sara")


class MisconductStoreContract(Commits):
    """Inherit it and give a fixture `store` with a new, empty store; override `commit` if there is one:

    class TestMyReports(MisconductStoreContract):
        @pytest.fixture
        def store(self):
            return MyReports(secret=b"any")
    """

    @pytest.fixture
    def store(self) -> IMisconductStore:
        """Answer a new, empty store: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, store: IMisconductStore) -> None:
        assert verifyObject(IMisconductStore, store)

    def test_an_unknown_receipt_is_none(self, store: IMisconductStore) -> None:
        assert store.get("f" * 64) is None
        assert store.identity("f" * 64) is None

    def test_a_receipt_has_one_key_of_64_hexadecimal_digits(self, store: IMisconductStore) -> None:
        key = store.key_of("4821093755631180")
        assert key == store.key_of("4821093755631180")
        assert key != store.key_of("4821093755631181")
        assert len(key) == 64
        assert set(key) <= set("0123456789abcdef")

    def test_a_report_comes_back_without_who_reported(self, store: IMisconductStore, commit: Commit) -> None:
        store.add(report(), SARA)
        commit()
        assert store.get(report().key) == report()
        assert store.identity(report().key) == SARA

    def test_an_anonymous_report_has_no_identity(self, store: IMisconductStore, commit: Commit) -> None:
        store.add(report())
        commit()
        assert store.identity(report().key) is None

    def test_a_second_report_under_one_key_is_refused(self, store: IMisconductStore, commit: Commit) -> None:
        store.add(report(), SARA)
        commit()
        with pytest.raises(AlreadyThere):
            store.add(report(), ReporterIdentity(first_name="Another"))
        assert store.identity(report().key) == SARA
        assert store.count(NEW) == 1

    def test_replacing_moves_it_and_leaves_the_identity(
        self, store: IMisconductStore, commit: Commit
    ) -> None:
        store.add(report(), SARA)
        commit()
        moved = report().moved(Event(NOON, "take", "karimi", "in_progress"))
        store.replace(moved)
        commit()
        assert store.get(moved.key) == moved
        assert store.identity(moved.key) == SARA
        assert (store.count(NEW), store.count(TAKEN)) == (0, 1)
        assert store.queue(NEW, 10) == []
        assert store.queue(TAKEN, 10) == [moved]

    def test_replacing_an_unknown_report_is_an_error(self, store: IMisconductStore) -> None:
        with pytest.raises(KeyError):
            store.replace(report())
        assert store.count(NEW) == 0

    def test_a_queue_is_newest_first_and_goes_on_after_a_page(
        self, store: IMisconductStore, commit: Commit
    ) -> None:
        for number in (2, 0, 3, 1):
            store.add(report(number))
        commit()
        page = store.queue(NEW, 3)
        assert page == [report(3), report(2), report(1)]
        assert store.queue(NEW, 3, rank(page[-1])) == [report(0)]

    def test_the_oldest_of_a_queue_is_its_last(self, store: IMisconductStore, commit: Commit) -> None:
        assert store.oldest(NEW) is None
        for number in range(40):
            store.add(report(number))
        commit()
        assert store.oldest(NEW) == report(0)
        store.replace(report(0).moved(Event(NOON, "take", "karimi", "in_progress")))
        commit()
        assert (store.oldest(NEW), store.oldest(TAKEN)) == (report(1), store.get(report(0).key))

    def test_a_report_stands_in_the_queues_of_its_units_and_of_whom_it_names(
        self, store: IMisconductStore, commit: Commit
    ) -> None:
        kept = report(units=("23", "headquarters"), about=("karimi",))
        store.add(kept)
        commit()
        names = (in_status("registered", "23"), NEW, about("karimi"))
        assert [store.queue(name, 10) for name in names] == [[kept]] * 3
        passed_on = kept.moved(Event(NOON, "refer", "karimi", "registered"), units=("07", "headquarters"))
        store.replace(passed_on)
        commit()
        assert [store.count(name) for name in names] == [0, 1, 1]
        assert store.queue(in_status("registered", "07"), 10) == [passed_on]
