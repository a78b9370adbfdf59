"""The page of one complaint, and what every step on it has in common.

A mistake shows the whole page again with every word in it; who comes too late is told who was faster; whose
session has ended finds his words again after the login.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.errors import NotFound, Refusal, StepNotAllowed
from complaints_core.interfaces.messages import _
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import FormPage, crumbs_of
from complaints_web.request import StaffRequest
from complaints_web.showing_case import StepShown, case_shown, keys_shown, name_of, step_shown
from complaints_web.showing_staff import render_staff
from complaints_web.staff_security import WANTED, to_staff_login

INBOX = (_("Inbox"), "inbox")


class Overtaken(StepNotAllowed):
    """Somebody has moved the complaint on since the page was shown."""

    message = _("Meanwhile {name} has moved this complaint on. This is how it stands now.")


class StepPage(FormPage):
    """One step of staff. Its address is only posted to; whoever comes by a link sees the complaint."""

    request: StaffRequest
    step: ClassVar[str]
    done: ClassVar[str]
    kinds: ClassVar[list[type["StepPage"]]] = []
    """Every step, in the order in which they are defined and the page offers them."""

    def __init_subclass__(cls) -> None:
        StepPage.kinds.append(cls)

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

    def send(self) -> Response:
        """As ever; a session that has ended loses no words."""
        return super().send() if self.request.staff else self.park_and_log_in(self.typed())

    def act(self, values: dict[str, Any]) -> Response:
        """Take the step once, however often the form is sent, and show the complaint as it stands then, or
        the lists where it has gone out of sight."""
        request, forms = self.request, self.request.staff_forms
        key = request.POST.get("submission_key", "")
        if not forms.sent(request.staff, key):
            self.take(self.code, values)
            forms.close(key, self.code)
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

    def park_and_log_in(self, typed: Mapping[str, str]) -> Response:
        """Keep the words for after the login, where the form is one that we made, and come back to it."""
        request, key = self.request, typed.get("submission_key", "")
        response = to_staff_login(request)
        request.session[WANTED] = request.path_to("case", tracking_code=self.code)
        with suppress(Refusal):
            request.staff_forms.park({name: typed[name] for name in self.schema if name in typed}, key)
            request.session[WANTED] += "?" + urlencode({"kept": key, "step": self.step})
            request.session.flash(_("You were logged out meanwhile. Log in, and your words are here again."))
        return response

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
    shown, words = case_shown(request, request.context.complaint), typed or {}
    forms = {
        one.step: one(request).form_view(*((words, mistakes) if one.step == filled else ({},)))
        for one in StepPage.kinds
    }
    steps = _steps_shown(request, forms, filled, words.get("submission_key", ""))
    late = bool(filled) and filled not in {step.code for step in steps}
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


def _steps_shown(
    request: StaffRequest, forms: Mapping[str, FormView], filled: str, key: str
) -> tuple[StepShown, ...]:
    """The steps that are open now, each with its form; `key` came with the form that was filled."""
    open_now = {
        step.code: step for step in request.staff_desk.steps(request.staff, request.context.complaint)
    }
    return tuple(
        step_shown(request, open_now[code], form, key if code == filled else "", opened=code == filled)
        for code, form in forms.items()
        if code in open_now
    )
