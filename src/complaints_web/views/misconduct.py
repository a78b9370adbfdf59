"""Reporting misconduct without an account. The receipt is the only key: it is shown once, typed back, and
travels in posted forms alone, so that nothing of a report stays in a browser or stands in a log."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core import persian
from complaints_core.domain.misconduct import MisconductDraft, MisconductReport, ReporterIdentity
from complaints_core.interfaces.errors import Refusal, WrongReceipt
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import (
    IMisconductDraft,
    IMisconductForm,
    IReceiptEntry,
    IReply,
    IReporterIdentity,
)
from complaints_web.fields import FieldView
from complaints_web.pages import FormPage, files_field, form_page, number_typed, page, uploads_of
from complaints_web.parking import FilesPage
from complaints_web.rendering import render
from complaints_web.request import SiteRequest
from complaints_web.security.limits import limited_by_address
from complaints_web.showing.files import unsent_files
from complaints_web.showing.reports import report_shown
from complaints_web.traffic.downloads import file_saved

SENT = "misconduct_sent"
"""Session key: the submission key of the report that was sent, until its receipt is confirmed."""

HOME = (_("Home"), "home")
REPORT = (_("Report misconduct"), "misconduct")


class NotThisReceipt(Refusal):
    """What was typed back is not the receipt above."""

    message = _("These are not the 16 digits above. Please look at your note once more.")
    field = "receipt"


class UnknownPage(FormPage):
    """A page for somebody who is not known: no name of an account stands on it, and a way out does."""

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Whoever is signed in is not named here."""
        return nobody(self.request)


class UnknownFilesPage(UnknownPage, FilesPage):
    """A form with files, which wait under its key until it is right; the words stay with whoever writes."""

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The key of this form, and the files that are here already."""
        desk = self.request.misconduct_desk
        key = desk.submission_key(typed.get("submission_key", ""))
        return {
            **super().values(typed),
            "submission_key": key,
            "kept_files": unsent_files(desk.parked_files(key)),
        }

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep the files; raises Refusal."""
        limited_by_address(self.request, "misconduct")
        key = typed.get("submission_key", "")
        self.request.misconduct_desk.park_files(uploads_of(self.request), key)

    def unpark(self, key: str, number: int) -> None:
        """Take one of them away."""
        self.request.misconduct_desk.unpark_file(key, number)


@form_page("misconduct")
class Report(UnknownFilesPage):
    """What happened; and who says so, if he wishes."""

    schema = IMisconductForm
    form = "misconduct"
    template = "misconduct/report.jinja2"
    title = REPORT[0]
    crumbs = (HOME,)

    def begins_on(self) -> date:
        """Today in Tehran."""
        return persian.tehran_day(self.request.misconduct_desk.clock.now())

    def asks_challenge(self, typed: Mapping[str, str]) -> bool:
        """Strangers read the security code."""
        return True

    def act(self, values: dict[str, Any]) -> Response:
        """Keep the report; the receipt is shown on the next page."""
        request = self.request
        limited_by_address(request, "misconduct")
        draft = MisconductDraft(**{name: values[name] for name in IMisconductDraft if name in values})
        identity = ReporterIdentity(**{name: values[name] for name in IReporterIdentity if name in values})
        key = request.POST.get("submission_key", "")
        request.misconduct_desk.submit(draft, identity, uploads_of(request), key)
        request.session[SENT] = key
        return HTTPSeeOther(request.path_to("misconduct_receipt"))


