"""A process that files complaints on four threads and says so after every commit, until it is killed."""

import sys
from itertools import count
from threading import Thread

from complaints_core.testing.builders import complaint
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from tests.plugins.zodb.conftest import SECRET

THREADS = 4


def main(uri: str, first: int) -> None:
    """File complaints with numbers from `first` on; every line of the output is a code that was kept."""
    db = open_database(uri, THREADS)

    def file_for_ever(start: int) -> None:
        for number in count(start, THREADS):
            with unit_of_work(db, SECRET) as stores:
                stores.complaints.add(complaint(number))
            sys.stdout.write(complaint(number).code + "\n")
            sys.stdout.flush()

    for thread in range(THREADS):
        Thread(target=file_for_ever, args=(first + thread,)).start()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
