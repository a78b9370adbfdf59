"""Every store in memory: for unit tests, demonstrations and a portal's first hour.

There is no transaction here: a call stands at once and is lost with the process. Each call is whole for other
threads, but a second writer is not told of the first. What must last or be shared belongs in
`complaints_plugins.zodb`.
"""

from complaints_core.memory.administration import MemoryAmendments, MemoryNews
from complaints_core.memory.audit import MemoryAudit
from complaints_core.memory.citizens import MemoryCitizens
from complaints_core.memory.complaints import MemoryComplaints
from complaints_core.memory.figures import MemoryFigures
from complaints_core.memory.files import MemoryFiles
from complaints_core.memory.misconduct import MemoryMisconduct
from complaints_core.memory.outbox import MemoryOutbox
from complaints_core.memory.pending import MemoryPending
from complaints_core.memory.search import MemoryChanges, MemoryIndex
from complaints_core.memory.staff import MemoryStaff
from complaints_core.memory.turns import MemoryTurns
from complaints_core.stores import Now, Stores, utc_now

__all__ = [
    "MemoryAmendments",
    "MemoryAudit",
    "MemoryChanges",
    "MemoryCitizens",
    "MemoryComplaints",
    "MemoryFigures",
    "MemoryFiles",
    "MemoryIndex",
    "MemoryMisconduct",
    "MemoryNews",
    "MemoryOutbox",
    "MemoryPending",
    "MemoryStaff",
    "MemoryTurns",
    "stores",
]


def stores(now: Now = utc_now) -> Stores:
    """Answer a full set of new, empty stores; `now` tells when something changed."""
    citizens, changes = MemoryCitizens(), MemoryChanges(now)
    return Stores(
        citizens=citizens,
        complaints=MemoryComplaints(citizens, changes),
        misconduct=MemoryMisconduct(),
        pending=MemoryPending(),
        files=MemoryFiles(),
        outbox=MemoryOutbox(),
        staff=MemoryStaff(),
        changes=changes,
        audit=MemoryAudit(),
        amendments=MemoryAmendments(),
        news=MemoryNews(),
    )
