"""Give back the room of what is not needed any more: old versions of objects, and files that were removed.

A file is packed while the site stands still, and needs as much free room again as it has; PostgreSQL while it
serves. Make a backup first, and keep what is younger than a day.
"""

import argparse

from complaints_web.database import pack_database
from complaints_web.scripts.reading import days, settings_of


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say how young old versions must be to be kept."""
    command.add_argument(
        "--days", type=days, default=1.0, metavar="N", help="keep what was replaced or removed since (1)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Pack, and say what it brought."""
    before, after = pack_database(settings_of(arguments.ini)["zodb.uri"], arguments.days)
    print(f"Packed: {before / 2**20:.1f} MiB before, {after / 2**20:.1f} MiB now.")
    return 0
