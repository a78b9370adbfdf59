"""One complaint that a caller asks about: where it stands and by when, and what he can do there. Nothing of
what was written in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.complaints import Complaint
from complaints_core.domain.staff import OPERATOR
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IReason, IReply, IStaffText
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import crumbs_of, files_field, form_page, page, uploads_of
from complaints_web.request import StaffRequest
from complaints_web.showing.case import StepShown
from complaints_web.showing.complaint import parked_files
from complaints_web.showing.operator import standing_shown
from complaints_web.showing.staff import render_staff
from complaints_web.views.filled import Filled
from complaints_web.views.staff.operator.call import START, call_of
from complaints_web.views.staff.operator.spoken import SpokenPage, caller_of, typed_meanwhile


class CallerStep(SpokenPage):
    """One step in the caller's name. Its address is only posted to."""

    step: ClassVar[str]
    done: ClassVar[str]

    def take(self, values: dict[str, Any], key: str) -> Complaint:
        """Take the step with the open complaint; raises Refusal."""
        raise NotImplementedError

    def show(self) -> Response:
        """Lead to the complaint."""
        return HTTPSeeOther(self.request.path_to("operator_case"))

    def act(self, values: dict[str, Any]) -> Response:
        """Take the step once, however often the form is sent."""
        open_complaint(self.request)
        self.take(values, self.request.POST.get("submission_key", ""))
        self.request.session.flash(self.done)
        return HTTPSeeOther(self.request.path_to("operator_case"))

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page of the complaint with this form as it was filled."""
        return caller_case(self.request, Filled(self.step, typed, mistakes, status))

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, and where it is posted to."""
        url = self.request.path_to(f"operator_{self.step}")
        return replace(super().form_view(typed, mistakes), url=url)

    def words(self, typed: Mapping[str, str]) -> dict[str, str]:
        """What was written, and in which form."""
        return {**super().words(typed), "step": self.step}


@form_page("operator_reply")
class ReplyForCaller(CallerStep):
    """What he says or brings."""

    schema = IReply
    step = "reply"
    done = _("The message is added.")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def take(self, values: dict[str, Any], key: str) -> Complaint:
        """Add it."""
        request = self.request
        uploads = uploads_of(request)
        return request.operator_desk.reply(request.staff, call_of(request), values["text"], uploads, key)


@form_page("operator_object")
class ObjectForCaller(CallerStep):
    """He does not agree with the answer."""

    schema = IReason
    step = "object"
    done = _("The objection is registered.")

    def take(self, values: dict[str, Any], key: str) -> Complaint:
        """Object."""
        request = self.request
        return request.operator_desk.object(request.staff, call_of(request), values["reason"], key)


@form_page("operator_withdraw")
class WithdrawForCaller(CallerStep):
    """He takes it back."""

    schema = IReason
    step = "withdraw"
    done = _("The complaint is withdrawn.")

    def take(self, values: dict[str, Any], key: str) -> Complaint:
        """Withdraw it."""
        request = self.request
        return request.operator_desk.withdraw(request.staff, call_of(request), values["reason"], key)


@form_page("operator_note")
class NoteForStaff(CallerStep):
    """Something for those who handle it."""

    schema = IStaffText
    step = "note"
    done = _("Your note is kept.")

    def take(self, values: dict[str, Any], key: str) -> Complaint:
        """Write it down."""
        request = self.request
        return request.operator_desk.note(request.staff, call_of(request), values["text"], key)


STEPS: tuple[type[CallerStep], ...] = (ReplyForCaller, ObjectForCaller, WithdrawForCaller, NoteForStaff)


@page("operator_case", staff={OPERATOR})
def case(request: StaffRequest) -> Response:
    """Where it stands; with the words that were written before the conversation ended."""
    open_complaint(request)
    typed = typed_meanwhile(request)
    return caller_case(request, Filled(typed.get("step", ""), typed))


def open_complaint(request: StaffRequest) -> Complaint:
    """Answer the complaint that is open in this conversation; raises HTTPNotFound."""
    try:
        return request.operator_desk.complaint(request.staff, call_of(request))
    except NotFound:
        raise HTTPNotFound from None


def caller_case(request: StaffRequest, filled: Filled) -> Response:
    """Answer the page of the open complaint; what was filled stands in its form, and on top what was refused
    because its step is closed."""
    complaint = open_complaint(request)
    forms = {one.step: filled.form_of(one(request)) for one in STEPS}
    steps = _steps_shown(request, complaint, forms, filled)
    late = filled.step in forms and filled.step not in {step.code for step in steps}
    return render_staff(
        request,
        "staff/operator_case.jinja2",
        _("Where the complaint stands"),
        status=filled.status,
        crumbs=crumbs_of(request, START),
        case=standing_shown(request, complaint),
        refused=forms[filled.step].summary if late else (),
        steps=steps,
    )


def _steps_shown(
    request: StaffRequest, complaint: Complaint, forms: Mapping[str, FormView], filled: Filled
) -> tuple[StepShown, ...]:
    """The steps that are open now, each with its form, under keys of the caller."""
    desk, caller = request.citizen_desk, caller_of(request)
    open_now = {
        step.code: step for step in request.operator_desk.steps(request.staff, call_of(request), complaint)
    }
    return tuple(
        StepShown(
            code=code,
            label=open_now[code].label.text(request.language.code),
            letter="",
            form=form,
            key=desk.submission_key(caller, filled.key if code == filled.step else ""),
            reads="nobody" if open_now[code].public else "staff",
            opened=code == filled.step,
            likely=False,
            files=parked_files(desk.parked(caller, filled.key)) if code == filled.step else (),
        )
        for code, form in forms.items()
        if code in open_now
    )
