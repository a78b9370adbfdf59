"""Fill the search index and the figures anew from everything that is kept.

The site does the same by itself, a little each second, when their files are gone; this is for whoever is in a
hurry, while the site stands still, and for when the units or their order have changed.
"""

import argparse
from typing import Final

from pyramid.paster import get_app

from complaints_web.background import work_of
from complaints_web.site import site_of

BATCH: Final = 2000
"""Complaints that are held in memory at once."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Nothing needs to be said beside the ini file."""


def run(arguments: argparse.Namespace) -> int:
    """Forget both and fill them, batch by batch; what has changed meanwhile comes last."""
    app = get_app(arguments.ini)
    indexing = work_of(app.registry).indexing
    try:
        indexing.clear()
        filled = 0
        while read := indexing.fill(BATCH):
            filled += read
            print(f"complaints read for search and figures: {filled}", flush=True)
        while indexing.catch_up(BATCH):
            print("and those that changed meanwhile", flush=True)
    finally:
        site_of(app.registry).close()
    print("The search index and the figures are complete.")
    return 0
