"""What every store of staff must do."""

from dataclasses import replace

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IStaffStore
from complaints_core.testing.builders import staff
from complaints_core.testing.contracts.commits import Commit, Commits


class StaffStoreContract(Commits):
    """Inherit it, and give it a fixture `store` with a new, empty IStaffStore (and `commit`, where there are
    transactions)."""

    def test_it_has_every_method_of_the_port(self, store: IStaffStore) -> None:
        assert verifyObject(IStaffStore, store)

    def test_a_stranger_is_none(self, store: IStaffStore) -> None:
        assert store.get("nobody") is None
        assert list(store.all()) == []

    def test_somebody_comes_back_as_he_was_kept(self, store: IStaffStore, commit: Commit) -> None:
        store.add(staff("karimi"))
        commit()
        assert store.get("karimi") == staff("karimi")

    def test_a_user_name_is_given_once(self, store: IStaffStore, commit: Commit) -> None:
        store.add(staff("karimi"))
        commit()
        with pytest.raises(AlreadyThere):
            store.add(staff("karimi", role="auditor"))
        assert store.get("karimi") == staff("karimi")

    def test_a_new_version_takes_the_place_of_the_old(self, store: IStaffStore, commit: Commit) -> None:
        store.add(staff("karimi"))
        store.replace(staff("karimi").left())
        commit()
        assert store.get("karimi") == staff("karimi").left()

    def test_replacing_somebody_unknown_is_an_error(self, store: IStaffStore) -> None:
        with pytest.raises(KeyError):
            store.replace(staff("karimi"))
        assert store.get("karimi") is None

    def test_everybody_comes_by_user_name(self, store: IStaffStore, commit: Commit) -> None:
        for name in ("karimi", "bahar", "soroush"):
            store.add(staff(name))
        commit()
        assert [one.username for one in store.all()] == ["bahar", "karimi", "soroush"]

    def test_people_are_found_by_the_units_where_they_work(self, store: IStaffStore, commit: Commit) -> None:
        for name, unit in (("karimi", "23"), ("bahar", "2301"), ("ahmadi", "23")):
            store.add(staff(name, unit=unit))
        commit()
        assert [one.username for one in store.at("23")] == ["ahmadi", "karimi"]
        assert [one.username for one in store.at("2301")] == ["bahar"]
        assert list(store.at("24")) == []
        assert [store.count_at(unit) for unit in ("23", "2301", "24")] == [2, 1, 0]

    def test_who_moves_is_found_where_he_is_now(self, store: IStaffStore, commit: Commit) -> None:
        store.add(staff("karimi", unit="23"))
        store.add(staff("bahar", unit="23"))
        commit()
        store.replace(staff("karimi", unit="24"))
        commit()
        assert list(store.at("23")) == [staff("bahar", unit="23")]
        assert list(store.at("24")) == [staff("karimi", unit="24")]

    def test_who_has_left_is_still_found(self, store: IStaffStore, commit: Commit) -> None:
        store.add(staff("karimi", unit="23"))
        store.replace(staff("karimi", unit="23").left())
        commit()
        assert list(store.at("23")) == [staff("karimi", unit="23").left()]

    def test_people_are_found_by_name_in_any_spelling_or_by_their_centers(
        self, store: IStaffStore, commit: Commit
    ) -> None:
        named = replace(staff("karimi"), first_name="Ali Reza")
        store.add(named)
        store.add(replace(staff("bahar"), centers=("c-1", "c-2")))
        store.add(staff("soroush"))
        commit()
        assert list(store.concerned("Ali\u200cReza  Karimi", "")) == [named]
        assert [one.username for one in store.concerned("", "c-2")] == ["bahar"]
        assert [one.username for one in store.concerned(named.full_name, "c-1")] == ["bahar", "karimi"]
        assert list(store.concerned("Dr. Karimi", "")) == list(store.concerned("karimi", "")) == [named]
        assert list(store.concerned("somebody else", "c-3")) == []

    def test_empty_texts_concern_nobody(self, store: IStaffStore, commit: Commit) -> None:
        store.add(replace(staff("karimi"), first_name="", last_name=""))
        commit()
        assert list(store.concerned("", "")) == []
