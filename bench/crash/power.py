"""A disk that loses its power: what the system still held in memory for it is gone, and only what somebody
insisted on (`fsync`) is there. For root on Linux, who may mount an image.

Nothing else is written to the image in time: its file system writes by itself every five minutes only, where
ours is a matter of seconds, and not the data of one file along with another's. So whoever forgets to insist
is found.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.crash.processes import DatabaseServer, Program

_ROOM: Final = 2 * 1024**3
"""Bytes of the disk; an image takes no more than was written."""
_SELDOM: Final = "loop,commit=300,data=writeback"
_PASSABLE: Final = 0o711
"""PostgreSQL, which does not run as root, must come to its folder."""


class Disk:
    """A file system in an image; `folder` is where it is mounted."""

    def __init__(self, beside: Path) -> None:
        """Make it in an empty folder; raises PermissionError for everybody but root."""
        if os.geteuid():
            raise PermissionError("only root may mount a disk of its own")
        beside.chmod(_PASSABLE)
        self._image, self.folder = beside / "disk.image", beside / "disk"
        self._image.touch()
        os.truncate(self._image, _ROOM)
        _run("mkfs.ext4", "-q", "-F", str(self._image))
        self.folder.mkdir()
        self._mount()

    def settle(self) -> None:
        """Insist on everything that stands there."""
        _run("sync", "--file-system", str(self.folder))

    def lose_power(self) -> None:
        """Go on with what is written now. Nobody may use it meanwhile."""
        written = self._image.with_suffix(".written")
        _run("cp", "--sparse=always", str(self._image), str(written))
        self.take_out()
        written.rename(self._image)
        self._mount()

    def take_out(self) -> None:
        """Unmount it, also where somebody who was killed is not quite gone."""
        _run("umount", "--lazy", str(self.folder))

    def _mount(self) -> None:
        _run("mount", "-o", _SELDOM, str(self._image), str(self.folder))
        self.folder.chmod(_PASSABLE)


@contextmanager
def disk_in(folder: Path) -> Iterator[Disk]:
    """Hand over a new disk in a folder, which is taken out on leaving."""
    disk = Disk(folder)
    try:
        yield disk
    finally:
        disk.take_out()


class Power:
    """The power of a machine on which everything runs: without it all programs end at once, and the disk has
    what was written."""

    name = "power"

    def __init__(self, disk: Disk, programs: Sequence[Program], database: DatabaseServer | None) -> None:
        self._disk, self._programs, self._database = disk, programs, database

    def start(self) -> None:
        """Switch it on: everything starts that ran."""
        if self._database:
            self._database.start()
        for program in self._programs:
            program.start()

    def kill(self) -> None:
        """Switch it off."""
        for program in self._programs:
            program.clear()
        if self._database:
            self._database.kill()
        self._disk.lose_power()


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(f"{program} is not installed")
    subprocess.run([found, *arguments], check=True)  # noqa: S603 - our own words
