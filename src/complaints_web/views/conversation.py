"""One complaint, and what its citizen can do there: reply, withdraw, object, rate. Each is a form of its own
below the complaint; a mistake shows the whole page again, with every word in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IRating, IReason, IReply
from complaints_web.contexts import ComplaintContext
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import crumbs_of, files_field, form_page, page, uploads_of
from complaints_web.parking import ParkingPage, typed_under
from complaints_web.rendering import render
from complaints_web.request import CitizenRequest
from complaints_web.security.citizens import to_login
from complaints_web.showing.complaint import complaint_shown, parked_files
from complaints_web.views.filing import HOME, PANEL
from complaints_web.views.filled import Filled

COMPLAINTS = (_("Follow my complaints"), "complaints")


class StepPage(ParkingPage):
    """One step of the citizen. Its address is only posted to; whoever comes by a link sees the complaint."""

    request: CitizenRequest
    step: ClassVar[str]
    done: ClassVar[str]

    # What a step says of itself

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Take the step with the complaint of this tracking code; raises Refusal."""
        raise NotImplementedError

    # How every step goes

    @property
    def owner(self) -> Citizen:
        """Who is signed in."""
        return self.request.citizen

    @property
    def address(self) -> str:
        """The address of the complaint."""
        return self.request.path_to("complaint", tracking_code=self.request.matchdict["tracking_code"])

    def show(self) -> Response:
        """Lead to the complaint."""
        return HTTPSeeOther(self.address)

    def send(self) -> Response:
        """As ever; a session that has ended loses nothing."""
        if self.request.citizen:
            return super().send()
        return to_login(self.request, self.parked_at(self.typed(), self.address, step=self.step))

    def act(self, values: dict[str, Any]) -> Response:
        """Take the step, and show the complaint as it stands then."""
        self.take(self.request.context.complaint.code, values)
        self.request.session.flash(self.done)
        return HTTPSeeOther(self.address)

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page of the complaint with this form as it was filled."""
        return complaint_page(self.request, Filled(self.step, typed, mistakes, status))

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, and where it is posted to."""
        code = self.request.context.complaint.code
        return replace(
            super().form_view(typed, mistakes), url=self.request.path_to(self.step, tracking_code=code)
        )


@form_page("reply")
class Reply(StepPage):
    """A message, or the answer to the office's question."""

    schema = IReply
    step = "reply"
    done = _("Your message is sent.")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Send the message once, however often the form is sent."""
        request = self.request
        key = request.POST.get("submission_key", "")
        return request.citizen_desk.reply(request.citizen, code, values["text"], uploads_of(request), key)


@form_page("withdraw")
class Withdraw(StepPage):
    """Taking the complaint back."""

    schema = IReason
    step = "withdraw"
    done = _("Your complaint is withdrawn.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Withdraw it."""
        return self.request.citizen_desk.withdraw(self.request.citizen, code, values["reason"])


@form_page("object")
class Object(StepPage):
    """Not agreeing with the answer."""

    schema = IReason
    step = "object"
    done = _("Your objection is registered. Somebody else looks at the answer again.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Object."""
        return self.request.citizen_desk.object(self.request.citizen, code, values["reason"])


@form_page("rate")
class Rate(StepPage):
    """How the citizen liked the handling."""

    schema = IRating
    step = "rate"
    done = _("Thank you for your opinion.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Keep the opinion."""
        desk, citizen = self.request.citizen_desk, self.request.citizen
        return desk.rate(citizen, code, values["score"], values.get("comment", ""))


STEPS: tuple[type[StepPage], ...] = (Reply, Withdraw, Object, Rate)


@page("complaint", citizen=True)
def complaint(context: ComplaintContext, request: CitizenRequest) -> Response:
    """Where a complaint stands, and everything that belongs to it; after a login that came between, with the
    words that were kept."""
    typed = typed_under(request, request.citizen, request.GET.get("kept", ""))
    return complaint_page(request, Filled(request.GET.get("step", ""), typed))


def complaint_page(request: CitizenRequest, filled: Filled) -> Response:
    """Answer the page of the complaint with the form of each step that is open; what was filled stands in its
    form. What was refused because its step is closed is said on top."""
    kept, desk = request.context.complaint, request.citizen_desk
    open_now = {step.code for step in desk.steps(request.citizen, kept)}
    offered = (one for one in STEPS if one.step == filled.step or one.step in open_now)
    forms = {one.step: filled.form_of(one(request)) for one in offered}
    late = filled.step in forms and filled.step not in open_now
    key = desk.submission_key(request.citizen, filled.key)
    return render(
        request,
        "citizen/complaint.jinja2",
        _("My complaint"),
        status=filled.status,
        crumbs=crumbs_of(request, HOME, PANEL, COMPLAINTS),
        complaint=complaint_shown(request, kept),
        rating=_rating_shown(request, kept),
        refused=forms[filled.step].summary if late else (),
        submission_key=key,
        kept_files=parked_files(desk.parked(request.citizen, key)),
        **{f"{one.step}_form": forms[one.step] if one.step in open_now else None for one in STEPS},
    )


def _rating_shown(request: CitizenRequest, kept: Complaint) -> Mapping[str, str] | None:
    """The citizen's own opinion, in the words he chose."""
    if kept.rating is None:
        return None
    name = IRating["score"].steps[kept.rating.score - 1]
    return {"score": request.language.gettext(name), "comment": kept.rating.comment}
