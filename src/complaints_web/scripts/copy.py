"""Copy everything from one database to another, empty one: from a file to PostgreSQL, or back.

The site stands still meanwhile. Then `zodb.uri` names the new database, and the old one can be kept as it is.
What is derived, as the search index, makes itself again.
"""

import argparse

from complaints_web.database import copy_database


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say from where and to where, as `zodb.uri` does."""
    command.add_argument("--from", dest="source", required=True, metavar="URI", help="what is there")
    command.add_argument("--to", dest="target", required=True, metavar="URI", help="an empty database")


def run(arguments: argparse.Namespace) -> int:
    """Copy, then read both sides again and compare them."""
    here, there = copy_database(arguments.source, arguments.target, _say)
    if here != there:
        print(
            f"The two differ: {here.objects} objects and {here.blobs} files here, "
            f"{there.objects} and {there.blobs} there. Was the site running? Do not use the copy."
        )
        return 1
    print(f"Copied and compared: {there.objects} objects, {there.blobs} files; all bytes are the same.")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
