"""Staff in the ZODB."""

from collections.abc import Iterable, Iterator, Set

from zope.interface import implementer

from complaints_core.domain.roll import concerned_by, marks_of, working_at
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import IStaffStore
from complaints_plugins.zodb.hash_directory import HashDirectory
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site


@implementer(IStaffStore)
class ZodbStaff:
    """Keeps staff by user name, and their user names under the marks by which they are found."""

    def __init__(self, site: Site) -> None:
        self._staff = site.staff
        self._roll = site.roll

    def get(self, username: str) -> Staff | None:
        """Answer the member of staff with this user name."""
        record = self._staff.get(username)
        return record.kept if record is not None else None

    def add(self, staff: Staff) -> None:
        """Keep a new member of staff; raises AlreadyThere."""
        self._staff.add(staff.username, Record(staff))
        enrol(self._roll, staff.username, marks_of(staff))

    def replace(self, staff: Staff) -> None:
        """Keep a new version; raises KeyError. Two at once conflict."""
        record = self._staff.get(staff.username)
        if record is None:
            raise KeyError(staff.username)
        before, after = marks_of(record.kept), marks_of(staff)
        record.kept = staff
        enrol(self._roll, staff.username, after - before)
        strike(self._roll, staff.username, before - after)

    def at(self, unit: str) -> Iterator[Staff]:
        """Answer everybody who has a post at this very unit."""
        return self._marked({working_at(unit)})

    def count_at(self, unit: str) -> int:
        """Answer how many have a post at this very unit."""
        return len(self._roll.get(working_at(unit)) or ())

    def concerned(self, name: str, center: str) -> Iterator[Staff]:
        """Answer everybody of this name, or to whom this center belongs."""
        return self._marked(concerned_by(name, center))

    def _marked(self, marks: Set[str]) -> Iterator[Staff]:
        names = {name for mark in marks for name in self._roll.get(mark) or ()}
        return (one for name in sorted(names) if (one := self.get(name)))

    def all(self) -> Iterator[Staff]:
        """Answer everybody, by user name."""
        return iter(sorted((record.kept for record in self._staff.values()), key=lambda one: one.username))


def enrol(roll: HashDirectory[tuple[str, ...]], username: str, marks: Iterable[str]) -> None:
    """Put a user name under marks, where it stands once."""
    for mark in marks:
        roll.put(mark, tuple(sorted({*(roll.get(mark) or ()), username})))


def strike(roll: HashDirectory[tuple[str, ...]], username: str, marks: Iterable[str]) -> None:
    """Take a user name away from under marks."""
    for mark in marks:
        left = tuple(name for name in roll.get(mark) or () if name != username)
        if left:
            roll.put(mark, left)
        else:
            roll.remove(mark)
