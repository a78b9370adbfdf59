"""A site in a process of its own, whose disk is as a file says: `CONTROL INI serve --port N`.

`CONTROL` holds for how many seconds each write to the disk takes, or the word `fails`; nothing there is a
sound disk.
"""

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import Any

from complaints_web.scripts import main

FAILS = "fails"


def hinder(control: Path) -> None:
    """Let the database's own way to the disk be as the file says at each moment."""
    storage: Any = import_module("ZODB.FileStorage.FileStorage")
    sound = storage.fsync

    def fsync(file: int) -> None:
        said = control.read_text(encoding="ascii") if control.exists() else ""
        if said == FAILS:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sleep(float(said or 0))
        sound(file)

    storage.fsync = fsync


if __name__ == "__main__":
    hinder(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
