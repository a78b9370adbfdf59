"""The stores in memory keep the contracts of their ports."""

import pytest

from complaints_core.interfaces.ports import (
    IAmendmentStore,
    IAuditStore,
    ICitizenStore,
    IComplaintStore,
    IFigures,
    IFileStore,
    IMisconductStore,
    INewsStore,
    IOutbox,
    IPendingStore,
    ISearchIndex,
    IStaffStore,
)
from complaints_core.memory import MemoryFigures, MemoryIndex, stores
from complaints_core.stores import Stores
from complaints_core.testing.contracts import (
    AmendmentStoreContract,
    AuditStoreContract,
    ChangesContract,
    CitizenStoreContract,
    ComplaintStoreContract,
    FiguresContract,
    FileStoreContract,
    MisconductStoreContract,
    NewsStoreContract,
    OutboxContract,
    PendingStoreContract,
    SearchIndexContract,
    StaffStoreContract,
)
from complaints_core.testing.fixed import FixedClock


@pytest.fixture
def memory() -> Stores:
    return stores()


class TestCitizens(CitizenStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> ICitizenStore:
        return memory.citizens


class TestComplaints(ComplaintStoreContract):
    @pytest.fixture
    def citizens(self, memory: Stores) -> ICitizenStore:
        return memory.citizens

    @pytest.fixture
    def store(self, memory: Stores) -> IComplaintStore:
        return memory.complaints


class TestMisconduct(MisconductStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> IMisconductStore:
        return memory.misconduct


class TestPending(PendingStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> IPendingStore:
        return memory.pending


class TestFiles(FileStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> IFileStore:
        return memory.files


class TestOutbox(OutboxContract):
    @pytest.fixture
    def store(self, memory: Stores) -> IOutbox:
        return memory.outbox


class TestStaff(StaffStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> IStaffStore:
        return memory.staff


class TestChanges(ChangesContract):
    @pytest.fixture
    def stores(self, clock: FixedClock) -> Stores:
        return stores(clock.now)


class TestIndex(SearchIndexContract):
    @pytest.fixture
    def index(self) -> ISearchIndex:
        return MemoryIndex()


class TestAudit(AuditStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> IAuditStore:
        return memory.audit


class TestAmendments(AmendmentStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> IAmendmentStore:
        return memory.amendments


class TestNews(NewsStoreContract):
    @pytest.fixture
    def store(self, memory: Stores) -> INewsStore:
        return memory.news


class TestFigures(FiguresContract):
    @pytest.fixture
    def figures(self) -> IFigures:
        return MemoryFigures()
