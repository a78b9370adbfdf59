"""The page of one complaint, and the steps that staff take with it."""

from collections.abc import Mapping
from typing import ClassVar

from pyramid.response import Response

from complaints_core.domain.complaints import Event
from complaints_core.domain.process import Step
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.interfaces.messages import _
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import crumbs_of
from complaints_web.request import StaffRequest
from complaints_web.showing.case import StepShown, case_shown, keys_shown, step_shown
from complaints_web.showing.related import related_shown
from complaints_web.showing.staff import render_staff
from complaints_web.views.staff.work_step import WorkStep

INBOX = (_("Inbox"), "inbox")


class Overtaken(StepNotAllowed):
    """Somebody has moved the complaint on since the page was shown."""

    message = _("Meanwhile {name} has moved this complaint on. This is how it stands now.")


class StepPage(WorkStep):
    """One step with a complaint."""

    overtaken = Overtaken
    kinds: ClassVar[list[type["StepPage"]]] = []
    """Every step, in the order in which they are defined and the page offers them."""

    def __init_subclass__(cls) -> None:
        StepPage.kinds.append(cls)

    @property
    def code(self) -> str:
        """The tracking code in the address."""
        return self.request.matchdict["tracking_code"]

    def address(self, step: str = "") -> str:
        """Answer the address of the complaint, or of a step with it."""
        return self.request.path_to(f"case_{step}" if step else "case", tracking_code=self.code)

    def lists(self) -> str:
        """Answer the address of the lists."""
        return self.request.path_to("inbox")

    def read_again(self) -> tuple[Event, ...]:
        """Put the complaint into the context as it stands now, and answer its history; raises NotFound."""
        request = self.request
        request.context.complaint = request.staff_desk.complaint(request.staff, self.code)
        history: tuple[Event, ...] = request.context.complaint.history
        return history

    def whole_page(self, typed: Mapping[str, str], mistakes: Mistakes | None, status: int) -> Response:
        """Answer the page of the complaint with this form as it was filled."""
        return case_page(self.request, self.step, typed, mistakes, status)


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
    complaint, words = request.context.complaint, typed or {}
    shown = case_shown(request, complaint)
    open_now = {step.code: step for step in request.staff_desk.steps(request.staff, complaint)}
    forms = {
        one.step: one(request).form_view(*((words, mistakes) if one.step == filled else ({},)))
        for one in StepPage.kinds
        if one.step in open_now or one.step == filled
    }
    steps = _steps_shown(request, open_now, forms, filled, words.get("submission_key", ""))
    late = bool(filled) and filled not in open_now
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
        related=related_shown(request, complaint),
        steps=steps,
        keys=keys_shown(request, steps),
    )


def _steps_shown(
    request: StaffRequest, open_now: Mapping[str, Step], forms: Mapping[str, FormView], filled: str, key: str
) -> tuple[StepShown, ...]:
    """The steps that are open now, each with its form; `key` came with the form that was filled."""
    return tuple(
        step_shown(request, open_now[code], form, key if code == filled else "", opened=code == filled)
        for code, form in forms.items()
        if code in open_now
    )
