"""Looking after the connections of a waitress, and ending it in order: nobody new is let in, and whoever is
being served, or is still sending a file, gets his answer."""

import signal
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, Final

PATIENCE: Final = 30.0
"""Seconds for which requests under way are waited for."""
LOOK: Final = 0.2
"""Seconds between two looks at whether it is time to end."""
CROWD: Final = 8
"""While so many stand in line, every thread has something to do for longer than a BREATH."""
BREATH: Final = 0.01
"""Seconds between two looks at the connections meanwhile. Each look asks every one of them, and without a
pause there are two for each request: with 250 connections a quarter of all that the process can do."""


class Draining:
    """Runs a server until SIGTERM or SIGINT, or until nothing can be kept any more; and then until it has
    answered."""

    def __init__(
        self,
        server: Any,
        sockets: dict[int, Any],
        lost: Callable[[], bool] = lambda: False,
        patience: float = PATIENCE,
    ) -> None:
        """Take a server of waitress with a Line before its threads, the map of its sockets that was given to
        it, and what tells that only a new start helps."""
        self._server = server
        self._sockets = sockets
        self._lost = lost
        self._patience = patience
        self._told = False

    def run(self) -> None:
        """Serve; returns when it was told to end and everybody has his answer, or the patience is over."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        while not (self._told or self._lost()):
            self._serve_on()
        self._close_doors()
        until = monotonic() + self._patience
        while self._busy() and monotonic() < until:
            self._serve_on()
        self._server.task_dispatcher.shutdown()

    def _end(self, number: int, frame: object) -> None:
        self._told = True

    def _serve_on(self) -> None:
        adjusted = self._server.adj
        self._server.asyncore.loop(
            timeout=LOOK, map=self._sockets, use_poll=adjusted.asyncore_use_poll, count=1
        )
        if self._server.task_dispatcher.length() >= CROWD:
            sleep(BREATH)

    def _close_doors(self) -> None:
        for one in list(self._sockets.values()):
            if one.accepting:
                one.accepting = False
                one.del_channel(self._sockets)
                one.socket.close()

    def _busy(self) -> bool:
        """Tell whether anybody is still sending, waiting or reading; a connection that is only kept open is
        nobody."""
        return any(
            one.requests or one.request is not None or one.total_outbufs_len
            for one in self._sockets.values()
            if hasattr(one, "total_outbufs_len")
        )
