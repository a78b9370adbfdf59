"""Pages that hold several forms, as the page of a complaint does for its steps: one may have been filled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, Protocol

from complaints_web.fields import FormView, Mistakes


class StepForm(Protocol):
    """The form of one step, or another of several on a page."""

    step: ClassVar[str]

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None, /) -> FormView:
        """Answer it with what was typed and what is wrong with it."""


@dataclass(frozen=True)
class Filled:
    """The form that somebody filled, by its `step`, with what was `typed` and what is wrong with it, and the
    status of the answer; nothing where the page is only looked at."""

    step: str = ""
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    mistakes: Mistakes | None = None
    status: int = 200

    @property
    def key(self) -> str:
        """The single-use key that came with the form."""
        return self.typed.get("submission_key", "")

    @property
    def words(self) -> str:
        """What was written in it, to be shown where its step cannot be taken any more."""
        return self.typed.get("text") or self.typed.get("reason", "")

    def form_of(self, form: StepForm) -> FormView:
        """Answer a form as it was filled, or as it is at first."""
        return form.form_view(self.typed, self.mistakes) if form.step == self.step else form.form_view({})


NOTHING: Final = Filled()
"""Nobody has filled anything."""
