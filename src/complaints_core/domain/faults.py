"""Faults in the log: where they happened, without what somebody typed."""

import os
import traceback


def place_of(fault: BaseException) -> str:
    """Answer the class of a fault and the lines that led to it. Its message is left out: it may hold a
    name, a tracking code, or whatever was typed; what the machine says of the fault's number is told."""
    return f"{type(fault).__name__}{_reason(fault)}\n{''.join(traceback.format_tb(fault.__traceback__))}"


def _reason(fault: BaseException) -> str:
    """What the machine says of its own numbers; classes of others have numbers of their own."""
    if isinstance(fault, OSError) and type(fault).__module__ == "builtins" and fault.errno:
        return f": {os.strerror(fault.errno)}"
    return ""
