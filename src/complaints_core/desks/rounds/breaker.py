"""A circuit breaker: what does not answer is not asked again and again."""

from datetime import timedelta
from threading import Lock

from complaints_core.domain.moments import running
from complaints_core.interfaces.ports import IClock

PATIENCE = 3
"""So many failures in a row, and the other side is left alone."""
REST = timedelta(seconds=30)
"""For so long; then one more try tells whether it is back."""


class Breaker:
    """Asks for a pause of `REST` after `PATIENCE` failures in a row. Threads may share it."""

    def __init__(self, clock: IClock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._until = clock.now()

    def resting(self) -> bool:
        """Tell whether nothing should be tried now."""
        with self._lock:
            return self._failures >= PATIENCE and running(self._until, REST, self._clock.now())

    def failed(self) -> bool:
        """Count a failure; tells whether a rest begins with it."""
        with self._lock:
            self._failures += 1
            self._until = self._clock.now() + REST
            return self._failures >= PATIENCE

    def answered(self) -> None:
        """Forget the failures: the other side is there."""
        with self._lock:
            self._failures = 0
