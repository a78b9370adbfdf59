"""Staff in memory."""

from collections.abc import Iterator
from threading import RLock

from zope.interface import implementer

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

    def all(self) -> Iterator[Staff]:
        """Answer everybody, by user name."""
        with self._lock:
            return iter([self._staff[name] for name in sorted(self._staff)])
