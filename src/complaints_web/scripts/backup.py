"""Make a backup of everything, while the site serves.

Each is a folder of its own below DIR, named by its moment in UTC; it is complete, or it is not there. Where
`complaints.backup.key` is set its files are sealed. The key and `complaints.secret` are in no backup: keep
them elsewhere.
"""

import argparse
from pathlib import Path

from complaints_web.database import Manifest, forget_old, keeper_of
from complaints_web.scripts.reading import at_least_one, settings_of


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say where to, and how many are kept."""
    command.add_argument("folder", metavar="DIR", type=Path, help="the folder of all backups")
    command.add_argument("--keep", type=at_least_one, metavar="N", help="forget all but the newest N")


def run(arguments: argparse.Namespace) -> int:
    """Make one, then forget the old ones."""
    settings = settings_of(arguments.ini)
    place, manifest = keeper_of(settings).back_up(settings["zodb.uri"], arguments.folder)
    print(f"{place}\n{told(manifest)}")
    for old in forget_old(arguments.folder, arguments.keep) if arguments.keep else ():
        print(f"forgotten: {old.name}")
    return 0


def told(manifest: Manifest) -> str:
    """Answer what is in a backup, in a few lines."""
    census = manifest.census
    return (
        f"{census.citizens} citizens, {census.complaints} complaints, {census.reports} reports, "
        f"{census.files} attachments, {census.staff} staff\n"
        f"audit: {census.audit_entries} entries, the last one's digest is {census.audit_head or 'none'}\n"
        f"{len(manifest.files)} files, {'sealed' if manifest.sealed else 'not sealed'}, each with its SHA-256"
    )
