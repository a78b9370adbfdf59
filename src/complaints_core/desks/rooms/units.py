"""The room for units: the offices, their names, and who takes over from one that closes."""

from dataclasses import dataclass, replace

from complaints_core.desks.rooms.amending import Amending, required
from complaints_core.domain import queues
from complaints_core.domain.amendment_kinds import UnitClosed, UnitKept
from complaints_core.domain.directory import HEADQUARTERS, Unit
from complaints_core.domain.lists import Label
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import CodeTaken, PeopleLeft, UnitsBelow
from complaints_core.interfaces.errors import NotFound, UnknownUnit
from complaints_core.interfaces.ports import IComplaintStore, IStaffStore

COUNTY = "county"
"""The level of every unit that is added: the higher ones are what the country is divided into."""


@dataclass(frozen=True, kw_only=True)
class Units(Amending):
    """Adds, names and closes units."""

    people: IStaffStore
    complaints: IComplaintStore

    def units(self, staff: Staff) -> tuple[Unit, ...]:
        """Answer the units of somebody's scope, in their order."""
        covers = self.jurisdiction(staff).covers
        return tuple(unit for unit in self.profile.directory.units if covers(unit.code))

    def unit(self, staff: Staff, code: str) -> Unit:
        """Answer one of them; raises NotFound."""
        unit = self.profile.directory.unit(code)
        if unit is None or not self.jurisdiction(staff).covers(code):
            raise NotFound
        return unit

    def add_unit(self, staff: Staff, parent: str, code: str, label: Label) -> None:
        """Add a unit below another one; raises NotFound, CodeTaken, AmendmentRefused."""
        above = self.unit(staff, parent)
        if self.profile.directory.unit(code) is not None:
            raise CodeTaken
        unit = Unit(code, label, parent, COUNTY, above.province)
        self._amend(staff, UnitKept(unit=unit, new=True, **self._made(staff)))

    def rename_unit(self, staff: Staff, code: str, label: Label) -> None:
        """Call a unit something else; raises NotFound."""
        unit = self.unit(staff, code)
        if unit.label != label:
            self._amend(staff, UnitKept(unit=replace(unit, label=label), **self._made(staff)))

    def open_complaints(self, unit: str) -> int:
        """Answer how many complaints of a unit are open, without reading any."""
        statuses = (one.code for one in self.profile.process.statuses if one.open)
        return sum(self.complaints.count(queues.in_status(status, unit)) for status in statuses)

    def close_unit(self, staff: Staff, code: str, heir: str) -> None:
        """Close a unit; its open complaints go to the heir. Raises as `check_closing` does."""
        self.check_closing(staff, code, heir)
        self._amend(staff, UnitClosed(unit=code, heir=heir, **self._made(staff)))

    def check_closing(self, staff: Staff, code: str, heir: str) -> None:
        """See to it that a unit can be closed so; keeps nothing.

        Raises NotFound for a unit that is not below his own, UnknownUnit for an heir that is closed or that
        there is not, UnitsBelow while it has open units below, PeopleLeft while somebody works there.
        """
        unit, directory = self.unit(staff, code), self.profile.directory
        required(
            allowed=code != HEADQUARTERS and not unit.heir and self.jurisdiction(staff).covers(unit.parent)
        )
        successor = directory.unit(heir)
        if successor is None or successor.heir or heir == code:
            raise UnknownUnit("heir")
        if any(one.parent == code and not one.heir for one in directory.units):
            raise UnitsBelow
        working = sum(
            one.active and any(post.unit == code for post in one.posts) for one in self.people.all()
        )
        if working:
            raise PeopleLeft(n=working)
