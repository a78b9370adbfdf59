"""Faults in the log."""

import errno
import os
import socket
from pathlib import Path

from complaints_core.domain.faults import place_of


def test_a_fault_tells_its_class_and_its_place_but_not_what_was_typed() -> None:
    code = "482109" + "375563"  # put together, for the line itself stands in the traceback
    try:
        raise KeyError(code)
    except KeyError as fault:
        told = place_of(fault)
    assert told.startswith("KeyError\n")
    assert __name__.rpartition(".")[2] in told
    assert code not in told


def test_a_full_disk_says_so_and_not_which_file(tmp_path: Path) -> None:
    fault = OSError(errno.ENOSPC, "about Zahra", str(tmp_path / "0912.pdf"))
    assert place_of(fault).startswith(f"OSError: {os.strerror(errno.ENOSPC)}\n")
    assert "Zahra" not in place_of(fault)
    assert "0912" not in place_of(fault)


def test_a_number_that_is_not_the_machines_is_left_out() -> None:
    assert place_of(socket.gaierror(2, "about Zahra")) == "gaierror\n"
    assert place_of(OSError("about Zahra")) == "OSError\n"
