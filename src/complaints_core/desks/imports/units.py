"""The room for importing units from a sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from complaints_core import forms
from complaints_core.desks.imports.rows import Row, SheetImport, WrongCell, mistakes_in, unit_meant
from complaints_core.desks.rooms.units import COUNTY, Units
from complaints_core.domain.amendment_kinds import UnitKept
from complaints_core.domain.directory import Unit
from complaints_core.domain.lists import Label
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import IUnitRow
from complaints_core.interfaces.messages import _

COLUMNS: Final[tuple[str, ...]] = ("code", "label", "label_en", "parent")
"""The fields of `IUnitRow`, in the order in which they stand in a sheet."""


@dataclass(frozen=True, kw_only=True)
class ImportingUnits(Units):
    """Reads sheets of units, and keeps them whole or not at all."""

    def read_units(self, staff: Staff, rows: Iterable[Row]) -> SheetImport[Unit]:
        """Answer what rows would change, and every mistake in them; keeps nothing. A unit may lie below one
        that stands above it in the sheet."""
        read: dict[str, Unit] = {}

        def read_row(typed: Mapping[str, str]) -> None:
            unit = self._unit(staff, typed, read)
            read[unit.code] = unit

        mistakes = mistakes_in(rows, read_row)
        return SheetImport.beside(read, self.profile.directory.unit, mistakes)

    def import_units(self, staff: Staff, read: SheetImport[Unit]) -> None:
        """Keep what `read_units` has answered, all of it in one change; raises AmendmentRefused, and
        ValueError for an import with mistakes."""
        read.required_sound()
        made = self._made(staff)
        new = (UnitKept(unit=one, new=True, **made) for one in read.added)
        self._amend(staff, *new, *(UnitKept(unit=one, **made) for one in read.changed))

    def _unit(self, staff: Staff, typed: Mapping[str, str], read: Mapping[str, Unit]) -> Unit:
        """The unit of a row; raises InvalidForm, WrongCell."""
        values = forms.read(IUnitRow, typed, self.profile.lists)
        code, label = values["code"], self._label(values["label"], values.get("label_en") or "")
        directory = self.profile.directory
        before = directory.unit(code)
        if code in read:
            raise WrongCell("code", _("This code stands in the sheet twice."))
        if before is None:
            above = self._above(staff, values["parent"], read)
            return Unit(code, label, above.code, COUNTY, above.province)
        if not self.jurisdiction(staff).covers(code):
            raise WrongCell("code", _("This code is in use already. Please choose another one."))
        if unit_meant(directory.units, values["parent"]) != directory.unit(before.parent):
            raise WrongCell("parent", _("A unit stays below the one it was made below."))
        return Unit(code, label, before.parent, before.level, before.province, before.heir)

    def _above(self, staff: Staff, text: str, read: Mapping[str, Unit]) -> Unit:
        """The unit below which a new one lies; raises WrongCell."""
        known = unit_meant(self.profile.directory.units, text)
        above = known or unit_meant(read.values(), text)
        if above is None or above.heir or (known and not self.jurisdiction(staff).covers(known.code)):
            raise WrongCell("parent", _("There is no such unit among yours."))
        return above

    def _label(self, first: str, others: str) -> Label:
        default, *further = self.profile.languages
        return Label({default: first, **dict.fromkeys(further, others or first)})
