"""What an SMS says."""

from dataclasses import dataclass
from string import Formatter

PART = 67
"""Characters in one part of a Persian SMS of several parts; a lone part has 70."""

LONGEST = 2 * PART


@dataclass(frozen=True)
class SmsText:
    """One text in the organization's first language, with `{name}` for each of `params`.

    `gateway_template` is the name under which the operator has approved the same text; `params` stand in the
    order in which a gateway wants their values.
    """

    name: str
    text: str
    gateway_template: str
    params: tuple[str, ...] = ()

    def render(self, **params: str) -> str:
        """Answer the text with its values in place; raises KeyError for one that is missing."""
        return self.text.format_map(params)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names the text has between braces, in order; raises ValueError for a brace that stays open."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.text) if name is not None)
