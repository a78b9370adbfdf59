"""What someone else may implement: stores, search, and everything that touches the outside.

Rules for every store: `get` answers None when nothing is there; `add` raises `errors.AlreadyThere`; objects
are frozen and handed over whole; nothing is committed here, the caller owns the transaction. Two writers that
change one thing at the same time must not both succeed: a store raises its engine's conflict error, and the
caller plays the whole request again. `complaints_core.testing` holds the contract suite of each port.
All times are aware UTC datetimes.
"""

from complaints_core.interfaces.ports.administration import IAmendmentStore, INewsStore
from complaints_core.interfaces.ports.audit import IAuditStore
from complaints_core.interfaces.ports.figures import IFigures
from complaints_core.interfaces.ports.outside import (
    IChallenge,
    IClock,
    IFileInspector,
    IFileScanner,
    ILimits,
    IPasswordHasher,
    ISecondFactor,
    ISmsGateway,
)
from complaints_core.interfaces.ports.search import IChanges, ISearchIndex
from complaints_core.interfaces.ports.stores import (
    FileState,
    ICitizenStore,
    IComplaintStore,
    IFileStore,
    IMisconductStore,
    IOutbox,
    IPendingStore,
    IStaffStore,
)
from complaints_core.interfaces.ports.turns import ITurns

__all__ = [
    "FileState",
    "IAmendmentStore",
    "IAuditStore",
    "IChallenge",
    "IChanges",
    "ICitizenStore",
    "IClock",
    "IComplaintStore",
    "IFigures",
    "IFileInspector",
    "IFileScanner",
    "IFileStore",
    "ILimits",
    "IMisconductStore",
    "INewsStore",
    "IOutbox",
    "IPasswordHasher",
    "IPendingStore",
    "ISearchIndex",
    "ISecondFactor",
    "ISmsGateway",
    "IStaffStore",
    "ITurns",
]
