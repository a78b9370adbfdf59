"""Where a conversation begins and ends: two facts that belong together open it, for this browser only."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.desks.calls import COUNTER, PHONE
from complaints_core.domain.pending import Call
from complaints_core.domain.staff import OPERATOR
from complaints_core.interfaces.calls import ICaller, ICaseOfCaller
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import FormPage, form_page, page
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import render_staff
from complaints_web.views.filled import NOTHING, Filled

CALL: Final = "call"
KEPT: Final = "call_kept"
"""Session keys: the conversation that goes on, and the submission key of words that wait for its citizen."""

LONGEST_KEY: Final = 100
"""Characters of a submission key, and some more: the session is a cookie."""

START = (_("Callers and visitors"), "operator")


class CallPage(FormPage):
    """A form of operators."""

    request: StaffRequest
    crumbs = (START,)

    def rendered(self, template: str, title: str, **values: Any) -> Response:
        """Answer a page of the workplace."""
        return render_staff(self.request, template, title, **values)


class BeginningPage(CallPage):
    """One of the two ways to begin; a mistake shows the page with both, and what was typed."""

    step: ClassVar[str]

    def opened(self, via: str, values: dict[str, Any]) -> Call:
        """Begin the conversation; raises Refusal."""
        raise NotImplementedError

    def onward(self, call: Call) -> str:
        """Answer the name of the page where it goes on."""
        raise NotImplementedError

    def show(self) -> Response:
        """Both ways."""
        return start_page(self.request)

    def more_fields(self) -> tuple[FieldView, ...]:
        """How they speak."""
        return (via_field(self.request),)

    def act(self, values: dict[str, Any]) -> Response:
        """Begin; what was written before the session ended is here again."""
        request, typed = self.request, self.typed()
        call = self.opened(typed.get("via", PHONE), values)
        request.session[CALL] = call.key
        request.session[KEPT] = typed.get("kept", "")[:LONGEST_KEY]
        return HTTPSeeOther(request.path_to(self.onward(call)))

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page with both ways, this one as it was filled."""
        return start_page(self.request, Filled(self.step, typed, mistakes, status))

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form; no browser may offer the code of the caller before."""
        form = super().form_view(typed, mistakes)
        return form.joined_by(replace(form.fields["national_code"], autocomplete="off"))


@form_page("operator", staff={OPERATOR})
class Begin(BeginningPage):
    """Somebody wants to complain."""

    schema = ICaller
    step = "begin"

    def opened(self, via: str, values: dict[str, Any]) -> Call:
        """Know him by his national code and birth date."""
        return self.request.operator_desk.calls.begin(self.request.staff, via, **values)

    def onward(self, call: Call) -> str:
        """To the complaint; who has no account is registered first."""
        return "operator_complaint" if call.citizen else "operator_person"


@form_page("operator_follow_up", staff={OPERATOR})
class FollowUp(BeginningPage):
    """Somebody asks about his complaint."""

    schema = ICaseOfCaller
    step = "follow_up"

    def show(self) -> Response:
        """The address is only posted to."""
        return to_start(self.request)

    def opened(self, via: str, values: dict[str, Any]) -> Call:
        """Open it by its tracking code and his national code."""
        return self.request.operator_desk.calls.open(self.request.staff, via, **values)

    def onward(self, call: Call) -> str:
        """To where it stands."""
        return "operator_case"


def start_page(request: StaffRequest, filled: Filled = NOTHING) -> Response:
    """Answer the page on which every conversation begins, with the form that was filled as it was."""
    forms = {one.step: filled.form_of(one(request)) for one in (Begin, FollowUp)}
    kept = filled.typed.get("kept", "") or request.GET.get("kept", "")
    return render_staff(request, "staff/operator.jinja2", START[0], status=filled.status, kept=kept, **forms)


@page("operator_end", "POST", staff={OPERATOR})
def end(request: StaffRequest) -> Response:
    """End the conversation."""
    request.operator_desk.calls.end(call_of(request))
    request.session.flash(_("The conversation is over; nothing of it is open any more."))
    return to_start(request)


def call_of(request: StaffRequest) -> Call:
    """Answer the conversation of this browser; raises HTTPNotFound where none goes on."""
    try:
        return request.operator_desk.calls.going_on(request.staff, request.session.get(CALL, ""))
    except NotFound:
        raise HTTPNotFound from None


def goes_on(request: StaffRequest) -> bool:
    """Tell whether somebody is signed in here, and a conversation of his goes on."""
    try:
        return bool(request.staff and call_of(request))
    except HTTPNotFound:
        return False


def to_start(request: StaffRequest) -> HTTPSeeOther:
    """Lead to where every conversation begins."""
    return HTTPSeeOther(request.path_to("operator"))


def via_field(request: StaffRequest) -> FieldView:
    """Answer the field that says how they speak."""
    say = request.language.gettext
    options = ((PHONE, say(_("By phone"))), (COUNTER, say(_("At the counter"))))
    return FieldView("via", say(_("How you speak")), "radios", value=PHONE, required=True, options=options)
