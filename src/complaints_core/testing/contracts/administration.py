"""What every store of amendments and of news must do."""

from datetime import timedelta

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.amendment_kinds import TextChanged
from complaints_core.domain.amendments import Amendments, Walk
from complaints_core.domain.lists import Label
from complaints_core.domain.news import MOST_CODES, News
from complaints_core.interfaces.administration import AmendedMeanwhile
from complaints_core.interfaces.ports import IAmendmentStore, INewsStore
from complaints_core.testing.contracts.commits import Commit, Commits
from complaints_core.testing.fixed import NOON

FIRST = Amendments().joined_by(TextChanged(at=NOON, by="modir", name="password_changed", text="Changed."))


class AmendmentStoreContract(Commits):
    """Inherit it, and give it a fixture `store` with a new, empty IAmendmentStore (and `commit`, where there
    are transactions)."""

    def test_it_has_every_method_of_the_port(self, store: IAmendmentStore) -> None:
        assert verifyObject(IAmendmentStore, store)

    def test_at_first_nothing_is_amended(self, store: IAmendmentStore) -> None:
        assert store.version() == 0
        assert store.get() == Amendments()
        assert store.walk() == Walk()

    def test_amendments_come_back_as_they_were_kept(self, store: IAmendmentStore, commit: Commit) -> None:
        store.replace(FIRST)
        commit()
        assert store.version() == 1
        assert store.get() == FIRST

    def test_only_the_very_next_version_is_kept(self, store: IAmendmentStore, commit: Commit) -> None:
        store.replace(FIRST)
        commit()
        for stale in (Amendments(), FIRST, Amendments(3)):
            with pytest.raises(AmendedMeanwhile):
                store.replace(stale)
        assert store.get() == FIRST

    def test_the_place_of_a_walk_is_kept(self, store: IAmendmentStore, commit: Commit) -> None:
        reached = Walk(seen=1, towards=3, after=(("reviewing", "23"), (-5, "123456789012")))
        store.walked(reached)
        commit()
        assert store.walk() == reached
        assert store.version() == 0


class NewsStoreContract(Commits):
    """Inherit it, and give it a fixture `store` with a new, empty INewsStore (and `commit`, where there are
    transactions)."""

    def test_it_has_every_method_of_the_port(self, store: INewsStore) -> None:
        assert verifyObject(INewsStore, store)

    def test_nobody_is_told_anything_at_first(self, store: INewsStore) -> None:
        assert store.of("karimi") == ()

    def test_news_come_back_to_their_reader_newest_first(self, store: INewsStore, commit: Commit) -> None:
        store.tell("karimi", _news("old"))
        store.tell("karimi", _news("new", minutes=1))
        store.tell("bahar", _news("hers"))
        commit()
        assert [news.key for news in store.of("karimi")] == ["new", "old"]
        assert store.of("bahar") == (_news("hers"),)

    def test_what_comes_under_one_key_becomes_one(self, store: INewsStore, commit: Commit) -> None:
        store.tell("karimi", _news("snow", codes=("1",)))
        commit()
        store.tell("karimi", _news("snow", codes=("2", "3"), minutes=1))
        commit()
        assert store.of("karimi") == (_news("snow", codes=("1", "2", "3"), minutes=1),)

    def test_many_complaints_are_counted_and_not_all_named(self, store: INewsStore, commit: Commit) -> None:
        for _ in range(3):
            store.tell("karimi", _news("snow", codes=("1",) * 50))
        commit()
        (told,) = store.of("karimi")
        assert (told.count, len(told.codes)) == (150, MOST_CODES)

    def test_what_is_put_away_is_gone(self, store: INewsStore, commit: Commit) -> None:
        store.tell("karimi", _news("old"))
        store.tell("karimi", _news("new"))
        commit()
        store.dismiss("karimi", "old")
        store.dismiss("karimi", "old")
        store.dismiss("nobody", "old")
        commit()
        assert [news.key for news in store.of("karimi")] == ["new"]


def _news(key: str, codes: tuple[str, ...] = (), minutes: int = 0) -> News:
    at, why = NOON + timedelta(minutes=minutes), Label(fa="snow", en="snow")
    return News(key=key, at=at, message="It snows: {why}", why=why, codes=codes, count=len(codes))
