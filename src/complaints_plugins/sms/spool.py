"""Messages as lines of a file: for tests, for trying out, and for a sending program of one's own.

Each line is one JSON object: `{"to": "+98…", "template": …, "text": …, "params": {…}, "id": …}`. The file
holds numbers and codes in the clear; only its owner can read it.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.errors import SmsTemporary
from complaints_core.interfaces.ports import ISmsGateway

OWNER_ONLY = 0o600


@implementer(ISmsGateway)
class SpoolGateway:
    """Appends to one file. Threads and processes may share it: a line is one write at its end."""

    name = "spool"

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Take the file; it is made when the first message comes, its folder must be there."""
        self._path = Path(path)

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Append the message and see it on the disk; raises SmsTemporary when the disk refuses."""
        try:
            _append(self._path, _line(message))
        except OSError as error:
            raise SmsTemporary(f"spool: {error.strerror}") from error
        return SmsReceipt(message.id, datetime.now(UTC))


def spooled(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
    """Answer the messages in a spool file, oldest first: none where there is no file, and without a line that
    a full disk or a writer at work left unfinished."""
    if not Path(path).exists():
        return
    with Path(path).open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue


def _line(message: OutboxMessage) -> bytes:
    said = {
        "to": message.to,
        "template": message.template,
        "text": message.text,
        "params": message.values,
        "id": message.id,
    }
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _append(path: Path, line: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
    try:
        written = os.write(file, line)
        if written < len(line):
            os.write(file, b"\n")  # so that the next message does not share the torn line
            raise SmsTemporary("spool: the disk is full")
        os.fsync(file)
    finally:
        os.close(file)
