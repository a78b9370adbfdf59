"""How long it took, at the worst, until what was to be kept was kept. Whoever runs the site sees a slow disk,
or a database far away, before people do."""

from time import monotonic
from typing import Any, Final

from pyramid.registry import Registry
from pyramid.request import Request

KEY: Final = "complaints.pace"
LASTS: Final = 60.0
"""Seconds for which the worst is told."""


class Pace:
    """The longest commit of the last minute, in this process; any number of threads note theirs."""

    def __init__(self) -> None:
        self._worst = 0.0
        self._until = 0.0

    def noted(self, seconds: float) -> None:
        """Note what a commit took. Two at the same moment may leave the shorter of them; it is no sum."""
        if seconds >= self.worst:
            self._worst, self._until = seconds, monotonic() + LASTS

    @property
    def worst(self) -> float:
        """The longest, in seconds; none where a minute passed without any."""
        return self._worst if monotonic() < self._until else 0.0


class Watch:
    """Times the commit of one request's transaction; see `transaction.interfaces.ISynchronizer`."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._began = 0.0

    def beforeCompletion(self, transaction: Any) -> None:  # noqa: N802 - the name is the transaction's
        """It is about to be committed, or given up."""
        self._began = monotonic()

    def afterCompletion(self, transaction: Any) -> None:  # noqa: N802
        """It was."""
        self._pace.noted(monotonic() - self._began)

    def newTransaction(self, transaction: Any) -> None:  # noqa: N802
        """Another begins, of which nothing is known yet."""


def watch(request: Request) -> None:
    """Time what becomes of the transaction of a request."""
    request.complaints_watch = watch = Watch(pace_of(request.registry))  # the manager does not hold it
    request.tm.registerSynch(watch)


def pace_of(registry: Registry) -> Pace:
    """Answer the pace of an application in this process."""
    pace: Pace = registry.setdefault(KEY, Pace())
    return pace
