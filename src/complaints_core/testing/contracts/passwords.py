"""What every password hasher must do."""

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.ports import IPasswordHasher

PASSWORD = "seven blue tents \u06f1\u200c\u06cc"  # noqa: S105 - nobody's


class PasswordHasherContract:
    """Inherit it and give a fixture `hasher`, as quick a one as there is:

    class TestMyHasher(PasswordHasherContract):
        @pytest.fixture
        def hasher(self):
            return MyHasher(rounds=1)
    """

    @pytest.fixture
    def hasher(self) -> IPasswordHasher:
        """Answer a hasher: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, hasher: IPasswordHasher) -> None:
        assert verifyObject(IPasswordHasher, hasher)

    def test_a_password_fits_its_own_hash_and_no_other_does(self, hasher: IPasswordHasher) -> None:
        hashed = hasher.hash(PASSWORD)
        assert hasher.verify(hashed, PASSWORD) is True
        assert hasher.verify(hashed, PASSWORD + " ") is False
        assert hasher.verify(hashed, "") is False

    def test_two_hashes_of_one_password_differ(self, hasher: IPasswordHasher) -> None:
        assert hasher.hash(PASSWORD) != hasher.hash(PASSWORD)

    def test_a_hash_does_not_show_the_password(self, hasher: IPasswordHasher) -> None:
        assert "blue" not in hasher.hash(PASSWORD)

    def test_nobody_has_no_password(self, hasher: IPasswordHasher) -> None:
        assert hasher.verify(None, PASSWORD) is False
        assert hasher.verify(None, "") is False

    def test_a_new_hash_is_of_todays_strength(self, hasher: IPasswordHasher) -> None:
        assert hasher.needs_rehash(hasher.hash(PASSWORD)) is False

    def test_a_very_long_password_counts_to_its_last_letter(self, hasher: IPasswordHasher) -> None:
        hashed = hasher.hash("x" * 999 + "y")
        assert hasher.verify(hashed, "x" * 999 + "y") is True
        assert hasher.verify(hashed, "x" * 999 + "z") is False
