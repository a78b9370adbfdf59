"""What a process counts of itself, and the text in which Prometheus reads it.

The format is a dozen lines, so no library writes it. Every process counts for itself and says so in the label
`process`: behind a server of several processes a reading meets one of them, and none is ever mixed up with
another. What the store knows is the same wherever it is asked, and has no such label.
"""

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Final

from pyramid.registry import Registry

KEY: Final = "complaints.meters"

BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram of durations, in seconds."""

NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
"""The labels of what the store knows."""

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Duration:
    """How long the answers of one page took."""

    within: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


class Meters:
    """The counters of one process; any number of its threads count at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._durations: dict[str, Duration] = {}
        self._events: Counter[str] = Counter()

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count an answer by the name of its page."""
        with self._lock:
            self._requests[route, f"{status // 100}xx"] += 1
            duration = self._durations.setdefault(route, Duration())
            duration.within[bisect_left(BOUNDS, seconds)] += 1
            duration.seconds += seconds

    def count(self, event: str, times: int = 1) -> None:
        """Count something that happened: one of EVENTS."""
        with self._lock:
            self._events[event] += times

    def lines(self) -> Iterator[str]:
        """Answer what was counted, and the memory of the process, as Prometheus reads it."""
        with self._lock:
            requests, events = dict(self._requests), dict(self._events)
            durations = {name: (list(one.within), one.seconds) for name, one in self._durations.items()}
        process = this_process()
        yield _type("complaints_requests_total", "counter")
        for (route, status), times in requests.items():
            labels = {"route": route, "status": status, **process}
            yield sample("complaints_requests_total", times, labels)
        yield _type("complaints_request_seconds", "histogram")
        for route, (within, seconds) in durations.items():
            yield from _histogram(within, seconds, {"route": route, **process})
        for event, name in EVENTS.items():
            yield _type(name, "counter")
            yield sample(name, events.get(event, 0), process)
        yield from gauge("complaints_process_memory_bytes", memory(), process)


EVENTS: Final = {
    "retried": "complaints_conflicts_retried_total",
    "sent": "complaints_messages_sent_total",
    "failed": "complaints_messages_failed_total",
    "shed": "complaints_requests_shed_total",
    "escalated": "complaints_escalations_total",
    "stumbled": "complaints_rounds_failed_total",
}
"""What happens now and then, and what it is called outside."""


def gauge(name: str, value: float, labels: Mapping[str, str] = NOBODY) -> Iterator[str]:
    """Answer the lines of one number that goes up and down."""
    yield _type(name, "gauge")
    yield sample(name, value, labels)


def this_process() -> Mapping[str, str]:
    """Answer the label of what this process has counted."""
    return {"process": str(os.getpid())}


def sample(name: str, value: float, labels: Mapping[str, str]) -> str:
    """Answer the line of one number. Labels are names of ours: nothing in them needs an escape."""
    said = ",".join(f'{key}="{text}"' for key, text in labels.items())
    return f"{name}{{{said}}} {value:g}" if isinstance(value, float) else f"{name}{{{said}}} {value}"


def memory() -> int:
    """Answer the memory of this process in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def meters_of(registry: Registry) -> Meters:
    """Answer the meters of an application in this process."""
    meters: Meters = registry.setdefault(KEY, Meters())
    return meters


def _type(name: str, kind: str) -> str:
    return f"# TYPE {name} {kind}"


def _histogram(within: list[int], seconds: float, labels: Mapping[str, str]) -> Iterator[str]:
    total = 0
    for bound, times in zip((*map(str, BOUNDS), "+Inf"), within, strict=True):
        total += times
        yield sample("complaints_request_seconds_bucket", total, {**labels, "le": bound})
    yield sample("complaints_request_seconds_sum", seconds, labels)
    yield sample("complaints_request_seconds_count", total, labels)
