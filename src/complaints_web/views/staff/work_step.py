"""What every step of staff has in common, whatever it is taken with: a complaint, or a report of misconduct.

A mistake shows the whole page again with every word and file in it; who comes too late is told who was
faster; whose session has ended finds his words and files again after the login.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.desks.intake.staff_forms import mark_of
from complaints_core.domain.complaints import Event
from complaints_core.domain.files import Attachment
from complaints_core.domain.process import Step
from complaints_core.interfaces.errors import NotFound, Refusal, StepNotAllowed, SubmissionKeyMissing
from complaints_core.interfaces.messages import _
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import FormPage, number_typed, uploads_of
from complaints_web.request import StaffRequest
from complaints_web.security.origins import is_ours
from complaints_web.security.staff import WANTED, to_staff_login
from complaints_web.showing.case import StepShown, name_of, step_shown
from complaints_web.views.filled import NOTHING, Filled


class WorkStep(FormPage):
    """One step of staff. Its address is only posted to; whoever comes by a link sees the page of the thing it
    is taken with."""

    request: StaffRequest
    step: ClassVar[str]
    done: ClassVar[str]
    overtaken: ClassVar[type[StepNotAllowed]]
    """What whoever came too late is told."""

    # What a kind of step says of itself

    def take(self, code: str, values: dict[str, Any]) -> object:
        """Take the step with the thing of this code; raises Refusal."""
        raise NotImplementedError

    @property
    def code(self) -> str:
        """The code in the address."""
        raise NotImplementedError

    def address(self, step: str = "") -> str:
        """Answer the address of the thing, or of a step with it."""
        raise NotImplementedError

    def lists(self) -> str:
        """Answer the address of the lists, for when the thing has gone out of sight."""
        raise NotImplementedError

    def read_again(self) -> tuple[Event, ...]:
        """Put the thing into the context as it stands now, and answer its history; raises NotFound."""
        raise NotImplementedError

    def name_of(self, actor: str) -> str:
        """Answer the name of whoever stands in a history."""
        return name_of(self.request, actor)

    def whole_page(self, filled: Filled) -> Response:
        """Answer the page of the thing with this form as it was filled."""
        raise NotImplementedError

    # How every step goes

    def show(self) -> Response:
        """Lead to the thing."""
        return HTTPSeeOther(self.address())

    def send(self) -> Response:
        """As ever; a session that has ended, so that the thing was not looked up, loses nothing."""
        request, typed = self.request, self.typed()
        if not request.context:
            return self.park_and_log_in(typed)
        if "remove" in typed and is_ours(request):
            number = number_typed(typed["remove"])
            request.staff_forms.drop_file(request.staff, typed.get("submission_key", ""), number)
            return self.answer(typed)
        return super().send()

    def act(self, values: dict[str, Any]) -> Response:
        """Take the step once, however often the form is sent, and show the thing as it stands then, or the
        lists where it has gone out of sight. Raises SubmissionKeyMissing where a form that was sent comes
        again with other words."""
        request, forms = self.request, self.request.staff_forms
        key, words = request.POST.get("submission_key", ""), mark_of(self.step, self.words())
        made = forms.made(request.staff, key)
        if made is None:
            self.take(self.code, values)
            forms.close(key, words)
        elif made != words:
            raise SubmissionKeyMissing
        request.session.flash(self.done)
        try:
            self.read_again()
        except NotFound:
            return HTTPSeeOther(self.lists())
        return self.show()

    def again(self, typed: Mapping[str, str], refusal: Refusal, status: int) -> Response:
        """The thing with the same words, as it stands now where somebody was faster; good files are kept, so
        that nobody chooses them twice. What is sent next is sent under a key that was not used."""
        key = self.request.staff_forms.key(self.request.staff, typed.get("submission_key", ""))
        typed = {**typed, "submission_key": key}
        if uploads_of(self.request):
            with suppress(Refusal):
                self.park(typed)
        if isinstance(refusal, StepNotAllowed):
            return super().again(typed, self.who_was_faster() or refusal, 409)
        return super().again(typed, refusal, status)

    def park_and_log_in(self, typed: Mapping[str, str]) -> Response:
        """Keep everything for after the login, where the form is one that we made, and come back to it."""
        request = self.request
        response = to_staff_login(request)
        request.session[WANTED] = self.address()
        with suppress(Refusal):
            self.park(typed)
            kept = {"kept": typed["submission_key"], "step": self.step}
            request.session[WANTED] += "?" + urlencode(kept)
            request.session.flash(
                _("You were logged out meanwhile. Log in, and your words and files are here again.")
            )
        return response

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep words and files under the key of the form; raises Refusal."""
        self.request.staff_forms.park(self.words(), typed.get("submission_key", ""), uploads_of(self.request))

    def words(self) -> dict[str, str]:
        """Answer what stands in the boxes of the step."""
        typed = self.typed()
        return {name: typed[name] for name in self.schema if name in typed}

    def kept_files(self) -> tuple[Attachment, ...]:
        """Answer the files that came with the form before, and wait under its key."""
        return self.request.staff_forms.files(self.request.staff, self.request.POST.get("submission_key", ""))

    def who_was_faster(self) -> Refusal | None:
        """Answer who moved the thing on, if it was somebody else."""
        last = self.read_again()[-1]
        if last.actor == self.request.staff.username:
            return None
        return self.overtaken(name=self.name_of(last.actor))

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page of the thing with this form as it was filled."""
        return self.whole_page(Filled(self.step, typed, mistakes, status))

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, and where it is posted to."""
        return replace(super().form_view(typed, mistakes), url=self.address(self.step))


def steps_shown(
    request: StaffRequest, open_now: Mapping[str, Step], forms: Mapping[str, FormView], filled: Filled
) -> tuple[StepShown, ...]:
    """Answer the steps that are open now, each with its form."""
    return tuple(
        step_shown(request, open_now[code], form, filled.key if opened else "", opened=opened)
        for code, form in forms.items()
        for opened in (code == filled.step,)
        if code in open_now
    )


def filled_before(request: StaffRequest, steps: Iterable[str]) -> Filled:
    """Answer the form of one of these steps whose words were kept while somebody logged in, as the address
    names it."""
    key, step = request.GET.get("kept", ""), request.GET.get("step", "")
    words = request.staff_forms.parked(request.staff, key)
    return Filled(step, {**words, "submission_key": key}) if words and step in steps else NOTHING
