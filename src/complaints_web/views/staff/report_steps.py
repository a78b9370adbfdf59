"""What inspectors can do with a report: each step is a form of its own below it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from zope.interface import Interface

from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.inspection import IConclusionDraft, IHandOver, IIdentityOpening
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IReason, IReferral, IStaffText
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import files_field, form_page, uploads_of
from complaints_web.showing.inspection import units_offered
from complaints_web.views.staff.report_page import IDENTITY, ReportStep, report_page


@form_page("report_take")
class TakeReport(ReportStep):
    """Answering for it from now on."""

    schema = Interface
    step = "take"
    done = _("You answer for this report now.")

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Take it."""
        return self.request.inspector_desk.take(self.request.staff, code)


@form_page("report_resume")
class Resume(ReportStep):
    """Going on though the reporter keeps silent."""

    schema = Interface
    step = "resume"
    done = _("The review goes on.")

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Go on."""
        return self.request.inspector_desk.resume(self.request.staff, code)


@form_page("report_ask")
class AskReporter(ReportStep):
    """A question to the reporter."""

    schema = IStaffText
    step = "ask"
    done = _("Your question is there when the reporter opens the report. The clock stands still until then.")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Ask."""
        desk, staff = self.request.inspector_desk, self.request.staff
        return desk.ask(staff, code, values["text"], uploads_of(self.request), self.kept_files())


@form_page("report_note")
class NoteReport(ReportStep):
    """Something that only inspectors read."""

    schema = IStaffText
    step = "note"
    done = _("Your note is kept.")

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Write it down."""
        return self.request.inspector_desk.note(self.request.staff, code, values["text"])


@form_page("report_close")
class CloseReport(ReportStep):
    """The end: an outcome, and words for the reporter."""

    schema = IConclusionDraft
    step = "close"
    done = _("The report is closed; the reporter reads the outcome.")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Close it."""
        desk, uploads = self.request.inspector_desk, uploads_of(self.request)
        outcome, text = values["outcome"], values["text"]
        return desk.close(self.request.staff, code, outcome, text, uploads, self.kept_files())


@form_page("report_refer")
class ReferReport(ReportStep):
    """Passing it on to the inspectors of another unit."""

    schema = IReferral
    step = "refer"
    done = _("The report is passed on.")

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with the units that come into question."""
        form = super().form_view(typed, mistakes)
        offered = units_offered(self.request, self.request.context.report)
        return form.joined_by(replace(form.fields["unit"], kind="choice", options=offered))

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Refer it."""
        return self.request.inspector_desk.refer(self.request.staff, code, values["unit"], values["reason"])


@form_page("report_hand_over")
class HandOver(ReportStep):
    """Passing it on to a body outside the organization."""

    schema = IHandOver
    step = "hand_over"
    done = _("The report is passed on; the reporter reads to whom.")

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Hand it over."""
        return self.request.inspector_desk.hand_over(self.request.staff, code, values["body"], values["text"])


@form_page("report_reopen")
class Reopen(ReportStep):
    """Beginning anew."""

    schema = IReason
    step = "reopen"
    done = _("The report is open again.")

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Reopen it."""
        return self.request.inspector_desk.reopen(self.request.staff, code, values["reason"])


@form_page("report_identity")
class OpenIdentity(ReportStep):
    """Reading who reported, once for each reason that is given."""

    schema = IIdentityOpening
    step = IDENTITY
    done = ""

    def act(self, values: dict[str, Any]) -> Response:
        """Show it on this answer alone; the same form sent again shows the page without it."""
        request, forms = self.request, self.request.staff_forms
        key = request.POST.get("submission_key", "")
        if forms.sent(request.staff, key):
            return self.show()
        try:
            identity = request.inspector_desk.identity(request.staff, self.code, values["opening_reason"])
        except NotFound:
            raise HTTPNotFound from None
        forms.close(key, self.code)
        self.read_again()
        return report_page(request, identity=identity)
