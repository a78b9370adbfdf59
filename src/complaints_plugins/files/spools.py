"""Where the bytes of a file wait while it is looked at."""

import hashlib
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from complaints_core.domain.files import KIB

IN_MEMORY = 512 * KIB
"""A file up to this size is held in memory, a larger one on disk."""

_CHUNK = 64 * KIB


def received(stream: BinaryIO, most: int) -> tuple[BinaryIO, int]:
    """Copy a stream and answer the copy, at its beginning, with its size. Reading stops one byte past `most`,
    so a larger size means: too large, and nobody counted how much."""
    # The caller closes it. It is a BinaryIO in all but its place in typeshed's family.
    spool = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
    size = 0
    while size <= most and (chunk := stream.read(min(_CHUNK, most + 1 - size))):
        spool.write(chunk)
        size += len(chunk)
    spool.seek(0)
    return spool, size


def measured(stream: BinaryIO) -> tuple[int, str]:
    """Answer size and SHA-256 of a stream, and leave it at its beginning."""
    size, digest = 0, hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        digest.update(chunk)
    stream.seek(0)
    return size, digest.hexdigest()
