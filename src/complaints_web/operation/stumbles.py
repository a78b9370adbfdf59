"""Rounds that fail, as the log tells of them: a disk may be full for a night, and then a line each second
would fill the next one."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

from complaints_core.domain.faults import place_of

SHORTEST: Final = 2.0
LONGEST: Final = 60.0
"""Seconds between two lines about the same kind of fault: the distance doubles up to a minute, and is short
again after two minutes in which nothing failed."""

log = logging.getLogger(__name__)


class Stumbles:
    """Tells of the first failure, of each new kind of fault, of what goes on failing at growing distances,
    and once when all is well again. For one worker; `now` answers seconds that never go back."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._kinds: set[type[BaseException]] = set()
        self._distance = SHORTEST
        self._due = self._last = now()
        self._failed = 0
        self._told = False

    def failed(self, fault: BaseException) -> None:
        """Note that a round failed."""
        moment = self._now()
        if moment > self._last + 2 * LONGEST:
            self._kinds.clear()
            self._distance = SHORTEST
        self._last = moment
        self._failed += 1
        if type(fault) not in self._kinds or moment >= self._due:
            self._tell(fault, moment)

    def went_well(self) -> None:
        """Note that a round did what was due."""
        if self._told:
            log.warning("background rounds go well again, after %s that failed", self._failed)
        self._failed, self._told = 0, False

    def _tell(self, fault: BaseException, moment: float) -> None:
        log.error("a background round failed, %s in a row; it goes on: %s", self._failed, place_of(fault))
        self._kinds.add(type(fault))
        self._due = moment + self._distance
        self._distance = min(2 * self._distance, LONGEST)
        self._told = True
