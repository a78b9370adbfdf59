"""What an SMS says."""

from dataclasses import dataclass
from string import Formatter

PART, LONE_PART = 67, 70
"""Characters in one part of a Persian SMS of several parts, and of one."""

LONGEST = 2 * PART


@dataclass(frozen=True)
class SmsText:
    """One text in the organization's first language, with `{name}` for each of `params`.

    `gateway_template` is the name under which the operator has approved the same text; `params` stand in the
    order in which a gateway wants their values. `always` marks a warning of safety, which goes also to
    whoever wants no SMS: that somebody else is at his account he must not learn too late.
    """

    name: str
    text: str
    gateway_template: str
    params: tuple[str, ...] = ()
    always: bool = False

    def render(self, **params: str) -> str:
        """Answer the text with its values in place; raises KeyError for one that is missing."""
        return self.text.format_map(params)

    @staticmethod
    def parts(sent: str) -> int:
        """Answer how many SMS a text takes that is sent so, with its values in place."""
        return 1 if len(sent) <= LONE_PART else -(-len(sent) // PART)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names the text has between braces, in order; raises ValueError for a brace that stays open."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.text) if name is not None)
