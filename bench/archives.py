"""Where offices wait for the next run: one archive for each kind of store. An office is made once for each
measure, which its name tells."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Protocol

from bench.measuring import Clock
from bench.place import Place, file_at, in_file
from bench.scale import Scale
from bench.seed import Office
from bench.serving import indexed
from complaints_plugins.zodb.database import open_database


class Archive(Protocol):
    """Keeps offices, and makes copies of them in which something may be written."""

    clock: Clock | None
    """Reads the CPU time of the database's own processes; None where it has none."""

    def office(self, scale: Scale) -> AbstractContextManager[Place]:
        """Hand over the office of this measure, brought up to date; it is made when it is not there yet."""

    def copied(self, office: Place) -> AbstractContextManager[Place]:
        """Hand over a copy of an office, which goes again on leaving."""

    def written(self, place: Place) -> int:
        """Answer a number of bytes that grows with everything that is written."""

    def sizes(self, office: Place) -> Mapping[str, int]:
        """Answer the bytes that an office takes, by what they are for."""


class FileArchive:
    """Keeps each office in a folder: a FileStorage, and beside it the search index and the figures."""

    clock: Clock | None = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def office(self, scale: Scale) -> Iterator[Place]:
        """Hand over the office of this measure, brought up to date; it is made when it is not there yet."""
        folder = self._folder / f"file-{scale.key}"
        if not folder.exists():
            with in_progress(folder) as unfinished:
                settle(scale, in_file(unfinished))
        yield up_to_date(in_file(folder))

    @contextmanager
    def copied(self, office: Place) -> Iterator[Place]:
        """Hand over a copy of an office, which goes again on leaving. The caches, in which only a worker
        writes, are the same files."""
        with TemporaryDirectory(prefix="run-", dir=self._folder) as folder:
            unneeded = shutil.ignore_patterns("*.tmp", "*.lock")
            shutil.copytree(office.folder, folder, ignore=unneeded, copy_function=_copy, dirs_exist_ok=True)
            yield in_file(Path(folder))

    def written(self, place: Place) -> int:
        """Answer the length of the file, which only grows."""
        return file_at(place).stat().st_size

    def sizes(self, office: Place) -> Mapping[str, int]:
        """Answer the bytes of the database and of each cache."""
        files = {"database": file_at(office), **{one.stem: one for one in office.folder.glob("*.db")}}
        return {name: file.stat().st_size for name, file in files.items()}


@contextmanager
def in_progress(folder: Path) -> Iterator[Path]:
    """Hand over an empty folder, which gets its name when it is filled."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    yield unfinished
    unfinished.rename(folder)


def settle(scale: Scale, place: Place) -> None:
    """Make an office in a new place, and say how quickly."""
    begun = perf_counter()
    Office(scale).settle(place)
    seconds = perf_counter() - begun
    print(f"{scale.complaints} complaints made in {seconds:.0f} s, {scale.complaints / seconds:.0f} a second")


def up_to_date(place: Place) -> Place:
    """Let an office be as the present program would have made it; answers its place."""
    open_database(place.uri, 1, upgrading=True).close()
    indexed(place)  # again, where a cache has another layout by now
    return place


def _copy(source: str, target: str) -> None:
    (os.link if source.endswith(".db") else shutil.copyfile)(source, target)
