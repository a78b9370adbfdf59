"""Pictures that wait to be drawn anew; see `IFileInspector`.

A picture is drawn outside of any transaction and kept in one. Whoever is killed between leaves it as it came,
for the next round; two that draw the same one at once conflict, and one of them has done nothing.
"""

import logging
import random
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from typing import BinaryIO

from complaints_core.desks.rounds.work import Taken, Work
from complaints_core.interfaces.ports import IFileInspector, IFileScanner, IFileStore

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RedrawRound:
    """Draws every raw picture anew."""

    inspector: IFileInspector
    scanner: IFileScanner
    work: Work[IFileStore]

    def redraw_awaiting(self, limit: int = 20) -> int:
        """Deal with at most `limit` pictures, in another order each time, so that none that ends the process
        holds up the others for good; answers how many are dealt with."""
        with self.work() as files:
            awaiting = files.awaiting("raw", limit)
        random.shuffle(awaiting)
        return sum(map(self._redraw, awaiting))

    def _redraw(self, file: str) -> bool:
        # KeyError: its owner took it away meanwhile. Taken: it is for the next round.
        with suppress(KeyError, Taken):
            with self.work() as files:
                came = files.open(file)
            with came:
                drawn = self.inspector.redrawn(came)
            with drawn or nullcontext():
                self._keep(file, drawn)
            return True
        return False

    def _keep(self, file: str, drawn: BinaryIO | None) -> None:
        with self.work() as files:
            if files.state(file) != "raw":
                return  # another one was quicker
            if drawn is None:
                log.warning("a picture cannot be drawn anew; nobody gets it")
                files.judge(file, "unreadable")
            else:
                files.replace(file, drawn, "pending" if self.scanner.enabled else "clean")
