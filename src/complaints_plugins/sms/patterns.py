"""What a gateway calls our templates.

Gateways in Iran send texts that they have approved before, called patterns: a request names one and brings
the values. Only these arrive at once, and at people who have closed their phone to advertisements.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Arguments = tuple[tuple[str, str], ...]
"""The values of a pattern in the gateway's order, each with the gateway's name for it."""


@dataclass(frozen=True)
class Pattern:
    """A pattern's name or number, and which of our parameters it takes, as (ours, theirs), in its order."""

    name: str
    slots: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, setting: str) -> "Pattern":
        """Read `NAME [parameter | parameter=THEIRS] …`; without parameters it takes all, under our names.

        Raises ValueError for an empty setting.
        """
        name, *slots = setting.split() or [""]
        if not name:
            raise ValueError("a pattern has a name or a number")
        return cls(name, tuple(_slot(written) for written in slots))

    def filled(self, values: Mapping[str, str]) -> Arguments:
        """Answer the arguments for a message's parameters; raises KeyError for one that is not there."""
        slots = self.slots or tuple((name, name) for name in values)
        return tuple((theirs, values[ours]) for ours, theirs in slots)


def _slot(written: str) -> tuple[str, str]:
    ours, _, theirs = written.partition("=")
    return ours, theirs or ours
