"""The list of contents of a backup: which files, with which SHA-256, and what was in the database.

It is written last, beside files that are complete; a folder without it is no backup.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, Final

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.census import Census

NAME: Final = "manifest.json"
ASIDE: Final = ".part"
"""Ends the name of the folder of a backup that is being made, or never was finished."""
GROWING: Final = ".dat"
"""Ends the name of the one file (of repozo) to which the next backup adds."""
LAYOUT: Final = 1
FOLDER: Final = "DIR"
"""How the folder of a backup is called in what is said to the operator."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup holds. `kind` is `file` or `postgres`, `made_at` a moment in UTC (ISO 8601), `last` the
    number of the last transaction in it (hex), `files` the SHA-256 of each file by its place."""

    kind: str
    made_at: str
    last: str
    sealed: bool
    census: Census
    files: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Write it into the folder of the backup."""
        told = {"layout": LAYOUT, "version": version("complaints"), **asdict(self)}
        (folder / NAME).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")

    def damaged(self, folder: Path) -> Iterator[str]:
        """Answer the places of files that are missing, are not as they were written, or came later: what is
        put back takes whatever stands in the folder."""
        for name, digest in self.files.items():
            if not (folder / name).is_file() or digest_of(folder / name) != digest:
                yield name
        there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir()}
        yield from sorted(there - {NAME, *self.files})

    def contradicted_by(self, later: "Manifest") -> bool:
        """Tell whether a later backup, which took over files of this one, found one of them otherwise than it
        was written."""
        return any(
            later.files.get(name, digest) != digest
            for name, digest in self.files.items()
            if not name.endswith(GROWING)
        )


def manifest_of(folder: Path) -> Manifest:
    """Read the manifest of a backup; raises SettingError for a folder that holds none, or one of a newer
    program."""
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told.pop("layout") > LAYOUT:
            raise SettingError(FOLDER, "this backup was made by a newer program; install that one")
        told.pop("version")
        manifest = Manifest(census=Census(**told.pop("census")), **told)
        if not all(map(_is_inside, manifest.files)):
            raise ValueError("a file outside of the backup")
        return manifest
    except OSError:
        raise SettingError(FOLDER, "there is no backup in this folder") from None
    except (ValueError, KeyError, TypeError):
        raise SettingError(FOLDER, f"{NAME} of this backup cannot be read") from None


def _is_inside(place: str) -> bool:
    """Tell whether a file lies in the folder of its backup: whoever writes there may have written the
    list."""
    parts = PurePosixPath(place).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts


def generations(folder: Path) -> list[Path]:
    """Answer the backups in a folder, the oldest first."""
    there = (manifest.parent for manifest in folder.glob(f"[0-9]*/{NAME}"))
    return sorted(one for one in there if one.suffix != ASIDE)


def chosen(folder: Path) -> Path:
    """Answer the backup that a folder is, or the newest of those in it; raises SettingError."""
    if (folder / NAME).is_file():
        return folder
    made = generations(folder)
    if not made:
        raise SettingError(FOLDER, "there is no backup in this folder")
    return made[-1]


def digest_of(file: Path) -> str:
    """Answer the SHA-256 of a file (hex), read in pieces."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
