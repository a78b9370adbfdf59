"""A server process of the bench: `python -m bench.serving site|bare FOLDER` prints its port, and serves."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import waitress

from bench import bare
from bench.seed import SECRET, uri_of

THREADS = 4


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
