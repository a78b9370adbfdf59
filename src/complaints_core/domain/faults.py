"""Faults in the log: where they happened, without what somebody typed."""

import traceback


def place_of(fault: BaseException) -> str:
    """Answer the class of a fault and the lines that led to it. Its message is left out: it may hold a
    name, a tracking code, or whatever was typed."""
    return f"{type(fault).__name__}\n{''.join(traceback.format_tb(fault.__traceback__))}"
