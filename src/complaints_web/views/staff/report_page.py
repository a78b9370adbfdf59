"""The page of one report of misconduct, and the steps that inspectors take with it."""

from typing import ClassVar

from pyramid.response import Response

from complaints_core.domain.complaints import Event
from complaints_core.domain.misconduct import ReporterIdentity
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.interfaces.messages import _
from complaints_web.pages import crumbs_of
from complaints_web.request import StaffRequest
from complaints_web.showing.case import keys_shown
from complaints_web.showing.inspection import identity_shown, person_named, report_case
from complaints_web.showing.staff import render_staff
from complaints_web.views.filled import NOTHING, Filled
from complaints_web.views.staff.work_step import WorkStep, steps_shown

QUEUES = (_("Misconduct reports"), "reports")
IDENTITY = "identity"
"""The form that opens who reported; it is no step of the process."""


class ReportOvertaken(StepNotAllowed):
    """Somebody has moved the report on since the page was shown."""

    message = _("Meanwhile {name} has moved this report on. This is how it stands now.")


class ReportStep(WorkStep):
    """One step with a report."""

    overtaken = ReportOvertaken
    kinds: ClassVar[list[type["ReportStep"]]] = []
    """Every step, in the order in which they are defined and the page offers them."""

    def __init_subclass__(cls) -> None:
        ReportStep.kinds.append(cls)

    @property
    def code(self) -> str:
        """The key in the address."""
        return self.request.matchdict["report"]

    def address(self, step: str = "") -> str:
        """Answer the address of the report, or of a step with it."""
        return self.request.path_to(f"report_{step}" if step else "report", report=self.code)

    def lists(self) -> str:
        """Answer the address of the queues."""
        return self.request.path_to("reports")

    def read_again(self) -> tuple[Event, ...]:
        """Put the report into the context as it stands now, and answer its history; raises NotFound."""
        request = self.request
        request.context.report = request.inspector_desk.report(request.staff, self.code)
        history: tuple[Event, ...] = request.context.report.history
        return history

    def name_of(self, actor: str) -> str:
        """Answer the name of whoever stands in a history; the reporter has none."""
        return person_named(self.request, actor)

    def whole_page(self, filled: Filled) -> Response:
        """Answer the page of the report with this form as it was filled."""
        return report_page(self.request, filled)


def report_page(
    request: StaffRequest, filled: Filled = NOTHING, identity: ReporterIdentity | None = None
) -> Response:
    """Answer the page of a report with the form of each step that is open; what was filled stands in its
    form. What cannot be done any more is said on top, beside the words it was to be done with. `identity` is
    who reported, where that is to be read."""
    report = request.context.report
    open_now = {step.code: step for step in request.inspector_desk.steps(request.staff, report)}
    forms = {one.step: filled.form_of(one(request)) for one in ReportStep.kinds}
    steps = steps_shown(request, open_now, forms, filled)
    late = filled.step in forms and filled.step not in {IDENTITY, *open_now}
    return render_staff(
        request,
        "staff/misconduct_report.jinja2",
        _("Misconduct report"),
        status=filled.status,
        crumbs=crumbs_of(request, QUEUES),
        case=report_case(request, report),
        identity=identity_shown(identity) if identity else None,
        opening=forms[IDENTITY],
        opening_key=request.staff_forms.key(request.staff),
        opening_now=filled.step == IDENTITY,
        refused=forms[filled.step].summary if late else (),
        unsent=filled.words if late else "",
        steps=steps,
        keys=keys_shown(request, steps),
    )
