"""Forms in which files may be chosen: what was chosen stays, whatever else has to be mended, and can be taken
away again."""

from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar

from pyramid.response import Response

from complaints_core.domain.citizens import Citizen
from complaints_core.interfaces.errors import Refusal
from complaints_web.pages import FormPage, number_typed, uploads_of
from complaints_web.security.origins import is_ours


class ParkingPage(FormPage):
    """A form whose words and files are kept for a citizen under its submission key."""

    keeps_words: ClassVar[bool] = False
    """Whether the words of a form that must be mended are kept where no files came with them, too."""

    @property
    def owner(self) -> Citizen:
        """For whom they are kept."""
        raise NotImplementedError

    def words(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Answer what is kept of the boxes: their text, without keys and buttons."""
        return {name: typed[name] for name in self.schema if name in typed}

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep words and files; raises Refusal."""
        key = typed.get("submission_key", "")
        self.request.citizen_desk.park(self.words(typed), uploads_of(self.request), key)

    def send(self) -> Response:
        """As ever; a file that is here already can be taken away again."""
        request, typed = self.request, self.typed()
        if "remove" in typed and is_ours(request):
            number = number_typed(typed["remove"])
            request.citizen_desk.unpark_file(self.owner, typed.get("submission_key", ""), number)
            return self.answer(typed)
        return super().send()

    def again(self, typed: Mapping[str, str], refusal: Refusal, status: int) -> Response:
        """The same page with the same words; good files are kept, so that nobody chooses them twice."""
        if self.keeps_words or uploads_of(self.request):
            with suppress(Refusal):
                self.park(typed)
        return super().again(typed, refusal, status)
