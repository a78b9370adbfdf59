"""Bring a database that an older program wrote up to date, step by step.

Make a backup first, and stop every site and worker: a file that is in use is refused, and PostgreSQL while
anybody else is on the database. It may be interrupted at any moment, and run again.
"""

import argparse

from complaints_web.database import accept_other_secret, upgrade_database
from complaints_web.scripts.reading import settings_of


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say whether the secret is another one now."""
    command.add_argument(
        "--other-secret",
        action="store_true",
        help="the secret with which the database was begun is lost: accounts of before are found no more",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the steps that are outstanding, and name them."""
    uri = settings_of(arguments.ini)["zodb.uri"]
    done = upgrade_database(uri)
    if arguments.other_secret:
        accept_other_secret(uri)
        print("The next start takes the secret that it finds.")
    for title in done:
        print(f"done: {title}")
    print("The database is of this program's generation now." if done else "There was nothing to do.")
    return 0
