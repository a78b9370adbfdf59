"""Bring a database that an older program wrote up to date, step by step.

Make a backup first, and stop every site and worker: a file that is in use is refused, and PostgreSQL while
anybody else is on the database. It may be interrupted at any moment, and run again.
"""

import argparse

from complaints_web.database import upgrade_database
from complaints_web.scripts.reading import settings_of


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Nothing needs to be said beside the ini file."""


def run(arguments: argparse.Namespace) -> int:
    """Run the steps that are outstanding, and name them."""
    done = upgrade_database(settings_of(arguments.ini)["zodb.uri"])
    for title in done:
        print(f"done: {title}")
    print("The database is of this program's generation now." if done else "There was nothing to do.")
    return 0
