"""What holds one frozen object, and who wins when two change it.

Every record says with which layout of its content it was written (`version`), so that a step of `upgrades`
knows what it has done already. A field that a frozen class gains later needs a default on the class: an old
record does not have it, and Python then finds the default. A class that was kept once must stay importable
under its name until a step has replaced it.
"""

from typing import Any, Generic, TypeVar

from persistent import Persistent
from ZODB.POSException import ConflictError

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.queue_order import QueueKey

Kept = TypeVar("Kept")

LAYOUT = 4
"""The layout in which this program writes; the number of the last step in `upgrades`."""


class Record(Persistent, Generic[Kept]):
    """One frozen object. Two transactions that change it conflict: the second is told, and never merged."""

    version = 0

    def __init__(self, kept: Kept) -> None:
        self.version = LAYOUT
        self.kept = kept


class CitizenRecord(Record[Citizen]):
    """A citizen and the places of his complaints, which only grow.

    Filing merges with everything; two changes of the citizen himself conflict.
    """

    def __init__(self, kept: Citizen) -> None:
        super().__init__(kept)
        self.complaints: tuple[QueueKey, ...] = ()

    def file(self, place: QueueKey) -> None:
        """Note a complaint of the citizen."""
        self.complaints = (*self.complaints, place)

    def _p_resolveConflict(  # noqa: N802 - the database's name
        self, old: dict[str, Any], saved: dict[str, Any], new: dict[str, Any]
    ) -> dict[str, Any]:
        """Answer the state after both changes, given the three states as dictionaries."""
        mine = _without_complaints(new) != _without_complaints(old)
        if mine and _without_complaints(saved) != _without_complaints(old):
            raise ConflictError
        filed = new["complaints"][len(old["complaints"]) :]
        return {**(new if mine else saved), "complaints": saved["complaints"] + filed}


def _without_complaints(state: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name != "complaints"}
