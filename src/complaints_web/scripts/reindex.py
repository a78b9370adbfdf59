"""Fill the search index and the figures anew from everything that is kept.

The site does the same by itself, a little each second, when they are gone; this is for whoever is in a hurry,
and for when the units or their order have changed. A file must not be open in the site meanwhile; beside
workers on PostgreSQL it takes the turn of the indexer.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Final

from complaints_core.desks.rounds.indexing import IndexRound
from complaints_core.interfaces.ports import ITurns
from complaints_web.background import INDEX, bare_request, work_of
from complaints_web.ports import port_of
from complaints_web.scripts.opening import site_opened

BATCH: Final = 2000
"""Complaints that are held in memory at once."""
PATIENCE: Final = 60.0
"""Seconds to wait for a worker that is indexing: a round of its takes a few."""
PAUSE: Final = 0.05


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Nothing needs to be said beside the ini file."""


def run(arguments: argparse.Namespace) -> int:
    """Forget both and fill them, as soon as no worker does the same."""
    with indexer(arguments.ini) as indexing:
        if indexing is None:
            return 1
        _fill(indexing)
    print("The search index and the figures are complete.")
    return 0


@contextmanager
def indexer(ini: str) -> Iterator[IndexRound | None]:
    """Hand over what fills both, as soon as no worker does the same; where one does not end, say so, and
    hand over nothing."""
    with site_opened(ini) as app, _turn_within(PATIENCE, port_of(bare_request(app.registry), ITurns)) as mine:
        if not mine:
            print("Another process is indexing and does not end; nothing was done.", file=sys.stderr)
        yield work_of(app.registry).indexing if mine else None


def _fill(indexing: IndexRound) -> None:
    """Fill both, batch by batch; what has changed meanwhile comes last."""
    indexing.clear()
    filled = 0
    while read := indexing.fill(BATCH):
        filled += read
        print(f"complaints read for search and figures: {filled}", flush=True)
    while indexing.catch_up(BATCH):
        print("and those that changed meanwhile", flush=True)


@contextmanager
def _turn_within(seconds: float, turns: ITurns) -> Iterator[bool]:
    """Ask for the turn again and again until it is mine; hand over whether it is."""
    until = monotonic() + seconds
    while True:
        with turns.turn(INDEX) as mine:
            if mine or monotonic() > until:
                yield mine
                return
        sleep(PAUSE)
