"""What every outbox must do."""

from dataclasses import replace
from datetime import timedelta

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IOutbox
from complaints_core.testing.builders import outbox_message
from complaints_core.testing.contracts.commits import Commit, Commits
from complaints_core.testing.fixed import NOON

LATER = NOON + timedelta(hours=1)


class OutboxContract(Commits):
    """Inherit it and give a fixture `store` with a new, empty outbox; override `commit` if there is one:

    class TestMyOutbox(OutboxContract):
        @pytest.fixture
        def store(self):
            return MyOutbox()
    """

    @pytest.fixture
    def store(self) -> IOutbox:
        """Answer a new, empty outbox: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, store: IOutbox) -> None:
        assert verifyObject(IOutbox, store)

    def test_an_empty_outbox_has_nothing_to_do(self, store: IOutbox) -> None:
        assert store.due(LATER, 10) == []
        assert store.undelivered(10) == []
        assert store.waiting() == 0
        assert store.get("message-0") is None

    def test_a_message_comes_back_as_it_was_put_in(self, store: IOutbox, commit: Commit) -> None:
        store.add(outbox_message())
        commit()
        assert store.get("message-0") == outbox_message()
        assert store.due(LATER, 10) == [outbox_message()]
        assert store.waiting() == 1

    def test_an_id_can_be_put_in_once(self, store: IOutbox, commit: Commit) -> None:
        store.add(outbox_message())
        commit()
        with pytest.raises(AlreadyThere):
            store.add(outbox_message())
        assert store.waiting() == 1

    def test_the_earliest_goes_first_and_the_early_ones_wait(self, store: IOutbox, commit: Commit) -> None:
        for number in (4, 1, 3, 0, 2):
            store.add(outbox_message(number))
        commit()
        assert store.due(NOON + timedelta(seconds=3), 3) == [outbox_message(number) for number in (0, 1, 2)]
        assert len(store.due(NOON + timedelta(seconds=3), 10)) == 4
        assert store.due(NOON - timedelta(seconds=1), 10) == []
        assert store.waiting() == 5

    def test_a_leased_message_is_nobody_elses_for_a_while(self, store: IOutbox, commit: Commit) -> None:
        store.add(outbox_message())
        commit()
        leased = outbox_message().leased(NOON)
        store.replace(leased)
        commit()
        assert store.due(NOON, 10) == []
        assert store.due(LATER, 10) == [leased]
        assert store.waiting() == 1

    def test_replacing_an_unknown_message_is_an_error(self, store: IOutbox) -> None:
        with pytest.raises(KeyError):
            store.replace(outbox_message())
        assert store.waiting() == 0

    def test_a_sent_message_is_forgotten(self, store: IOutbox, commit: Commit) -> None:
        store.add(outbox_message())
        commit()
        store.remove("message-0")
        store.remove("message-0")
        commit()
        assert store.get("message-0") is None
        assert store.waiting() == 0
        assert store.undelivered(10) == []

    def test_a_given_up_message_is_seen_without_its_parameters(self, store: IOutbox, commit: Commit) -> None:
        store.add(outbox_message(1))
        store.add(outbox_message(2))
        commit()
        store.bury(replace(outbox_message(1), failure="unknown number"))
        commit()
        (buried,) = store.undelivered(10)
        assert (buried.id, buried.failure, buried.params, buried.text) == (
            "message-1",
            "unknown number",
            (),
            "",
        )
        assert store.get("message-1") is None
        assert store.due(LATER, 10) == [outbox_message(2)]
        assert store.waiting() == 1

    def test_a_given_up_id_cannot_be_put_in_again(self, store: IOutbox, commit: Commit) -> None:
        store.add(outbox_message())
        store.bury(outbox_message())
        commit()
        with pytest.raises(AlreadyThere):
            store.add(outbox_message())
        assert store.waiting() == 0

    def test_the_undelivered_are_shown_up_to_a_limit(self, store: IOutbox, commit: Commit) -> None:
        for number in range(5):
            store.add(outbox_message(number))
            store.bury(outbox_message(number))
        commit()
        assert len(store.undelivered(3)) == 3
        assert len(store.undelivered(10)) == 5
