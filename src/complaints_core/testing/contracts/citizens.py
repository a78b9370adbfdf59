"""What every store of citizens must do."""

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import ICitizenStore
from complaints_core.testing.builders import citizen, national_code
from complaints_core.testing.contracts.commits import Commit, Commits


class CitizenStoreContract(Commits):
    """Inherit it and give a fixture `store` with a new, empty store; override `commit` if there is one:

    class TestMyCitizens(CitizenStoreContract):
        @pytest.fixture
        def store(self):
            return MyCitizens(secret=b"any")
    """

    @pytest.fixture
    def store(self) -> ICitizenStore:
        """Answer a new, empty store: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, store: ICitizenStore) -> None:
        assert verifyObject(ICitizenStore, store)

    def test_an_unknown_citizen_is_none(self, store: ICitizenStore) -> None:
        assert store.get("f" * 64) is None

    def test_a_citizen_comes_back_as_he_was_kept(self, store: ICitizenStore, commit: Commit) -> None:
        store.add(citizen(email="sara@example.org", login_epoch=3))
        commit()
        assert store.get(citizen().key) == citizen(email="sara@example.org", login_epoch=3)

    def test_what_was_just_added_is_found_before_the_commit(self, store: ICitizenStore) -> None:
        store.add(citizen())
        assert store.get(citizen().key) == citizen()

    def test_a_second_citizen_under_one_key_is_refused(self, store: ICitizenStore, commit: Commit) -> None:
        store.add(citizen())
        commit()
        with pytest.raises(AlreadyThere):
            store.add(citizen(first_name="Another"))
        assert store.get(citizen().key) == citizen()

    def test_replacing_keeps_the_new_version(self, store: ICitizenStore, commit: Commit) -> None:
        store.add(citizen())
        commit()
        store.replace(citizen().with_mobile("+989350000000"))
        commit()
        kept = store.get(citizen().key)
        assert kept is not None
        assert kept.mobile == "+989350000000"

    def test_replacing_an_unknown_citizen_is_an_error(self, store: ICitizenStore) -> None:
        with pytest.raises(KeyError):
            store.replace(citizen())
        assert store.get(citizen().key) is None

    def test_citizens_do_not_disturb_each_other(self, store: ICitizenStore, commit: Commit) -> None:
        people = [citizen(number) for number in range(40)]
        for person in people:
            store.add(person)
        commit()
        assert [store.get(person.key) for person in people] == people

    def test_a_national_code_has_one_key_of_64_hexadecimal_digits(self, store: ICitizenStore) -> None:
        key = store.key_of(national_code(1))
        assert key == store.key_of(national_code(1))
        assert key != store.key_of(national_code(2))
        assert len(key) == 64
        assert set(key) <= set("0123456789abcdef")
