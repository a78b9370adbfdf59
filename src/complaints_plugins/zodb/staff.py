"""Staff in the ZODB."""

from collections.abc import Iterator

from zope.interface import implementer

from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import IStaffStore
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site


@implementer(IStaffStore)
class ZodbStaff:
    """Keeps staff by user name."""

    def __init__(self, site: Site) -> None:
        self._staff = site.staff

    def get(self, username: str) -> Staff | None:
        """Answer the member of staff with this user name."""
        record = self._staff.get(username)
        return record.kept if record is not None else None

    def add(self, staff: Staff) -> None:
        """Keep a new member of staff; raises AlreadyThere."""
        self._staff.add(staff.username, Record(staff))

    def replace(self, staff: Staff) -> None:
        """Keep a new version; raises KeyError. Two at once conflict."""
        record = self._staff.get(staff.username)
        if record is None:
            raise KeyError(staff.username)
        record.kept = staff

    def all(self) -> Iterator[Staff]:
        """Answer everybody, by user name."""
        return iter(sorted((record.kept for record in self._staff.values()), key=lambda one: one.username))
