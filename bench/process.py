"""A server in a process of its own, and what it has used of the machine."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.place import Place

MILLION: Final = 1_000_000
_HIGH_WATER = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Server:
    """A server process that listens on a port of this machine."""

    pid: int
    port: int

    def cpu_ms(self) -> float:
        """Answer the CPU time of all its threads so far, in milliseconds."""
        return cpu_ms(self.pid)

    def peak_memory(self) -> int:
        """Answer the most memory it ever held, in KiB."""
        found = _HIGH_WATER.search(Path(f"/proc/{self.pid}/status").read_text())
        assert found, "a kernel that does not tell a process's memory"
        return int(found[1])


def cpu_ms(pid: int) -> float:
    """Answer the CPU time of all threads of a process so far, in milliseconds, as the scheduler counted it in
    nanoseconds (`/proc/PID/stat` counts in steps of ten milliseconds)."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / MILLION


def family_cpu_ms(pid: int) -> float:
    """Answer the CPU time of a process and of those of its children that run."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return cpu_ms(pid) + sum(map(cpu_ms, map(int, children)))


@contextmanager
def serving(name: str, place: Place) -> Iterator[Server]:
    """Start a server of `bench.serving` on an office, and end it on leaving."""
    command = [sys.executable, "-m", "bench.serving", name, place.uri, str(place.folder)]
    # All words of the command are our own.
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout
            port = process.stdout.readline()
            if not port:
                raise RuntimeError(f"the {name} did not start")
            yield Server(process.pid, int(port))
        finally:
            process.terminate()
