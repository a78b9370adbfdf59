"""A process that fills a search index while it reads it: FOLDER, FIRST and LAST are its arguments. It says
`ready` when all is kept, and waits to be killed."""

import sys
from pathlib import Path
from time import sleep

from complaints_core.testing.contracts.search import document
from complaints_plugins.search import SqliteIndex


def main(folder: str, first: int, last: int) -> None:
    """Keep documents one by one; whoever reads keeps the file open."""
    index = SqliteIndex(Path(folder) / "search.db")
    for number in range(first, last):
        index.index([document(number)])
        index.count()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sleep(60)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
