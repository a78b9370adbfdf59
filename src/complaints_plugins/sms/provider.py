"""The words that describe a provider; `presets` has those we know, `http` sends by them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from complaints_plugins.sms.patterns import Arguments

Path = tuple[str | int, ...]
"""Where a value stands in a reply: keys of objects, places in lists."""
NOWHERE: Path = ()


@dataclass(frozen=True)
class Account:
    """Who sends. Kept out of `repr`, and so out of tracebacks."""

    key: str = field(default="", repr=False)
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    sender: str = ""
    """The line from which free texts come; without one only patterns are sent."""


@dataclass(frozen=True)
class Order:
    """All that a request may carry."""

    account: Account
    id: str
    mobile: str
    """As the providers want it: 09…"""
    text: str
    pattern: str = ""
    arguments: Arguments = ()


@dataclass(frozen=True)
class Call:
    """One kind of request: its path below the base address (`{key}` is the account's), its body, and where
    the provider's number of the message stands in the reply."""

    path: str
    body: Callable[[Order], Mapping[str, Any]]
    provider_id: Path


@dataclass(frozen=True)
class Failure:
    """What a provider's code means; `final` when the same message can never pass."""

    meaning: str
    final: bool = False


@dataclass(frozen=True)
class Preset:
    """A provider."""

    name: str
    base_url: str
    by_pattern: Call
    by_text: Call
    needs: tuple[Literal["key", "username", "password"], ...]
    shape: Literal["form", "json"]
    headers: Mapping[str, str] = field(default_factory=dict)
    """`{key}` is the account's."""
    code: Path = NOWHERE
    """Where the reply has its code; nowhere when the provider has none."""
    taken: frozenset[str] = frozenset()
    """The codes of success."""
    failures: Mapping[str, Failure] = field(default_factory=dict)
    shortest_id: int = 1
    """Fewer digits than this are no number of a message but an error code in its place."""
    numbered_patterns: bool = False
    """Whether patterns have numbers instead of names."""
