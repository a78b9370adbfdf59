"""The room for importing centers from a sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from zope.schema import getFields

from complaints_core import forms, persian
from complaints_core.desks.imports.rows import Row, SheetImport, WrongCell, mistakes_in
from complaints_core.desks.rooms.centers import Centers
from complaints_core.domain.amendment_kinds import CenterKept
from complaints_core.domain.directory import Center
from complaints_core.domain.lists import CodeList
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import ICenterDraft
from complaints_core.interfaces.fields import Code
from complaints_core.interfaces.messages import _

COLUMNS: Final[tuple[str, ...]] = ("code", "name", "kind", "ownership", "province", "county")
"""The fields of `ICenterDraft`, in the order in which they stand in a sheet."""


@dataclass(frozen=True, kw_only=True)
class ImportingCenters(Centers):
    """Reads sheets of centers, and keeps them whole or not at all."""

    def read_centers(self, staff: Staff, rows: Iterable[Row]) -> SheetImport[Center]:
        """Answer what rows would change, and every mistake in them; keeps nothing. What is chosen from a list
        may be written as its code or its name, in any language and spelling."""
        read: dict[str, Center] = {}

        def read_row(typed: Mapping[str, str]) -> None:
            center = self._center(staff, typed)
            if center.code in read:
                raise WrongCell("code", _("This code stands in the sheet twice."))
            read[center.code] = center

        mistakes = mistakes_in(rows, read_row)
        return SheetImport.beside(read, self.profile.directory.center, mistakes)

    def import_centers(self, staff: Staff, read: SheetImport[Center]) -> None:
        """Keep what `read_centers` has answered, all of it in one change; raises AmendmentRefused, and
        ValueError for an import with mistakes."""
        read.required_sound()
        made = self._made(staff)
        new = (CenterKept(center=one, new=True, **made) for one in read.added)
        self._amend(staff, *new, *(CenterKept(center=one, **made) for one in read.changed))
        self._kept(*read.changed)

    def _center(self, staff: Staff, typed: Mapping[str, str]) -> Center:
        """The center of a row; raises InvalidForm, WrongCell."""
        center = Center(**forms.read(ICenterDraft, self._coded(typed), self.profile.lists))
        before = self.profile.directory.center(center.code)
        if not self._covers(staff, center) or (before and not self._covers(staff, before)):
            raise WrongCell("county", _("This place is not one of yours."))
        return center

    def _coded(self, typed: Mapping[str, str]) -> dict[str, str]:
        """The texts of a row with codes in the place of names."""
        coded, fields = dict(typed), getFields(ICenterDraft)
        for name in COLUMNS:
            field = fields[name]
            if isinstance(field, Code):
                within = coded.get("province", "") if name == "county" else ""
                coded[name] = _code_of(self.profile.lists[field.list_name], typed.get(name, ""), within)
        return coded


def _code_of(codes: CodeList, typed: str, within: str) -> str:
    """The code that a text means: a code itself, or a name; of counties that bear one name the one of the
    province. A text that means nothing stays, for the form to say so."""
    text = persian.digits(persian.clean_line(typed))
    if text in codes:
        return text
    key = persian.name_key(text)
    meant = (
        one.code
        for one in codes
        if key in map(persian.name_key, one.label.values()) and one.parent in ("", within or one.parent)
    )
    return next(meant, text)
