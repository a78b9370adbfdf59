"""What every store of the audit must do."""

from datetime import timedelta
from itertools import pairwise

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.audit import BEGINNING
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IAuditStore
from complaints_core.testing.builders import audit_note
from complaints_core.testing.contracts.commits import Commit, Commits
from complaints_core.testing.fixed import NOON


class AuditStoreContract(Commits):
    """Inherit it, and give it a fixture `store` with a new, empty IAuditStore (and `commit`, where there are
    transactions)."""

    def test_it_has_every_method_of_the_port(self, store: IAuditStore) -> None:
        assert verifyObject(IAuditStore, store)

    def test_an_empty_chain_is_whole(self, store: IAuditStore) -> None:
        assert (store.waiting(), store.last(), store.verify(), store.chain(10)) == (0, None, None, 0)

    def test_a_note_waits_until_it_is_chained(self, store: IAuditStore, commit: Commit) -> None:
        store.note(audit_note())
        commit()
        assert (store.waiting(), store.last()) == (1, None)
        assert store.chain(10) == 1
        commit()
        last = store.last()
        assert last is not None
        assert (store.waiting(), last.number, last.note, last.before) == (0, 1, audit_note(), BEGINNING)

    def test_a_note_waits_once(self, store: IAuditStore, commit: Commit) -> None:
        store.note(audit_note())
        commit()
        with pytest.raises(AlreadyThere):
            store.note(audit_note())

    def test_notes_are_chained_in_the_order_of_time_and_each_names_the_one_before(
        self, store: IAuditStore, commit: Commit
    ) -> None:
        for number in (4, 1, 3, 0, 2):
            store.note(audit_note(number))
        commit()
        assert [store.chain(2), store.chain(2), store.chain(2)] == [2, 2, 1]
        commit()
        entries = list(store.entries())
        assert [entry.note for entry in entries] == [audit_note(number) for number in range(5)]
        assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
        assert all(before.digest == entry.before for before, entry in pairwise(entries))
        assert store.verify() is None

    def test_a_note_that_comes_late_stands_last(self, store: IAuditStore, commit: Commit) -> None:
        store.note(audit_note(5))
        store.chain(10)
        commit()
        store.note(audit_note(1, at=NOON - timedelta(days=1)))
        store.chain(10)
        commit()
        assert [entry.note.id for entry in store.entries(after=1)] == ["note-1"]
        assert store.verify() is None
