"""Files on their way in, and what a complaint keeps of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

KIB = 1024
MIB = 1024 * KIB

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"


@dataclass(frozen=True)
class Upload:
    """A file as it arrives: the name its sender gave it, and its bytes at their beginning."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True)
class CheckedFile:
    """A file that was looked at and may be kept; a `raw` one must be drawn anew before anybody has it."""

    name: str
    media_type: str
    size: int
    sha256: str
    stream: BinaryIO
    raw: bool = False


@dataclass(frozen=True)
class Attachment:
    """What a complaint keeps of a file; `file` is its id in the file store. Size and SHA-256 (hex) are those
    of the bytes that were kept when it came; a picture that is drawn anew later gets others."""

    name: str
    media_type: str
    size: int
    sha256: str
    file: str


@dataclass(frozen=True)
class FileRules:
    """How many files, how large (bytes), and of which kinds (media types)."""

    max_files: int = 5
    max_bytes: int = 10 * MIB
    max_total_bytes: int = 30 * MIB
    media_types: frozenset[str] = field(default=frozenset({PDF, JPEG, PNG}))

    def room_for(self, kept: Iterable[Attachment]) -> "FileRules":
        """Answer the rules for what may still be added beside files that are kept already."""
        kept = list(kept)
        return FileRules(
            self.max_files - len(kept),
            self.max_bytes,
            self.max_total_bytes - sum(one.size for one in kept),
            self.media_types,
        )
