"""How often something may be tried."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LimitRule:
    """At most `tries` in any `seconds`."""

    tries: int
    seconds: int
