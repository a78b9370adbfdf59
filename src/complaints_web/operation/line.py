"""The line before the threads of our own server, in which everybody's waiting is measured."""

import threading
from time import monotonic
from typing import Any, Protocol

from waitress.task import ThreadedTaskDispatcher


class Task(Protocol):
    """What a thread does: it serves one request."""

    def service(self) -> None:
        """Serve it."""

    def cancel(self) -> None:
        """Let it be, because the server ends."""


class Line:
    """Hands requests to threads in the order in which they came. In the place of a waitress's own
    dispatcher."""

    def __init__(self, threads: int) -> None:
        """Start so many threads."""
        self._own = threading.local()
        self._dispatcher: Any = ThreadedTaskDispatcher()
        self._dispatcher.set_thread_count(threads)

    def add_task(self, task: Task) -> None:
        """Let a request stand in line."""
        self._dispatcher.add_task(_Waiting(task, self._own))

    def shutdown(self) -> None:
        """End all threads, as soon as they have served what they serve."""
        self._dispatcher.shutdown()

    def length(self) -> int:
        """Answer how many requests stand in line."""
        return len(self._dispatcher.queue)

    def waited(self) -> float:
        """Answer for how many seconds the request of this very thread stood in line."""
        seconds: float = getattr(self._own, "waited", 0.0)
        return seconds


class _Waiting:
    """A request that stands in line since it was made."""

    def __init__(self, task: Task, own: threading.local) -> None:
        self._task = task
        self._own = own
        self._since = monotonic()

    def service(self) -> None:
        """Note how long it waited, for the thread that serves it now."""
        self._own.waited = monotonic() - self._since
        self._task.service()

    def cancel(self) -> None:
        """Let it be."""
        self._task.cancel()
