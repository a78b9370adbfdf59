"""Sheets that are imported: the headings of their columns in each language of the site, and their rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from zope.interface.interface import InterfaceClass
from zope.schema import getFields

from complaints_core import persian
from complaints_core.desks.imports import centers as importing_centers
from complaints_core.desks.imports import people as importing_people
from complaints_core.desks.imports import units as importing_units
from complaints_core.desks.imports.rows import Row, rows_of
from complaints_core.interfaces.administration import ICenterDraft, IUnitRow, MissingColumns, NotASheet
from complaints_core.interfaces.personnel import IStaffRow
from complaints_plugins.sheet_reading import NoSheet, read_sheet
from complaints_web.languages import Language, languages
from complaints_web.showing.staff import ROLES


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: the schema of its rows, and which fields are its columns, in order; those that hold
    codes alone read from left to right."""

    schema: InterfaceClass
    columns: tuple[str, ...]
    codes: frozenset[str]

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that no sheet may lack."""
        fields = getFields(self.schema)
        return tuple(name for name in self.columns if fields[name].required)


CENTERS: Final = SheetKind(ICenterDraft, importing_centers.COLUMNS, frozenset({"code"}))
UNITS: Final = SheetKind(IUnitRow, importing_units.COLUMNS, frozenset({"code"}))
PEOPLE: Final = SheetKind(IStaffRow, importing_people.COLUMNS, frozenset({"username", "centers"}))


def headings_of(kind: SheetKind, language: Language) -> Mapping[str, str]:
    """Answer the heading of each column in a language, by field."""
    fields = getFields(kind.schema)
    return {name: language.gettext(fields[name].title) for name in kind.columns}


def sheet_rows(kind: SheetKind, stream: BinaryIO, language: Language) -> list[Row]:
    """Answer the rows of an Excel file, whose headings may be in any language of the site; roles are codes in
    them, however they were written. Raises NotASheet; MissingColumns, which names them in the reader's
    language."""
    try:
        table = list(read_sheet(stream))
    except NoSheet:
        raise NotASheet from None
    known = {
        persian.fold(text): name
        for one in languages().values()
        for name, text in headings_of(kind, one).items()
    }
    there = {known.get(persian.fold(cell)) for cell in table[0]} if table else set()
    headings = headings_of(kind, language)
    missing = [headings[name] for name in kind.needed if name not in there]
    if missing:
        raise MissingColumns(names=" · ".join(missing)) if table else NotASheet
    rows = rows_of(known, table)
    return [(number, _with_role(typed)) for number, typed in rows]


def _with_role(typed: Mapping[str, str]) -> Mapping[str, str]:
    """A row with the code of its role, where that is written as its name."""
    if "role" not in typed:
        return typed
    key = persian.name_key(typed["role"])
    said = (code for code, words in ROLES.items() if key in (persian.name_key(one) for one in _in_all(words)))
    return {**typed, "role": next(said, typed["role"].strip().lower())}


def _in_all(words: str) -> tuple[str, ...]:
    return tuple(language.gettext(words) for language in languages().values())
