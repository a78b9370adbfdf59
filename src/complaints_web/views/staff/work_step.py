"""What every step of staff has in common, whatever it is taken with: a complaint, or a report of misconduct.

A mistake shows the whole page again with every word and file in it; who comes too late is told who was
faster; whose session has ended finds his words and files again after the login.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.desks.intake.staff_forms import mark_of
from complaints_core.domain.complaints import Event
from complaints_core.domain.files import Attachment
from complaints_core.domain.process import Step
from complaints_core.interfaces.errors import NotFound, Refusal, StepNotAllowed, SubmissionKeyMissing
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import uploads_of
from complaints_web.parking import FilesPage
from complaints_web.request import StaffRequest
from complaints_web.security.staff import to_staff_login
from complaints_web.showing.case import StepShown, name_of, step_shown
from complaints_web.views.filled import NOTHING, Filled


class WorkStep(FilesPage):
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
        if self.request.context:
            return super().send()
        return to_staff_login(self.request, self.parked_at(self.typed(), self.address(), step=self.step))

    def act(self, values: dict[str, Any]) -> Response:
        """Take the step once, however often the form is sent, and show the thing as it stands then, or the
        lists where it has gone out of sight. Raises SubmissionKeyMissing where a form that was sent comes
        again with other words."""
        request, forms = self.request, self.request.staff_forms
        key, words = request.POST.get("submission_key", ""), mark_of(self.step, self.words(self.typed()))
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
        """The thing with the same words and files, as it stands now where somebody was faster. What is sent
        next is sent under a key that was not used."""
        key = self.request.staff_forms.key(self.request.staff, typed.get("submission_key", ""))
        typed = {**typed, "submission_key": key}
        if isinstance(refusal, StepNotAllowed):
            return super().again(typed, self.who_was_faster() or refusal, 409)
        return super().again(typed, refusal, status)

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep words and files; raises Refusal."""
        key = typed.get("submission_key", "")
        self.request.staff_forms.park(self.words(typed), key, uploads_of(self.request))

    def unpark(self, key: str, number: int) -> None:
        """Take one of his files away."""
        self.request.staff_forms.drop_file(self.request.staff, key, number)

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
