"""What a portal imports from the core itself."""

import complaints_core
from complaints_core import interfaces, testing
from complaints_core.testing import contracts

NEEDED = {
    "AccountDesk",
    "CitizenDesk",
    "MisconductDesk",
    "NationalCode",
    "StaffDesk",
    "TrackingCode",
    "load_profile",
}


def test_the_names_that_a_portal_needs_are_there() -> None:
    assert set(complaints_core.__all__) >= NEEDED | set(interfaces.ports.__all__)
    assert all(hasattr(complaints_core, name) for name in complaints_core.__all__)


def test_every_contract_suite_is_there_by_its_name() -> None:
    assert all(getattr(testing, name) is getattr(contracts, name) for name in contracts.__all__)
