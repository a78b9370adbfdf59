"""Who may see and do what: the one rule behind list, detail, count, search, export, file and notification.

An actor is whoever stands at a desk. A rule answers yes or no and knows nothing of pages; desks ask it and raise
`NotFound` for a no, because what is not mine does not exist for me.
"""

from dataclasses import dataclass

from complaints_core.domain.complaints import CITIZEN, Complaint
from complaints_core.domain.process import Process, Step


@dataclass(frozen=True)
class CitizenActor:
    """A citizen who is signed in."""

    key: str
    role: str = CITIZEN


def may_see(actor: CitizenActor, complaint: Complaint) -> bool:
    """Tell whether the actor may know that this complaint exists. A citizen sees his own."""
    return complaint.citizen == actor.key


def steps_for(actor: CitizenActor, complaint: Complaint, process: Process) -> tuple[Step, ...]:
    """Answer the steps the actor may take now with a complaint he may see."""
    if not may_see(actor, complaint):
        return ()
    return tuple(process.steps_from(complaint.status, actor.role))


def may_take(actor: CitizenActor, step: str, complaint: Complaint, process: Process) -> bool:
    """Tell whether the actor may take this step now."""
    return any(one.code == step for one in steps_for(actor, complaint, process))
