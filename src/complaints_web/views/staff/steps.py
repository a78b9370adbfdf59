"""What staff can do with a complaint. Each step is a form of its own below the complaint; a mistake shows the
whole page again, with every word in it, and who comes too late is told who was faster."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from zope.interface import Interface

from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.errors import NotFound, Refusal, StepNotAllowed
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IAnswerDraft, IAssignment, IReason, IReferral, IStaffText
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import FormPage, crumbs_of, files_field, form_page, uploads_of
from complaints_web.request import StaffRequest
from complaints_web.showing_case import (
    case_shown,
    colleague_options,
    keys_shown,
    name_of,
    step_shown,
    unit_options,
)
from complaints_web.showing_staff import render_staff

INBOX = (_("Inbox"), "inbox")


class Overtaken(StepNotAllowed):
    """Somebody has moved the complaint on since the page was shown."""

    message = _("Meanwhile {name} has moved this complaint on. This is how it stands now.")


class StepPage(FormPage):
    """One step of staff. Its address is only posted to; whoever comes by a link sees the complaint."""

    request: StaffRequest
    step: ClassVar[str]
    done: ClassVar[str]

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Take the step with the complaint of this tracking code; raises Refusal."""
        raise NotImplementedError

    @property
    def code(self) -> str:
        """The tracking code in the address."""
        return self.request.matchdict["tracking_code"]

    def show(self) -> Response:
        """Lead to the complaint."""
        return HTTPSeeOther(self.request.path_to("case", tracking_code=self.code))

    def act(self, values: dict[str, Any]) -> Response:
        """Take the step, and show the complaint as it stands then, or the lists where it has gone out of
        sight."""
        request = self.request
        self.take(self.code, values)
        request.session.flash(self.done)
        try:
            request.staff_desk.complaint(request.staff, self.code)
        except NotFound:
            return HTTPSeeOther(request.path_to("inbox"))
        return self.show()

    def again(self, typed: Mapping[str, str], refusal: Refusal, status: int) -> Response:
        """The complaint with the same words; as it stands now, where somebody was faster."""
        if isinstance(refusal, StepNotAllowed):
            return super().again(typed, self.overtaken() or refusal, 409)
        return super().again(typed, refusal, status)

    def overtaken(self) -> Refusal | None:
        """Answer who moved the complaint on, if it was somebody else."""
        request = self.request
        request.context.complaint = request.staff_desk.complaint(request.staff, self.code)
        last = request.context.complaint.history[-1]
        if last.actor == request.staff.username:
            return None
        return Overtaken(name=name_of(request, last.actor))

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page of the complaint with this form as it was filled."""
        return case_page(self.request, self.step, typed, mistakes, status)

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, and where it is posted to."""
        url = self.request.path_to(f"case_{self.step}", tracking_code=self.request.context.complaint.code)
        return replace(super().form_view(typed, mistakes), url=url)


@form_page("case_take", staff=True)
class Take(StepPage):
    """Answering for it from now on."""

    schema = Interface
    step = "take"
    done = _("You answer for this complaint now.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Take it."""
        return self.request.staff_desk.take(self.request.staff, code)


@form_page("case_answer", staff=True)
class Answer(StepPage):
    """The organization's formal answer."""

    schema = IAnswerDraft
    step = "answer"
    done = _("The answer is kept; the complainant is told by SMS.")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Answer."""
        desk, uploads = self.request.staff_desk, uploads_of(self.request)
        return desk.answer(self.request.staff, code, values["finding"], values["text"], uploads)


@form_page("case_ask", staff=True)
class Ask(StepPage):
    """A question to the complainant."""

    schema = IStaffText
    step = "ask"
    done = _("Your question is sent. The clock stands still until the complainant answers.")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Ask."""
        return self.request.staff_desk.ask(self.request.staff, code, values["text"], uploads_of(self.request))


@form_page("case_note", staff=True)
class Note(StepPage):
    """Something that only staff read."""

    schema = IStaffText
    step = "note"
    done = _("Your note is kept.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Write it down."""
        return self.request.staff_desk.note(self.request.staff, code, values["text"])


@form_page("case_refer", staff=True)
class Refer(StepPage):
    """Passing it on to another unit."""

    schema = IReferral
    step = "refer"
    done = _("The complaint is passed on.")

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with the units that come into question."""
        form = super().form_view(typed, mistakes)
        offered = unit_options(self.request, self.request.context.complaint)
        return form.joined_by(replace(form.fields["unit"], kind="choice", options=offered))

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Refer it."""
        return self.request.staff_desk.refer(self.request.staff, code, values["unit"], values["reason"])


@form_page("case_assign", staff=True)
class Assign(StepPage):
    """Letting a colleague answer for it."""

    schema = IAssignment
    step = "assign"
    done = _("Your colleague answers for this complaint now.")

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with everybody who may handle the complaint."""
        form = super().form_view(typed, mistakes)
        offered = colleague_options(self.request, self.request.context.complaint)
        return form.joined_by(replace(form.fields["staff"], kind="choice", options=offered))

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Assign it."""
        return self.request.staff_desk.assign(self.request.staff, code, values["staff"])


@form_page("case_extend", staff=True)
class Extend(StepPage):
    """More time, once."""

    schema = IReason
    step = "extend"
    done = _("The deadline is extended; the complainant is told why.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Extend it."""
        return self.request.staff_desk.extend(self.request.staff, code, values["reason"])


@form_page("case_reject", staff=True)
class Reject(StepPage):
    """Turning it down."""

    schema = IReason
    step = "reject"
    done = _("The complaint is rejected; the complainant is told why.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Reject it."""
        return self.request.staff_desk.reject(self.request.staff, code, values["reason"])


@form_page("case_close", staff=True)
class Close(StepPage):
    """The end of an answered complaint."""

    schema = Interface
    step = "close"
    done = _("The complaint is closed.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Close it."""
        return self.request.staff_desk.close(self.request.staff, code)


STEPS: tuple[type[StepPage], ...] = (Take, Answer, Ask, Note, Refer, Assign, Extend, Reject, Close)
"""In the order in which the page offers them."""


def case_page(
    request: StaffRequest,
    filled: str = "",
    typed: Mapping[str, str] | None = None,
    mistakes: Mistakes | None = None,
    status: int = 200,
    *,
    complainant: Mapping[str, str] | None = None,
) -> Response:
    """Answer the page of a complaint with the form of each step that is open; the form of the step `filled`
    shows what was typed. What cannot be done any more is said on top, beside the words it was to be done
    with. `complainant` is who complains, where that is to be read."""
    kept = request.context.complaint
    open_now = {step.code: step for step in request.staff_desk.steps(request.staff, kept)}
    words = typed or {}
    forms = {
        one.step: one(request).form_view(*((words, mistakes) if one.step == filled else ({},)))
        for one in STEPS
        if one.step in open_now or one.step == filled
    }
    late = bool(filled) and filled not in open_now
    shown = case_shown(request, kept)
    steps = tuple(step_shown(request, open_now[code], forms[code]) for code in forms if code in open_now)
    return render_staff(
        request,
        "staff/case.jinja2",
        _("Complaint"),
        status=status,
        crumbs=crumbs_of(request, INBOX),
        case=shown,
        complainant=complainant or shown.masked,
        revealed=complainant is not None,
        refused=forms[filled].summary if late else (),
        unsent=words.get("text") or words.get("reason", "") if late else "",
        steps=steps,
        keys=keys_shown(request, steps),
    )
