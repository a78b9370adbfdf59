"""The room for the texts of SMS."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from complaints_core.desks.rooms.amending import Amending, required
from complaints_core.domain.amendment_kinds import TextChanged
from complaints_core.domain.answer_templates import named
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import (
    MissingVariables,
    StrayBrace,
    TooManyParts,
    UnknownVariables,
)
from complaints_core.interfaces.errors import NotFound
from complaints_core.profiles import SmsText
from complaints_core.profiles.texts import LONGEST

SAMPLES: Final[Mapping[str, str]] = {"code": "123456", "tracking_code": "1234 5678 9012"}
"""What the variables of a text look like; digits stay Latin in SMS, so that a phone offers to copy them."""


@dataclass(frozen=True, kw_only=True)
class SmsTexts(Amending):
    """Changes what SMS say; for administrators at headquarters."""

    def sms_text(self, staff: Staff, name: str) -> SmsText:
        """Answer a text by name; raises NotFound."""
        required(allowed=self.jurisdiction(staff).is_central)
        if name not in self.profile.texts:
            raise NotFound
        return self.profile.texts[name]

    def checked_text(self, staff: Staff, name: str, typed: str) -> SmsText:
        """Answer a text with other words, fit to be sent. Raises NotFound, StrayBrace, UnknownVariables,
        MissingVariables, TooManyParts."""
        before = self.sms_text(staff, name)
        try:
            variables = set(named(typed))
        except ValueError:
            raise StrayBrace from None
        known = set(before.params)
        if variables - known:
            raise UnknownVariables(names=", ".join(sorted(variables - known)), known=", ".join(before.params))
        if known - variables:
            raise MissingVariables(names=", ".join(sorted(known - variables)))
        text = replace(before, text=typed)
        if len(sample(text)) > LONGEST:
            raise TooManyParts(most=LONGEST, typed=len(sample(text)))
        return text

    def change_text(self, staff: Staff, text: SmsText) -> None:
        """Keep a text that `checked_text` has answered."""
        self._amend(staff, TextChanged(name=text.name, text=text.text, **self._made(staff)))


def sample(text: SmsText) -> str:
    """Answer a text as it would arrive, with invented values."""
    return text.render(**{name: SAMPLES[name] for name in text.params})
