"""SMS texts: a list, and a form that shows what would arrive."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core.desks.rooms.sms_texts import sample
from complaints_core.domain.amendment_kinds import TextChanged
from complaints_core.interfaces.administration import ISmsTextDraft
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_core.profiles import SmsText
from complaints_web.pages import form_page, page
from complaints_web.request import StaffRequest
from complaints_web.showing.amendments import history_shown
from complaints_web.showing.staff import render_staff
from complaints_web.views.admin.rooms import ADMINISTRATORS, AdminPage, crumbs_to

TEXTS = (_("SMS texts"), "sms_texts")


@page("sms_texts", staff=ADMINISTRATORS)
def sms_texts(request: StaffRequest) -> Response:
    """All texts; for headquarters."""
    desk = request.administration_desk
    if not desk.jurisdiction(request.staff).is_central:
        raise HTTPNotFound
    return render_staff(
        request,
        "admin/texts.jinja2",
        _("SMS texts"),
        crumbs=crumbs_to(request),
        texts=tuple(request.profile.texts.values()),
        history=history_shown(request, desk.history(TextChanged)),
    )


@form_page("sms_text", staff=ADMINISTRATORS)
class ChangedText(AdminPage):
    """One text."""

    schema = ISmsTextDraft
    template = "admin/text.jinja2"
    title = _("Change the SMS")
    room = TEXTS
    done = _("From now on the SMS says this.")

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        try:
            self.kept = request.administration_desk.sms_text(request.staff, request.matchdict["text"])
        except NotFound:
            raise HTTPNotFound from None

    def typed_before(self) -> Mapping[str, str]:
        """The text as it is."""
        return {"text": self.kept.text}

    def check(self, values: dict[str, Any]) -> SmsText:
        """The text as it would be sent."""
        desk = self.request.administration_desk
        return desk.checked_text(self.request.staff, self.kept.name, values["text"])

    def look(self, checked: SmsText) -> Mapping[str, Any]:
        """What would arrive, and how long it is."""
        sent = sample(checked)
        return {"text": sent, "length": len(sent), "parts": checked.parts(sent)}

    def keep(self, checked: SmsText) -> None:
        """Keep it, if it is another one."""
        if checked != self.kept:
            self.request.administration_desk.change_text(self.request.staff, checked)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """What must be named in the text, and under which name the operator has approved it."""
        desk, name = self.request.administration_desk, self.kept.name
        mine = (one for one in desk.history(TextChanged) if one.subject == name)
        return {"text": self.kept, "history": history_shown(self.request, mine)}
