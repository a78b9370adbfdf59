"""Staff in memory."""

from collections.abc import Iterator, Set
from threading import RLock

from zope.interface import implementer

from complaints_core.domain.roll import concerned_by, marks_of, working_at
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import IStaffStore


@implementer(IStaffStore)
class MemoryStaff:
    """Keeps staff in a dictionary."""

    def __init__(self) -> None:
        self._staff: dict[str, Staff] = {}
        self._lock = RLock()

    def get(self, username: str) -> Staff | None:
        """Answer the member of staff with this user name."""
        return self._staff.get(username)

    def add(self, staff: Staff) -> None:
        """Keep a new member of staff; raises AlreadyThere."""
        with self._lock:
            if staff.username in self._staff:
                raise AlreadyThere(staff.username)
            self._staff[staff.username] = staff

    def replace(self, staff: Staff) -> None:
        """Keep a new version; raises KeyError."""
        with self._lock:
            if staff.username not in self._staff:
                raise KeyError(staff.username)
            self._staff[staff.username] = staff

    def at(self, unit: str) -> Iterator[Staff]:
        """Answer everybody who has a post at this very unit."""
        return self._marked({working_at(unit)})

    def count_at(self, unit: str) -> int:
        """Answer how many have a post at this very unit."""
        return sum(1 for _ in self.at(unit))

    def concerned(self, name: str, center: str) -> Iterator[Staff]:
        """Answer everybody of this name, or to whom this center belongs."""
        return self._marked(concerned_by(name, center))

    def all(self) -> Iterator[Staff]:
        """Answer everybody, by user name."""
        return iter(self._sorted())

    def _marked(self, marks: Set[str]) -> Iterator[Staff]:
        return (one for one in self._sorted() if marks & marks_of(one))

    def _sorted(self) -> list[Staff]:
        with self._lock:
            return [self._staff[name] for name in sorted(self._staff)]
