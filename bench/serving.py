"""A server of the bench: `python -m bench.serving site|bare URI FOLDER` prints its port, and serves."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import waitress

from bench import bare, by_heart
from bench.place import THREADS, Place

AT_ONCE: Final = 2000
"""Complaints that are read at once when an office is indexed."""


def site(place: Place) -> Any:
    """Answer the real site on an office."""
    import complaints_web

    return complaints_web.main({}, **place.settings())


def indexed(place: Place) -> None:
    """Fill the search index and the figures of an office, as far as they are not."""
    from complaints_web.background import work_of
    from complaints_web.site import site_of

    registry = site(place).registry
    try:
        indexing = work_of(registry).indexing
        while indexing.run(AT_ONCE):
            pass
    finally:
        site_of(registry).close()


SITES: dict[str, Callable[[Place], Any]] = {
    "site": lambda place: by_heart.beside(site(place)),
    "bare": bare.application,
}


def main(name: str, uri: str, folder: str) -> None:
    """Serve on a free port of this machine until the process is ended."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a thread is meant
    application = SITES[name](Place(uri, Path(folder)))
    server = waitress.create_server(application, listen="127.0.0.1:0", threads=THREADS, ident=None)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
