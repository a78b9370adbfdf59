"""The stores in a ZODB keep the contracts of their ports."""

from collections.abc import Callable

import pytest

from complaints_core.interfaces.ports import (
    IAmendmentStore,
    IAuditStore,
    ICitizenStore,
    IComplaintStore,
    IFileStore,
    IMisconductStore,
    INewsStore,
    IOutbox,
    IPendingStore,
    IStaffStore,
)
from complaints_core.stores import Stores
from complaints_core.testing.contracts import (
    AmendmentStoreContract,
    AuditStoreContract,
    ChangesContract,
    CitizenStoreContract,
    ComplaintStoreContract,
    FileStoreContract,
    MisconductStoreContract,
    NewsStoreContract,
    OutboxContract,
    PendingStoreContract,
    StaffStoreContract,
)
from complaints_core.testing.fixed import FixedClock
from complaints_plugins.zodb.stores import stores_for
from tests.plugins.zodb.conftest import SECRET, Session


class OnDisk:
    """Every commit of a suite goes to the disk and back."""

    @pytest.fixture
    def commit(self, session: Session) -> Callable[[], None]:
        return session.commit


class TestCitizens(OnDisk, CitizenStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> ICitizenStore:
        return stores.citizens


class TestComplaints(OnDisk, ComplaintStoreContract):
    @pytest.fixture
    def citizens(self, stores: Stores) -> ICitizenStore:
        return stores.citizens

    @pytest.fixture
    def store(self, stores: Stores) -> IComplaintStore:
        return stores.complaints


class TestMisconduct(OnDisk, MisconductStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> IMisconductStore:
        return stores.misconduct


class TestPending(OnDisk, PendingStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> IPendingStore:
        return stores.pending


class TestFiles(OnDisk, FileStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> IFileStore:
        return stores.files


class TestOutbox(OnDisk, OutboxContract):
    @pytest.fixture
    def store(self, stores: Stores) -> IOutbox:
        return stores.outbox


class TestStaff(OnDisk, StaffStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> IStaffStore:
        return stores.staff


class TestChanges(OnDisk, ChangesContract):
    @pytest.fixture
    def stores(self, session: Session, clock: FixedClock) -> Stores:
        return stores_for(session.connection, SECRET, now=clock.now)


class TestAudit(OnDisk, AuditStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> IAuditStore:
        return stores.audit


class TestAmendments(OnDisk, AmendmentStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> IAmendmentStore:
        return stores.amendments


class TestNews(OnDisk, NewsStoreContract):
    @pytest.fixture
    def store(self, stores: Stores) -> INewsStore:
        return stores.news
