"""What every store of waiting things must do."""

from datetime import timedelta

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.pending import ParkedDraft, Submission, UsedChallenge
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IPendingStore
from complaints_core.testing.contracts.commits import Commit, Commits
from complaints_core.testing.fixed import NOON

LATER = NOON + timedelta(hours=1)


def submission(key: str = "key", minutes: int = 0, made: str = "482109375563") -> Submission:
    """Answer a used submission key that is over some minutes after noon."""
    return Submission(key=key, expires_at=NOON + timedelta(minutes=minutes), made=made)


class PendingStoreContract(Commits):
    """Inherit it and give a fixture `store` with a new, empty store; override `commit` if there is one:

    class TestMyPending(PendingStoreContract):
        @pytest.fixture
        def store(self):
            return MyPending()
    """

    @pytest.fixture
    def store(self) -> IPendingStore:
        """Answer a new, empty store: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, store: IPendingStore) -> None:
        assert verifyObject(IPendingStore, store)

    def test_what_was_never_kept_is_none(self, store: IPendingStore) -> None:
        assert store.get(Submission, "key") is None

    def test_a_thing_comes_back_as_it_was_kept(self, store: IPendingStore, commit: Commit) -> None:
        draft = ParkedDraft(key="k", expires_at=LATER, owner="o", typed=(("subject", "delay"),))
        store.add(draft)
        commit()
        assert store.get(ParkedDraft, "k") == draft

    def test_every_kind_has_its_own_keys(self, store: IPendingStore, commit: Commit) -> None:
        store.add(submission("one"))
        store.add(UsedChallenge(key="one", expires_at=LATER))
        commit()
        assert store.get(Submission, "one") == submission("one")
        assert store.get(UsedChallenge, "one") == UsedChallenge(key="one", expires_at=LATER)
        assert store.get(ParkedDraft, "one") is None

    def test_a_used_key_cannot_be_used_again(self, store: IPendingStore, commit: Commit) -> None:
        store.add(submission(made="first"))
        commit()
        with pytest.raises(AlreadyThere):
            store.add(submission(made="second"))
        assert store.get(Submission, "key") == submission(made="first")

    def test_replacing_keeps_the_new_version(self, store: IPendingStore, commit: Commit) -> None:
        store.add(submission(made="first"))
        commit()
        store.replace(submission(made="second", minutes=5))
        commit()
        assert store.get(Submission, "key") == submission(made="second", minutes=5)

    def test_replacing_what_is_not_there_is_an_error(self, store: IPendingStore) -> None:
        with pytest.raises(KeyError):
            store.replace(submission())
        assert store.get(Submission, "key") is None

    def test_removing_forgets_it_and_may_be_repeated(self, store: IPendingStore, commit: Commit) -> None:
        store.add(submission())
        commit()
        store.remove(Submission, "key")
        store.remove(Submission, "key")
        commit()
        assert store.get(Submission, "key") is None

    def test_a_removed_key_is_free_again(self, store: IPendingStore, commit: Commit) -> None:
        store.add(submission(made="first"))
        store.remove(Submission, "key")
        store.add(submission(made="second"))
        commit()
        assert store.get(Submission, "key") == submission(made="second")

    def test_purging_forgets_what_expired_and_nothing_else(
        self, store: IPendingStore, commit: Commit
    ) -> None:
        for minutes in range(10):
            store.add(submission(f"key {minutes}", minutes))
        commit()
        assert store.purge(NOON + timedelta(minutes=6, seconds=30)) == 7
        commit()
        left = [minutes for minutes in range(10) if store.get(Submission, f"key {minutes}")]
        assert left == [7, 8, 9]
        assert store.purge(NOON + timedelta(minutes=6, seconds=30)) == 0

    def test_purging_stops_at_its_limit_and_goes_on_next_time(
        self, store: IPendingStore, commit: Commit
    ) -> None:
        for number in range(10):
            store.add(submission(f"key {number}"))
        commit()
        assert [store.purge(LATER, limit=4) for _ in range(4)] == [4, 4, 2, 0]

    def test_a_life_that_was_lengthened_is_not_purged(self, store: IPendingStore, commit: Commit) -> None:
        store.add(submission(minutes=1))
        commit()
        store.replace(submission(minutes=120))
        commit()
        assert store.purge(LATER) == 0
        assert store.get(Submission, "key") == submission(minutes=120)

    def test_what_expired_is_found_by_its_kind(self, store: IPendingStore, commit: Commit) -> None:
        store.add(submission("over", 1))
        store.add(submission("running", 120))
        store.add(ParkedDraft(key="over", expires_at=NOON, owner="somebody", typed=()))
        commit()
        assert store.expired(Submission, LATER, 10) == [submission("over", 1)]
        assert [one.key for one in store.expired(ParkedDraft, LATER, 10)] == ["over"]
        assert store.expired(UsedChallenge, LATER, 10) == []
        assert store.expired(Submission, LATER, 0) == []
