"""What a test needs, ours and that of every portal that embeds the core.

`FixedClock` and `FixedDraws` make time and chance known; `builders` invents people and complaints; the
contract suites (`CitizenStoreContract` …) hold what every implementation of a port must do. The suites need
pytest and are imported only when they are asked for, so that the rest of this package works without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from complaints_core.testing import builders
from complaints_core.testing.fixed import NOON, FixedClock, FixedDraws

if TYPE_CHECKING:
    from complaints_core.testing.contracts import *  # noqa: F403 - its `__all__` holds the suites

__all__ = ["NOON", "FixedClock", "FixedDraws", "builders"]


def __getattr__(name: str) -> Any:
    if not name.endswith("Contract"):
        raise AttributeError(name)
    return getattr(import_module("complaints_core.testing.contracts"), name)
