"""The thread, or the process, that does again and again what happens beside the pages."""

import threading
from collections.abc import Callable

from complaints_core.desks.rounds.courier import AT_ONCE
from complaints_web.background import Work
from complaints_web.operation.meters import meters_of
from complaints_web.operation.stumbles import Stumbles

PAUSE = 1.0
"""Seconds between two rounds."""

PATIENCE = 60
"""Seconds in which any gateway has answered."""


class Worker(threading.Thread):
    """Does the work again and again until it is told to stop; an error is logged (see `Stumbles`), and
    the next round begins."""

    def __init__(self, work: Work, pause: float = PAUSE) -> None:
        super().__init__(name="complaints-worker", daemon=True)
        self._work = work
        self._pause = pause
        self._stopped = threading.Event()
        self._stumbles = Stumbles()

    def run(self) -> None:
        """Work until stopped."""
        self.work_until(self._stopped.wait)

    def work_until(self, wait: Callable[[float], bool]) -> None:
        """Work until `wait` (seconds) answers that it is enough. While messages wait in a crowd, there is no
        pause: among them are codes that are good for two minutes."""
        enough = False
        while not enough:
            enough = wait(0 if self._round() >= AT_ONCE else self._pause)

    def _round(self) -> int:
        """Do one round; answers how many messages were sent, none where it failed."""
        try:
            sent = self._work.round()
        except Exception as fault:
            meters_of(self._work.registry).count("stumbled")
            self._stumbles.failed(fault)
            return 0
        self._stumbles.went_well()
        return sent

    def stop(self, patience: float = PATIENCE) -> None:
        """Finish what is under way, at most `patience` seconds."""
        self._work.ending.set()
        self._stopped.set()
        self.join(patience)
