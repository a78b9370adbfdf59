"""A server process of the bench: `python -m bench.serving site|bare FOLDER` prints its port, and serves."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import waitress

from bench import bare

THREADS = 4
SECRET: Final = "bench-only-secret-of-an-office-that-is-not-there"  # noqa: S105
AT_ONCE: Final = 2000
"""Complaints that are read at once when an office is indexed."""


def uri_of(folder: Path) -> str:
    """Answer the address of the database in a folder."""
    return f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs"


def site_settings(folder: Path) -> dict[str, str]:
    """Answer the settings of the benched site: as in production, but nobody is slowed down and no picture is
    read. Messages wait in the outbox; no worker runs."""
    return {
        "complaints.store": "zodb",
        "zodb.uri": uri_of(folder),
        "complaints.secret": SECRET,
        "complaints.threads": str(THREADS),
        "complaints.limits": "off",
        "complaints.challenge": "off",
        "complaints.sms": "spool",
        "complaints.sms.spool": str(folder / "sms.jsonl"),
    }


def site(folder: Path) -> Any:
    """Answer the real site on the office in a folder."""
    import complaints_web

    return complaints_web.main({}, **site_settings(folder))


def indexed(folder: Path) -> None:
    """Fill the search index and the figures of the office in a folder, which lie beside its database."""
    from complaints_web.background import work_of
    from complaints_web.site import site_of

    registry = site(folder).registry
    try:
        indexing = work_of(registry).indexing
        while indexing.run(AT_ONCE):
            pass
    finally:
        site_of(registry).close()


SITES: dict[str, Callable[[Path], Any]] = {"site": site, "bare": bare.application}


def main(name: str, folder: str) -> None:
    """Serve on a free port of this machine until the process is ended."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a thread is meant
    server = waitress.create_server(
        SITES[name](Path(folder)), listen="127.0.0.1:0", threads=THREADS, ident=None
    )
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
