"""The page of one complaint, and the steps that staff take with it."""

from collections.abc import Mapping
from typing import ClassVar

from pyramid.response import Response

from complaints_core.domain.complaints import Event
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.interfaces.messages import _
from complaints_web.pages import crumbs_of
from complaints_web.request import StaffRequest
from complaints_web.showing.case import case_shown, keys_shown
from complaints_web.showing.related import related_shown
from complaints_web.showing.staff import render_staff
from complaints_web.views.filled import NOTHING, Filled
from complaints_web.views.staff.work_step import WorkStep, steps_shown

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

    def whole_page(self, filled: Filled) -> Response:
        """Answer the page of the complaint with this form as it was filled."""
        return case_page(self.request, filled)


def case_page(
    request: StaffRequest, filled: Filled = NOTHING, complainant: Mapping[str, str] | None = None
) -> Response:
    """Answer the page of a complaint with the form of each step that is open; what was filled stands in its
    form. What cannot be done any more is said on top, beside the words it was to be done with. `complainant`
    is who complains, where that is to be read."""
    complaint = request.context.complaint
    shown = case_shown(request, complaint)
    open_now = {step.code: step for step in request.staff_desk.steps(request.staff, complaint)}
    offered = (one for one in StepPage.kinds if one.step in open_now or one.step == filled.step)
    forms = {one.step: filled.form_of(one(request)) for one in offered}
    steps = steps_shown(request, open_now, forms, filled)
    late = filled.step in forms and filled.step not in open_now
    return render_staff(
        request,
        "staff/case.jinja2",
        _("Complaint"),
        status=filled.status,
        crumbs=crumbs_of(request, INBOX),
        case=shown,
        complainant=complainant or shown.masked,
        revealed=complainant is not None,
        refused=forms[filled.step].summary if late else (),
        unsent=filled.words if late else "",
        related=related_shown(request, complaint),
        steps=steps,
        keys=keys_shown(request, steps),
    )
