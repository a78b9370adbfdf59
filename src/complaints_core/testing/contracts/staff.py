"""What every store of staff must do."""

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
