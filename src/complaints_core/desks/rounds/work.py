"""Units of work: a round does what it does piece by piece, each piece kept as a whole or not at all."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

Needed = TypeVar("Needed")
"""What one unit of work needs: a store, or several things together."""

Work = Callable[[], AbstractContextManager[Needed]]
"""Begins a unit of work and hands over what it needs; leaving it commits, an error that leaves it aborts.

Raises `Taken` on leaving when somebody else has changed one of its things meanwhile. Whoever wires a round
turns the conflict error of the storage into it; a unit that only reads never raises it.
"""


class Taken(Exception):
    """Somebody else has changed the same meanwhile; nothing of this unit of work was kept."""
