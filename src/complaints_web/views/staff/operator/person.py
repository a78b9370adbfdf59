"""Registering a caller or visitor, with a mobile or without one."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response
from zope.interface import Interface

from complaints_core.desks.visitors import SKIPPED
from complaints_core.domain.citizens import Registration
from complaints_core.domain.staff import OPERATOR
from complaints_core.interfaces.calls import IVisitor, IVisitorMobile
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IOneTimeCode
from complaints_core.persian import Mobile, NationalCode
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import form_page, page
from complaints_web.request import StaffRequest
from complaints_web.views.filled import Filled
from complaints_web.views.staff.operator.call import CallPage, call_of, goes_on, to_start


@form_page("operator_person", staff={OPERATOR})
class Person(CallPage):
    """Who he is, as far as the office needs it."""

    schema = IVisitor
    form = "visitor"
    template = "staff/operator_person.jinja2"
    title = _("Register the caller")

    def show(self) -> Response:
        """Whoever has an account needs no other."""
        if not goes_on(self.request):
            return to_start(self.request)
        return to_complaint(self.request) if call_of(self.request).citizen else super().show()

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The two facts that were told."""
        call = call_of(self.request)
        masked = NationalCode(call.national_code).masked
        return {"national_code": masked, "birth_date": call.birth_date}

    def act(self, values: dict[str, Any]) -> Response:
        """Register him; where he has a mobile, the code from the SMS comes next."""
        request, call = self.request, call_of(self.request)
        if call.citizen or call.birth_date is None:
            return to_complaint(request)
        facts = {"mobile": "", **values}
        person = Registration(national_code=call.national_code, birth_date=call.birth_date, **facts)
        call = request.operator_desk.visitors.register(call, person)
        return HTTPSeeOther(request.path_to("operator_code")) if call.waiting else to_complaint(request)


class CodePage(CallPage):
    """What both forms of the page with the code have in common: a mistake in one shows both."""

    template = "staff/operator_code.jinja2"
    step: ClassVar[str]
    title = _("The code from the SMS")

    def show(self) -> Response:
        """Where nothing waits for a code there is nothing to ask."""
        if not goes_on(self.request):
            return to_start(self.request)
        return super().show() if call_of(self.request).waiting else to_complaint(self.request)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The number the code went to, and the other form; a mobile that is added is never taken unproved."""
        call = call_of(self.request)
        try:
            mobile = Mobile(self.request.operator_desk.visitors.mobile(call)).masked
        except NotFound:
            raise HTTPNotFound from None
        return {"mobile": mobile, "may_skip": not call.citizen}

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page with both forms, this one as it was filled."""
        filled, values = Filled(self.step, typed, mistakes), self.values(typed)
        forms = {one.step: filled.form_of(one(self.request)) for one in (Code, Skip)}
        return self.rendered(self.template, self.title, status=status, crumbs=(), **forms, **values)


@form_page("operator_code", staff={OPERATOR})
class Code(CodePage):
    """The caller reads it to the operator."""

    schema = IOneTimeCode
    step = "code"

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """A wrong code is not shown again."""
        return super().form_view({} if mistakes else typed, mistakes)

    def act(self, values: dict[str, Any]) -> Response:
        """Finish."""
        request = self.request
        added = bool(call_of(request).citizen)
        request.operator_desk.visitors.confirm(call_of(request), values["code"])
        done = _("The mobile is added. The visitor can now choose a password: log in, then recover it.")
        request.session.flash(done if added else _("The caller is registered."))
        return to_complaint(request)


@form_page("operator_skip", staff={OPERATOR})
class Skip(CodePage):
    """Going on without the code, for a reason."""

    schema = Interface
    step = "skip"

    def more_fields(self) -> tuple[FieldView, ...]:
        """The reasons."""
        say = self.request.language.gettext
        options = tuple((code, say(words)) for code, words in SKIPPED.items())
        return (FieldView("why", say(_("Why without the code?")), "radios", required=True, options=options),)

    def act(self, values: dict[str, Any]) -> Response:
        """Finish without it."""
        request = self.request
        request.operator_desk.visitors.skip(call_of(request), request.POST.get("why", ""))
        request.session.flash(_("The caller is registered."))
        return to_complaint(request)


@page("operator_resend", "POST", staff={OPERATOR})
def resend(request: StaffRequest) -> Response:
    """Send the code once more."""
    try:
        request.operator_desk.visitors.resend(call_of(request))
    except NotFound:
        raise HTTPNotFound from None
    request.session.flash(_("A new code is on its way."))
    return HTTPSeeOther(request.path_to("operator_code"))


@form_page("operator_mobile", staff={OPERATOR})
class AddMobile(CallPage):
    """A mobile for a visitor who had none."""

    schema = IVisitorMobile
    template = "staff/operator_mobile.jinja2"
    title = _("Add a mobile number")

    def show(self) -> Response:
        """Only at the counter, and only where there is none."""
        if not self.request.operator_desk.visitors.may_add_mobile(call_of(self.request)):
            raise HTTPNotFound
        return super().show()

    def act(self, values: dict[str, Any]) -> Response:
        """Send a code to it."""
        request = self.request
        request.operator_desk.visitors.add_mobile(call_of(request), values["mobile"])
        return HTTPSeeOther(request.path_to("operator_code"))


def to_complaint(request: StaffRequest) -> HTTPSeeOther:
    """Lead to the complaint that is to be written."""
    return HTTPSeeOther(request.path_to("operator_complaint"))
