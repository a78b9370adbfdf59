"""What staff can do with a complaint: each step is a form of its own below it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from pyramid.response import Response
from zope.interface import Interface

from complaints_core.domain.answer_templates import AnswerTemplate
from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.errors import Refusal
from complaints_core.interfaces.handling import IAnswerDraft, IAssignment, IDecline, ILink
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IReason, IReferral, IStaffText
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import files_field, form_page, uploads_of
from complaints_web.security.origins import is_ours
from complaints_web.showing.case import colleague_options, unit_options
from complaints_web.views.staff.step_page import StepPage


@form_page("case_take")
class Take(StepPage):
    """Answering for it from now on."""

    schema = Interface
    step = "take"
    done = _("You answer for this complaint now.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Take it."""
        return self.request.staff_desk.take(self.request.staff, code)


@form_page("case_answer")
class Answer(StepPage):
    """The organization's formal answer."""

    schema = IAnswerDraft
    step = "answer"
    done = _("The answer is kept; the complainant is told by SMS.")

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def send(self) -> Response:
        """As ever; the button beside the ready-made texts shows the form again with one of them in it."""
        typed = self.typed()
        if "fill" not in typed or not self.request.context:
            return super().send()
        if uploads_of(self.request) and is_ours(self.request):
            with suppress(Refusal):
                self.park(typed)
        return self.answer({**typed, "text": self.filled(typed)})

    def filled(self, typed: Mapping[str, str]) -> str:
        """Answer what was written so far, with the chosen text below it."""
        chosen = (one for one in self.templates if one.code == typed.get("template"))
        ready = (one.filled(self.request.context.complaint, self.request.profile) for one in chosen)
        return "\n\n".join(filter(None, (typed.get("text", "").rstrip(), *ready)))

    @property
    def templates(self) -> tuple[AnswerTemplate, ...]:
        """The ready-made texts of the unit where the complaint stands."""
        return self.request.profile.templates_for(self.request.context.complaint.unit)

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with the ready-made texts where there are some."""
        form = super().form_view(typed, mistakes)
        if not self.templates:
            return form
        say = self.request.language.gettext
        field = FieldView(
            name="template",
            label=say(_("Ready-made text")),
            hint=say(_("It is put below what you have written; change it as you like.")),
            kind="choice",
            value=typed.get("template", ""),
            options=tuple((one.code, one.title) for one in self.templates),
        )
        return replace(form, fields={"finding": form.fields["finding"], "template": field, **form.fields})

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Answer."""
        return self.request.staff_desk.answer(
            self.request.staff,
            code,
            values["finding"],
            values["text"],
            uploads_of(self.request),
            self.kept_files(),
            body=values.get("body", ""),
        )


@form_page("case_ask")
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
        desk, uploads = self.request.staff_desk, uploads_of(self.request)
        return desk.ask(self.request.staff, code, values["text"], uploads, self.kept_files())


@form_page("case_refer")
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


@form_page("case_close")
class Close(StepPage):
    """The end of an answered complaint."""

    schema = Interface
    step = "close"
    done = _("The complaint is closed.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Close it."""
        return self.request.staff_desk.close(self.request.staff, code)


@form_page("case_note")
class Note(StepPage):
    """Something that only staff read."""

    schema = IStaffText
    step = "note"
    done = _("Your note is kept.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Write it down."""
        return self.request.staff_desk.note(self.request.staff, code, values["text"])


@form_page("case_assign")
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


@form_page("case_extend")
class Extend(StepPage):
    """More time, once."""

    schema = IReason
    step = "extend"
    done = _("The deadline is extended; the complainant is told why.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Extend it."""
        return self.request.staff_desk.extend(self.request.staff, code, values["reason"])


@form_page("case_return")
class SendBack(StepPage):
    """Giving it back to the unit that referred it."""

    schema = IReason
    step = "return"
    done = _("The complaint is sent back.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Send it back."""
        return self.request.staff_desk.send_back(self.request.staff, code, values["reason"])


@form_page("case_urge")
class Urge(StepPage):
    """Hours instead of days."""

    schema = IReason
    step = "urge"
    done = _("The complaint is urgent now; the deadline is shorter.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Make it urgent."""
        return self.request.staff_desk.urge(self.request.staff, code, values["reason"])


@form_page("case_link")
class Link(StepPage):
    """Closing what another complaint says as well."""

    schema = ILink
    step = "link"
    done = _("The complaint is linked; the complainant is led to the other one.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Link it."""
        return self.request.staff_desk.link(self.request.staff, code, values["original"])


@form_page("case_decline")
class Decline(StepPage):
    """Leaving it to another body."""

    schema = IDecline
    step = "decline"
    done = _("The complainant is told which body decides.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Decline it."""
        return self.request.staff_desk.decline(self.request.staff, code, values["body"], values["reason"])


@form_page("case_reject")
class Reject(StepPage):
    """Turning it down."""

    schema = IReason
    step = "reject"
    done = _("The complaint is rejected; the complainant is told why.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Reject it."""
        return self.request.staff_desk.reject(self.request.staff, code, values["reason"])


@form_page("case_reopen")
class Reopen(StepPage):
    """Going on with what was over."""

    schema = IReason
    step = "reopen"
    done = _("The complaint is open again.")

    def take(self, code: str, values: dict[str, Any]) -> Complaint:
        """Reopen it."""
        return self.request.staff_desk.reopen(self.request.staff, code, values["reason"])
