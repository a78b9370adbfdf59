"""Contract suites: what every implementation of a port must do, as pytest classes to inherit.

A plug-in's test is a subclass with the fixture that its suite asks for (each docstring shows one) and, where
the store has transactions, a fixture `commit` that ends one and begins the next:

    class TestMyCitizens(CitizenStoreContract):
        @pytest.fixture
        def store(self, connection):
            return MyCitizens(connection)

        @pytest.fixture
        def commit(self, connection):
            return connection.commit

This folder is the only part of the core that imports pytest; nothing but tests imports it.
"""

from pkgutil import iter_modules

import pytest

pytest.register_assert_rewrite(*(f"{__name__}.{module.name}" for module in iter_modules(__path__)))

from complaints_core.testing.contracts.administration import (  # noqa: E402 - asserts first
    AmendmentStoreContract,
    NewsStoreContract,
)
from complaints_core.testing.contracts.audit import AuditStoreContract  # noqa: E402
from complaints_core.testing.contracts.challenge import ChallengeContract  # noqa: E402
from complaints_core.testing.contracts.changes import ChangesContract  # noqa: E402
from complaints_core.testing.contracts.citizens import CitizenStoreContract  # noqa: E402
from complaints_core.testing.contracts.complaints import ComplaintStoreContract  # noqa: E402
from complaints_core.testing.contracts.figures import FiguresContract  # noqa: E402
from complaints_core.testing.contracts.files import FileStoreContract  # noqa: E402
from complaints_core.testing.contracts.inspector import FileInspectorContract  # noqa: E402
from complaints_core.testing.contracts.limits import LimitsContract  # noqa: E402
from complaints_core.testing.contracts.misconduct import MisconductStoreContract  # noqa: E402
from complaints_core.testing.contracts.outbox import OutboxContract  # noqa: E402
from complaints_core.testing.contracts.passwords import PasswordHasherContract  # noqa: E402
from complaints_core.testing.contracts.pending import PendingStoreContract  # noqa: E402
from complaints_core.testing.contracts.scanner import FileScannerContract  # noqa: E402
from complaints_core.testing.contracts.search import SearchIndexContract  # noqa: E402
from complaints_core.testing.contracts.sms import SmsGatewayContract  # noqa: E402
from complaints_core.testing.contracts.staff import StaffStoreContract  # noqa: E402
from complaints_core.testing.contracts.turns import TurnsContract  # noqa: E402

__all__ = [
    "AmendmentStoreContract",
    "AuditStoreContract",
    "ChallengeContract",
    "ChangesContract",
    "CitizenStoreContract",
    "ComplaintStoreContract",
    "FiguresContract",
    "FileInspectorContract",
    "FileScannerContract",
    "FileStoreContract",
    "LimitsContract",
    "MisconductStoreContract",
    "NewsStoreContract",
    "OutboxContract",
    "PasswordHasherContract",
    "PendingStoreContract",
    "SearchIndexContract",
    "SmsGatewayContract",
    "StaffStoreContract",
    "TurnsContract",
]
