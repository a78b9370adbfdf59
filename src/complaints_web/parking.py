"""Forms that lose nothing: what was typed waits under the key of its form while somebody logs in again, and
files that were chosen wait until the form is right."""

from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar
from urllib.parse import urlencode

from pyramid.response import Response

from complaints_core.domain.citizens import Citizen
from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.messages import _
from complaints_web.pages import FormPage, number_typed, uploads_of
from complaints_web.request import SiteRequest
from complaints_web.security.origins import is_ours


class LastingPage(FormPage):
    """A form that is found again as it was filled by whoever had to log in meanwhile."""

    told: ClassVar[str] = _("You were logged out meanwhile. Log in, and your words are here again.")
    """What he reads before he does."""

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep what was typed under the key that came with the form; raises Refusal."""
        raise NotImplementedError

    def words(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Answer what is kept of the boxes: their text, without keys and buttons."""
        return {name: typed[name] for name in self.schema if name in typed}

    def parked_at(self, typed: Mapping[str, str], address: str, **more: str) -> str:
        """Keep everything, where the form is one that we made; answers the address that finds it again, with
        what else that names."""
        with suppress(Refusal):
            self.park(typed)
            self.request.session.flash(self.told)
            return f"{address}?{urlencode({'kept': typed['submission_key'], **more})}"
        return address


class FilesPage(LastingPage):
    """A form in which files may be chosen: what was chosen stays, whatever else has to be mended, and can be
    taken away again."""

    told = _("You were logged out meanwhile. Log in, and your words and files are here again.")
    keeps_words: ClassVar[bool] = False
    """Whether the words of a form that must be mended are kept where no files came with them, too."""

    def unpark(self, key: str, number: int) -> None:
        """Take away one of the files that wait under a key, by its number counted from 1."""
        raise NotImplementedError

    def send(self) -> Response:
        """As ever; a file that is here already can be taken away again."""
        typed = self.typed()
        if "remove" in typed and is_ours(self.request):
            self.unpark(typed.get("submission_key", ""), number_typed(typed["remove"]))
            return self.answer(typed)
        return super().send()

    def again(self, typed: Mapping[str, str], refusal: Refusal, status: int) -> Response:
        """The same page with the same words; good files are kept, so that nobody chooses them twice."""
        if self.keeps_words or uploads_of(self.request):
            with suppress(Refusal):
                self.park(typed)
        return super().again(typed, refusal, status)


class ParkingPage(FilesPage):
    """A form whose words and files are kept for a citizen."""

    @property
    def owner(self) -> Citizen:
        """For whom they are kept."""
        raise NotImplementedError

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep words and files; raises Refusal."""
        key = typed.get("submission_key", "")
        self.request.citizen_desk.park(self.words(typed), uploads_of(self.request), key)

    def unpark(self, key: str, number: int) -> None:
        """Take one of his files away."""
        self.request.citizen_desk.unpark_file(self.owner, key, number)


def typed_under(request: SiteRequest, owner: Citizen, key: str) -> dict[str, str]:
    """Answer the words that wait for a citizen under a key, with the key itself; none where nothing waits."""
    parked = request.citizen_desk.parked(owner, key)
    return {**dict(parked.typed), "submission_key": key} if parked else {}
