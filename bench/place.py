"""Where an office is kept, and where a copy of it stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from complaints_plugins.zodb.uris import file_of

THREADS: Final = 4
SECRET: Final = "bench-only-secret-of-an-office-that-is-not-there"  # noqa: S105


@dataclass(frozen=True)
class Place:
    """The address of a database, and a folder for what is written beside it."""

    uri: str
    folder: Path

    def settings(self) -> dict[str, str]:
        """Answer the settings of a benched site: as in production, but nobody is slowed down and no picture
        is read."""
        return {
            "complaints.store": "zodb",
            "zodb.uri": self.uri,
            "complaints.secret": SECRET,
            "complaints.threads": str(THREADS),
            "complaints.limits": "off",
            "complaints.challenge": "off",
            "complaints.sms": "spool",
            "complaints.sms.spool": str(self.spool),
        }

    @property
    def spool(self) -> Path:
        """Where messages go that a worker sends."""
        return self.folder / "sms.jsonl"

    def ini(self) -> Path:
        """Write the settings into the folder, for programs that are started there; answers the file."""
        settings = (f"{key} = {value}" for key, value in self.settings().items())
        path = self.folder / "site.ini"
        path.write_text("\n".join(("[app:main]", "use = egg:complaints", *settings)), encoding="utf-8")
        return path


def in_file(folder: Path) -> Place:
    """Answer the place of an office in a file of a folder."""
    return Place(f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs", folder)


def file_at(place: Place) -> Path:
    """Answer the file of an office that is kept in one."""
    return file_of(place.uri)
