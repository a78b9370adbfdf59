"""Files that wait for the virus scanner."""

import logging
import random
from dataclasses import dataclass

from complaints_core.desks.rounds.work import Work
from complaints_core.interfaces.errors import ScannerUnavailable
from complaints_core.interfaces.ports import IFileScanner, IFileStore

PATIENCE = 3
"""So many files without a verdict, and the scanner is left alone until the next round."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ScanRound:
    """Asks the scanner about every file that waits."""

    scanner: IFileScanner
    work: Work[IFileStore]

    def scan_awaiting(self, limit: int = 20) -> int:
        """Judge at most `limit` files; answers how many got a verdict. Without a verdict a file stays hidden,
        and holds up no other: each round goes through them in another order."""
        with self.work() as files:
            awaiting = files.awaiting("pending", limit)
        random.shuffle(awaiting)
        judged = failures = 0
        for file in awaiting:
            if failures == PATIENCE:
                break
            try:
                self._judge(file)
                judged += 1
            except ScannerUnavailable:
                failures += 1
                log.exception("the virus scanner gives no verdict; a file stays hidden")
            except KeyError:
                continue  # its owner took it away meanwhile
        return judged

    def _judge(self, file: str) -> None:
        with self.work() as files:
            stream = files.open(file)
        with stream:
            clean = self.scanner.clean(stream)
        with self.work() as files:
            files.judge(file, "clean" if clean else "infected")
        if not clean:
            log.error("a virus was found in an uploaded file; it stays hidden")
