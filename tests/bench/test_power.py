"""What was promised outlives a cut of the power; `python -m bench.crash --power` is the long one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bench.crash.drill import Drill
from bench.crash.office import STORES
from bench.crash.power import Disk, disk_in
from complaints_plugins.search import SqliteIndex

REST = 15.0
"""Seconds for what waits, as in `test_crash`."""


@pytest.fixture
def disk() -> Iterator[Disk]:
    """A disk of its own; whoever may not mount one proves nothing."""
    with TemporaryDirectory(prefix="complaints-power-") as folder, ExitStack() as machine:
        try:
            mounted = machine.enter_context(disk_in(Path(folder)))
        except (PermissionError, FileNotFoundError, subprocess.CalledProcessError) as fault:
            pytest.skip(f"no disk can be mounted here: {fault}")
        yield mounted


def test_a_disk_without_power_has_what_somebody_insisted_on_and_nothing_else(disk: Disk) -> None:
    for name in ("insisted", "written"):
        with (disk.folder / name).open("wb") as file:
            file.write(b"words")
            file.flush()
            if name == "insisted":
                os.fsync(file.fileno())
    disk.lose_power()
    kept = {file.name: file.read_bytes() for file in disk.folder.iterdir() if file.is_file()}
    assert kept["insisted"] == b"words"
    assert kept.get("written", b"") == b""


def test_an_index_that_is_read_while_it_is_filled_forgets_nothing(disk: Disk) -> None:
    _fill(disk, 0, 5)
    disk.settle()
    _fill(disk, 5, 25)
    disk.lose_power()
    assert SqliteIndex(disk.folder / "search.db").count() == 25


@pytest.mark.parametrize("store", STORES)
def test_nothing_that_somebody_was_promised_is_lost_when_the_power_is_cut_twice(
    store: str, disk: Disk
) -> None:
    with STORES[store](disk.folder, disk) as office:
        report = Drill(office, people=3, rest=REST).run(2)
    assert report.sound, list(report.lines())
    assert report.kills == {"power": 2}
    assert report.proof.kept >= len(report.promised.receipts) > 0
    assert any(one.digest for one in report.promised.receipts)


def _fill(disk: Disk, first: int, last: int) -> None:
    """Let a process index some documents, and kill it once it has said so."""
    words = ("-W", "ignore", "-m", "tests.bench.index_process", str(disk.folder), str(first), str(last))
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        process.kill()