@form_page("misconduct_receipt")
class Receipt(UnknownPage):
    """The receipt, until the reporter has typed it back; then it is never shown again."""

    schema = IReceiptEntry
    template = "misconduct/receipt.jinja2"
    title = _("Your report is with the inspectors")

    @property
    def receipt(self) -> str | None:
        """The receipt of the report that this browser sent."""
        return self.request.misconduct_desk.receipt(self.request.session.get(SENT, ""))

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The sixteen digits."""
        return {**super().values(typed), "receipt": self.receipt}

    def show(self) -> Response:
        """Without a receipt to show, the page to follow a report up."""
        return super().show() if self.receipt else HTTPSeeOther(self.request.path_to("misconduct_follow_up"))

    def send(self) -> Response:
        """As ever, while there is a receipt to confirm."""
        return super().send() if self.receipt else HTTPSeeOther(self.request.path_to("misconduct_kept"))

    def act(self, values: dict[str, Any]) -> Response:
        """Note that the reporter holds the receipt, and forget it in this browser."""
        request = self.request
        if values["receipt"] != self.receipt:
            raise NotThisReceipt
        request.misconduct_desk.confirm_receipt(values["receipt"])
        del request.session[SENT]
        return HTTPSeeOther(request.path_to("misconduct_kept"))


@page("misconduct_kept")
def kept(request: SiteRequest) -> Response:
    """How to follow the report up."""
    return render(request, "misconduct/kept.jinja2", _("Your receipt is in your hands"), **nobody(request))


@form_page("misconduct_follow_up")
class FollowUp(UnknownPage):
    """The sixteen digits open a report, which is the answer to the posted form: no address leads to it."""

    schema = IReceiptEntry
    template = "misconduct/follow_up.jinja2"
    title = _("Follow up a report")
    crumbs = (HOME, REPORT)

    def act(self, values: dict[str, Any]) -> Response:
        """Show the report."""
        limited_by_address(self.request, "receipt")
        self.request.misconduct_desk.open(values["receipt"])
        return ReporterReply(self.request).answer({"receipt": values["receipt"]})


@form_page("misconduct_follow_up", request_param="text")
class ReporterReply(UnknownFilesPage):
    """A message of the reporter, below his report. The receipt travels in the form, for nothing else may
    remember it."""

    schema = IReply
    template = "misconduct/conversation.jinja2"
    title = _("Your report")
    crumbs = (HOME, REPORT)
    toast = ""

    def opened(self, typed: Mapping[str, str]) -> MisconductReport:
        """The report of the receipt in the form; raises WrongReceipt."""
        return self.request.misconduct_desk.open(typed.get("receipt", ""))

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The report, and its key for the next message."""
        report = self.opened(typed)
        steps = {step.code for step in self.request.misconduct_desk.steps(report)}
        return {
            **super().values(typed),
            "report": report_shown(self.request, report),
            "receipt": typed["receipt"],
            "can_reply": "reply" in steps,
            "toast": self.toast,
        }

    def show(self) -> Response:
        """Nothing leads here but a posted form."""
        return HTTPSeeOther(self.request.path_to("misconduct_follow_up"))

    def send(self) -> Response:
        """As ever, with a receipt that opens something."""
        limited_by_address(self.request, "receipt")
        try:
            self.opened(self.typed())
        except WrongReceipt as refusal:
            return FollowUp(self.request).again(self.typed(), refusal, 422)
        return super().send()

    def act(self, values: dict[str, Any]) -> Response:
        """Send the message once, however often the form is sent, and show the report with it."""
        request, typed = self.request, self.typed()
        key = typed.get("submission_key", "")
        request.misconduct_desk.reply(typed["receipt"], values["text"], uploads_of(request), key)
        self.toast = request.language.gettext(_("Your message is sent."))
        return self.answer({"receipt": typed["receipt"]})


@form_page("misconduct_file")
class ReportFilePage(ReporterReply):
    """A file of the report, the answer to a posted form with the receipt: it has no address of its own."""

    def read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The number on the button that was pressed."""
        return {"number": number_typed(typed.get("file", ""))}

    def act(self, values: dict[str, Any]) -> Response:
        """Hand the file out, to be saved."""
        file, stream = self.request.misconduct_desk.attachment(self.typed()["receipt"], values["number"])
        return file_saved(file, stream)


def nobody(request: SiteRequest) -> dict[str, Any]:
    """What a page says of somebody who is not known: no name, and where the way out leads."""
    return {"citizen": None, "leave_url": request.profile.organization.website}
