"""The rooms of the administration, and what all of their forms have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.staff import ADMINISTRATOR
from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.messages import _
from complaints_web.fields import FieldView, Mistakes
from complaints_web.pages import FormPage, page
from complaints_web.rendering import Crumb
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import render_staff

ADMINISTRATORS: Final = frozenset({ADMINISTRATOR})
ROOT: Final = (_("Administration"), "admin")


@dataclass(frozen=True)
class Room:
    """One room: the name of its route, an icon, a title, a line, and whether headquarters alone enter it."""

    page: str
    icon: str
    title: str
    line: str
    central: bool = False


ROOMS: Final = (
    Room("people", "person", _("People"), _("Who works here, in which role, at which unit")),
    Room("units", "tray", _("Units"), _("Headquarters, provinces and counties, and who takes over")),
    Room("centers", "shield", _("Centers"), _("Where people are cared for, and what is complained about")),
    Room("closures", "clock", _("Holidays and closures"), _("Days that no deadline counts")),
    Room("answer_templates", "answer", _("Templates of answers"), _("What is answered again and again")),
    Room("sms_texts", "phone", _("SMS texts"), _("What citizens read on their phones"), central=True),
    Room("code_lists", "file", _("Lists"), _("Subjects, kinds and all else that is chosen"), central=True),
)


@page("admin", staff=ADMINISTRATORS)
def admin(request: StaffRequest) -> Response:
    """The rooms that are open to somebody."""
    central = request.administration_desk.jurisdiction(request.staff).is_central
    rooms = tuple(room for room in ROOMS if central or not room.central)
    return render_staff(request, "admin/rooms.jinja2", _("Administration"), rooms=rooms)


class AdminPage(FormPage):
    """A form of the administration. It can be looked at before it is sent, and does what it is for once,
    however often it comes."""

    request: StaffRequest
    done: ClassVar[str]
    room: ClassVar[tuple[str, str]]
    """Title and route of the room to which it belongs."""

    preview: Mapping[str, Any] | None = None
    """What would come of it, once somebody asked for that."""

    # What a form says of itself

    def check(self, values: dict[str, Any]) -> Any:
        """Answer what would be kept; raises Refusal."""
        raise NotImplementedError

    def keep(self, checked: Any) -> None:
        """Keep what `check` has answered; raises Refusal."""
        raise NotImplementedError

    def look(self, checked: Any) -> Mapping[str, Any]:
        """Answer what the template shows of what would be kept."""
        return {}

    def looked_at(self, checked: Any) -> str:
        """Answer by what a form tells that this was looked at before; empty where that need not be."""
        return ""

    def onward(self) -> str:
        """Answer the address where it goes on."""
        return self.request.path_to(self.room[1])

    def crumbs_now(self) -> tuple[Crumb, ...]:
        """Answer the way to the page."""
        return crumbs_to(self.request, self.room)

    # How every form goes

    def act(self, values: dict[str, Any]) -> Response:
        """Show what would come of it, or keep it; some things are shown first whichever button it was."""
        request, forms, key = self.request, self.request.staff_forms, self.typed().get("submission_key", "")
        if forms.sent(request.staff, key):
            return self.went_on()
        checked = self.check(values)
        if "preview" in request.POST or self.typed().get("looked_at", "") != self.looked_at(checked):
            self.preview = self.look(checked)
            return self.answer(self.typed())
        self.keep(checked)
        forms.close(key, "")
        return self.went_on()

    def went_on(self) -> Response:
        """Say that it is done, and go on."""
        self.request.session.flash(self.done)
        return HTTPSeeOther(self.onward())

    def more_fields(self) -> tuple[FieldView, ...]:
        """The single-use key of the form."""
        key = self.request.staff_forms.key(self.request.staff, self.typed().get("submission_key", ""))
        return (FieldView(name="submission_key", label="", kind="hidden", value=key),)

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page in the dress of the workplace."""
        return render_staff(
            self.request,
            self.template,
            self.title,
            status=status,
            crumbs=self.crumbs_now(),
            form=self.form_view(typed, mistakes),
            preview=self.preview,
            **self.values(typed),
        )


def crumbs_to(request: StaffRequest, *rooms: tuple[str, str]) -> tuple[Crumb, ...]:
    """Answer the way to a page below the administration."""
    say = request.language.gettext
    return tuple(Crumb(say(title), request.path_to(name)) for title, name in (ROOT, *rooms))


def refused(request: StaffRequest, refusal: Refusal) -> None:
    """Say on the next page why a button did nothing."""
    request.session.flash(request.language.gettext(refusal.message, **refusal.values))
