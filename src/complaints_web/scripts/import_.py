"""Add and change centers from an Excel file, all of them or none.

complaints INI import centers centers.xlsx --by modir --dry-run
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyramid.paster import get_app

from complaints_core.desks.importing import CenterImport
from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.ports import IStaffStore
from complaints_web.background import bare_request, transaction_of
from complaints_web.center_sheets import center_rows, headings_of
from complaints_web.languages import languages
from complaints_web.ports import port_of
from complaints_web.site import site_of

ENGLISH = languages()["en"]


class Stopped(Exception):
    """Nothing was kept; says why, a line for each reason."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say what is imported, from where, and in whose name."""
    command.add_argument("what", choices=["centers"])
    command.add_argument("file", type=Path, metavar="FILE", help="an Excel file (.xlsx)")
    command.add_argument("--by", required=True, metavar="USERNAME", help="the administrator who imports")
    command.add_argument("--dry-run", action="store_true", help="tell what would change, and keep nothing")


def run(arguments: argparse.Namespace) -> int:
    """Do it in one transaction; mistakes are told row by row, and then nothing is kept."""
    app = get_app(arguments.ini)
    try:
        request = bare_request(app.registry)
        with transaction_of(request):
            print(imported(request, arguments))
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 2
    finally:
        site_of(app.registry).close()
    return 0


def imported(request: Any, arguments: argparse.Namespace) -> str:
    """Import a file, and answer what was changed; raises Stopped."""
    people: IStaffStore = port_of(request, IStaffStore)
    staff, desk = people.get(arguments.by), request.administration_desk
    if staff is None or not desk.jurisdiction(staff).seats:
        raise Stopped(f"{arguments.by} is no administrator.")
    try:
        with arguments.file.open("rb") as stream:
            read = desk.read_centers(staff, center_rows(stream, ENGLISH))
        if read.mistakes:
            raise Stopped("\n".join(mistakes_in(read)))
        if read.is_sound and not arguments.dry_run:
            desk.import_centers(staff, read)
    except OSError as missing:
        raise Stopped(f"{arguments.file}: {missing.strerror}") from None
    except Refusal as refusal:
        raise Stopped(ENGLISH.gettext(refusal.message, **refusal.values)) from None
    changed = f"new: {len(read.added)}, changed: {len(read.changed)}, as they were: {read.same}"
    return f"{changed}; nothing is kept" if arguments.dry_run else changed


def mistakes_in(read: CenterImport) -> Iterator[str]:
    """Answer a line for each mistake: row, column, and what is wrong."""
    headings = headings_of(ENGLISH)
    for one in read.mistakes:
        words = ENGLISH.gettext(one.message, **one.values)
        yield f"row {one.row}, {headings.get(one.column, one.column)}: {words}"
