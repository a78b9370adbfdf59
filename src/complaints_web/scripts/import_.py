"""Import centers, units or new people from an Excel file, all of them or none.

complaints INI import centers centers.xlsx --by modir --dry-run
complaints INI import units units.xlsx --by modir
complaints INI import staff people.xlsx --by modir
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from complaints_core.desks.imports.rows import SheetImport
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.ports import IStaffStore
from complaints_web.import_sheets import CENTERS, PEOPLE, UNITS, SheetKind, headings_of, sheet_rows
from complaints_web.languages import languages
from complaints_web.ports import port_of
from complaints_web.scripts.opening import request_opened

ENGLISH = languages()["en"]


class Stopped(Exception):
    """Nothing was kept; says why, a line for each reason."""


@dataclass(frozen=True)
class Import:
    """One kind of import: its sheet, what reads its rows for somebody, and what keeps them for him; that
    answers lines to be told once."""

    sheet: SheetKind
    read: Callable[..., SheetImport[Any]]
    keep: Callable[[Any, Staff, SheetImport[Any]], str]


def _keep_centers(request: Any, staff: Staff, read: SheetImport[Any]) -> str:
    request.administration_desk.import_centers(staff, read)
    return ""


def _keep_units(request: Any, staff: Staff, read: SheetImport[Any]) -> str:
    request.administration_desk.import_units(staff, read)
    return ""


def _hire(request: Any, staff: Staff, read: SheetImport[Any]) -> str:
    hired = request.people_import.hire(staff, read)
    told = (f"\n{one.staff.username:40} {one.password}" for one in hired)
    return "".join(("\nFirst passwords, shown this once:", *told))


IMPORTS: Final = {
    "centers": Import(
        CENTERS, lambda request, *what: request.administration_desk.read_centers(*what), _keep_centers
    ),
    "units": Import(UNITS, lambda request, *what: request.administration_desk.read_units(*what), _keep_units),
    "staff": Import(PEOPLE, lambda request, *what: request.people_import.read(*what), _hire),
}
"""What can be imported, by the word on the command line."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say what is imported, from where, and in whose name."""
    command.add_argument("what", choices=list(IMPORTS))
    command.add_argument("file", type=Path, metavar="FILE", help="an Excel file (.xlsx)")
    command.add_argument("--by", required=True, metavar="USERNAME", help="the administrator who imports")
    command.add_argument("--dry-run", action="store_true", help="tell what would change, and keep nothing")


def run(arguments: argparse.Namespace) -> int:
    """Do it in one transaction; mistakes are told row by row, and then nothing is kept."""
    try:
        with request_opened(arguments.ini) as request:
            told = imported(request, arguments)
        print(told)  # only what is kept: a password that was told and not kept opens nothing
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 2
    return 0


def imported(request: Any, arguments: argparse.Namespace) -> str:
    """Import a file, and answer what was changed; raises Stopped."""
    people: IStaffStore = port_of(request, IStaffStore)
    staff, one = people.get(arguments.by), IMPORTS[arguments.what]
    if staff is None or not request.administration_desk.jurisdiction(staff).seats:
        raise Stopped(f"{arguments.by} is no administrator.")
    try:
        with arguments.file.open("rb") as stream:
            read = one.read(request, staff, sheet_rows(one.sheet, stream, ENGLISH))
        if read.mistakes:
            raise Stopped("\n".join(mistakes_in(read, one.sheet)))
        keeps = read.is_sound and not arguments.dry_run
        told = one.keep(request, staff, read) if keeps else ""
    except OSError as missing:
        raise Stopped(f"{arguments.file}: {missing.strerror}") from None
    except Refusal as refusal:
        raise Stopped(ENGLISH.gettext(refusal.message, **refusal.values)) from None
    changed = f"new: {len(read.added)}, changed: {len(read.changed)}, as they were: {read.same}"
    return f"{changed}; nothing is kept" if arguments.dry_run else f"{changed}{told}"


def mistakes_in(read: SheetImport[Any], sheet: SheetKind) -> Iterator[str]:
    """Answer a line for each mistake: row, column, and what is wrong."""
    headings = headings_of(sheet, ENGLISH)
    for one in read.mistakes:
        words = ENGLISH.gettext(one.message, **one.values)
        yield f"row {one.row}, {headings.get(one.column, one.column)}: {words}"
