"""Files of a backup, locked with a key: in pieces, so that a file of any size needs the memory of one.

A sealed file begins with its mark and a salt, from which and from the installation's key its own key is made
(HKDF). Each piece is sealed with AES-256-GCM under its number and a word that says whether it is the last, so
that no piece can be changed, moved or left out; the file's name is sealed with it, so that no file can stand
for another.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, Final

from complaints_core.interfaces.errors import SettingError

SETTING: Final = "complaints.backup.key"
SUFFIX: Final = ".sealed"
MARK: Final = b"complaints-1"
SALT: Final = 16
PIECE: Final = 1 << 20
TAG: Final = 16
"""Bytes by which a sealed piece is longer."""
LEAST: Final = 32

Piece = tuple[bytes, bytes]
"""The nonce of a piece, and the piece."""


class Seal:
    """Seals and opens files with one key."""

    def __init__(self, key: str) -> None:
        """Take a key of at least 32 random characters; raises SettingError."""
        if len(key) < LEAST:
            raise SettingError(SETTING, f"needs at least {LEAST} random characters")
        if find_spec("cryptography") is None:
            raise SettingError(SETTING, "sealing backups needs the extra backup")
        self._key = key.encode()

    def seal(self, source: Path, target: Path, name: str) -> None:
        """Write a sealed copy of a file that is called `name` in the backup."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt = os.urandom(SALT)
        cipher = AESGCM(self._derived(salt))
        with source.open("rb") as read, target.open("xb") as written:
            written.write(MARK + salt)
            for nonce, piece in _numbered(read, PIECE):
                written.write(cipher.encrypt(nonce, piece, name.encode()))

    def open(self, source: Path, target: Path, name: str) -> None:
        """Write the copy that was sealed; raises SettingError for another key, or a file that was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        with source.open("rb") as read, target.open("xb") as written:
            head = read.read(len(MARK) + SALT)
            cipher = AESGCM(self._derived(head[len(MARK) :]))
            try:
                for nonce, piece in _numbered(read, PIECE + TAG):
                    written.write(cipher.decrypt(nonce, piece, name.encode()))
            except InvalidTag:
                raise SettingError(SETTING, "does not open this backup: it was made with another") from None

    def _derived(self, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(algorithm=SHA256(), length=32, salt=salt, info=MARK).derive(self._key)


def seal_from_settings(settings: Mapping[str, str]) -> Seal | None:
    """Answer the seal of `complaints.backup.key`, None where it is not set; raises SettingError."""
    key = settings.get(SETTING, "").strip()
    return Seal(key) if key else None


def _numbered(stream: BinaryIO, size: int) -> Iterator[Piece]:
    """The pieces of a stream, each with its nonce: its number, and whether it is the last. A stream that is
    empty has one empty piece."""
    read: Callable[[], bytes] = partial(stream.read, size)
    number, piece = 0, read()
    while piece or number == 0:
        following = read()
        yield number.to_bytes(11, "big") + (b"\1" if not following else b"\0"), piece
        number, piece = number + 1, following
