"""One step with many complaints: ticked in a list, looked over, done once, and told what came of each.

Nothing here is kept between the pages but in the forms themselves; only whoever has to log in meanwhile finds
what he had chosen under the key of the form.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.desks.casework.bulk import BulkAssignment, BulkReferral, BulkStep
from complaints_core.interfaces.errors import SubmissionKeyMissing
from complaints_core.interfaces.handling import IBulkAssignment, IBulkReferral
from complaints_core.interfaces.messages import _
from complaints_web.fields import FieldView, FormView, Mistakes, Options
from complaints_web.pages import crumbs_of, form_page, page
from complaints_web.parking import LastingPage
from complaints_web.request import StaffRequest
from complaints_web.security.staff import at_work, to_staff_login
from complaints_web.showing.bulk import (
    BulkRow,
    came_of,
    outlooks_shown,
    report_of,
    report_shown,
    ticked_shown,
)
from complaints_web.showing.case import colleague_options, name_of, unit_options
from complaints_web.showing.staff import render_staff
from complaints_web.showing.words import unit_words
from complaints_web.views.staff.step_page import INBOX

MOST: Final = 100
"""Complaints that are taken a step with at once."""
SEEN: Final = re.compile(r"([0-9]{12})\.([0-9]{1,6})")
"""A tracking code, and how long its history was when it was looked over."""


class BulkPage(LastingPage):
    """Whom or where to, and why; then how it will come out; then done."""

    request: StaffRequest
    template = "staff/bulk.jinja2"
    route: ClassVar[str]
    chosen: ClassVar[str]
    """Name of the field that says whom or where to."""

    def step(self, values: Mapping[str, Any]) -> BulkStep:
        """Answer the step with what was chosen."""
        raise NotImplementedError

    def options(self) -> Options:
        """Answer what can be chosen."""
        raise NotImplementedError

    def chosen_words(self, chosen: str) -> str:
        """Answer what was chosen in words."""
        raise NotImplementedError

    @property
    def codes(self) -> list[str]:
        """The tracking codes of what was ticked, or looked over, now or before the session ended."""
        return self.posted or self.before.get("codes", "").split()

    @property
    def posted(self) -> list[str]:
        """The tracking codes that came with the form."""
        ticked = self.request.POST.getall("code")
        return (ticked or [code for code, _length in self.looked_over])[:MOST]

    @property
    def looked_over(self) -> list[tuple[str, int]]:
        """The tracking codes of what was looked over, and how long their histories were."""
        read = (SEEN.fullmatch(text) for text in self.request.POST.getall("seen"))
        return [(one[1], int(one[2])) for one in read if one]

    @property
    def before(self) -> Mapping[str, str]:
        """What was chosen before the session ended."""
        return self.request.staff_forms.parked(self.request.staff, self.request.GET.get("kept", ""))

    def show(self) -> Response:
        """What was chosen before the session ended; else the lists, where the ticks are."""
        if at_work(self.request) is None:
            return to_staff_login(self.request)
        if not self.before:
            return HTTPSeeOther(self.request.path_to("inbox"))
        return self.answer({**self.before, "submission_key": self.request.GET["kept"]})

    def send(self) -> Response:
        """Go on to the next of the pages; the button that was pressed says which."""
        typed = self.typed()
        if at_work(self.request) is None:
            return to_staff_login(self.request, self.parked_at(typed, self.request.path_to(self.route)))
        if not self.codes:
            self.request.session.flash(_("Tick one complaint or more first."))
            return HTTPSeeOther(self.request.path_to("inbox"))
        return super().send() if typed.get("step") in ("look", "do") else self.answer(typed)

    def act(self, values: dict[str, Any]) -> Response:
        """Show how it will come out; or do it once, however often the form is sent, and tell what came of
        it."""
        request, typed, step = self.request, self.typed(), self.step(values)
        key = typed.get("submission_key", "")
        if typed.get("step") == "look":
            outlooks = request.staff_desk.looked_over(request.staff, self.codes, step)
            chosen = self.chosen_words(typed[self.chosen])
            return self.answer_with(typed, outlooks=outlooks_shown(request, outlooks), chosen=chosen)
        if not request.staff_forms.sent(request.staff, key):
            outlooks = request.staff_desk.taken_with_all(request.staff, dict(self.looked_over[:MOST]), step)
            request.staff_forms.close(key, report_of(outlooks))
        return HTTPSeeOther(f"{request.path_to('bulk_done')}?{urlencode({'sent': key})}")

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page on which is chosen."""
        return self.answer_with(typed, mistakes, status)

    def answer_with(
        self,
        typed: Mapping[str, str],
        mistakes: Mistakes | None = None,
        status: int = 200,
        outlooks: tuple[BulkRow, ...] = (),
        chosen: str = "",
    ) -> Response:
        """Answer the page on which is chosen or, with `outlooks`, the one that says how it will come out with
        what was `chosen`, in words."""
        request = self.request
        return render_staff(
            request,
            self.template,
            self.title,
            status=status,
            crumbs=crumbs_of(request, INBOX),
            form=self.form_view(typed, mistakes),
            key=request.staff_forms.key(request.staff, typed.get("submission_key", "")),
            ticked=ticked_shown(request, self.codes),
            outlooks=outlooks,
            chosen=chosen,
            chosen_field=self.chosen,
        )

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with what can be chosen."""
        form = super().form_view(typed, mistakes)
        field: FieldView = replace(form.fields[self.chosen], kind="choice", options=self.options())
        return replace(form.joined_by(field), url=self.request.path_to(self.route))

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep what was ticked and chosen; raises Refusal."""
        kept = {**self.words(typed), "codes": " ".join(self.posted)}
        self.request.staff_forms.park(kept, typed.get("submission_key", ""))


@form_page("bulk_assign")
class BulkAssign(BulkPage):
    """Letting a colleague answer for many complaints."""

    schema = IBulkAssignment
    title = _("Assign several complaints")
    route = "bulk_assign"
    chosen = "staff"

    def step(self, values: Mapping[str, Any]) -> BulkStep:
        """The assignment."""
        return BulkAssignment(values["staff"], values.get("reason", ""))

    def options(self) -> Options:
        """Everybody who may answer for one of them."""
        ticked = self.request.staff_desk.ticked(self.request.staff, self.codes)
        return colleague_options(self.request, *ticked)

    def chosen_words(self, chosen: str) -> str:
        """The colleague's name."""
        return name_of(self.request, chosen)


@form_page("bulk_refer")
class BulkRefer(BulkPage):
    """Passing many complaints on to another unit."""

    schema = IBulkReferral
    title = _("Refer several complaints")
    route = "bulk_refer"
    chosen = "unit"

    def step(self, values: Mapping[str, Any]) -> BulkStep:
        """The referral."""
        return BulkReferral(values["unit"], values["reason"])

    def options(self) -> Options:
        """The units that come into question for one of them."""
        ticked = self.request.staff_desk.ticked(self.request.staff, self.codes)
        return unit_options(self.request, *ticked)

    def chosen_words(self, chosen: str) -> str:
        """The unit's name."""
        return unit_words(self.request, chosen)


@page("bulk_done", staff=True)
def bulk_done(request: StaffRequest) -> Response:
    """What came of it, complaint by complaint, as often as somebody looks."""
    try:
        made = request.staff_forms.made(request.staff, request.GET.get("sent", ""))
    except SubmissionKeyMissing:
        raise HTTPNotFound from None
    if made is None:
        raise HTTPNotFound
    rows = report_shown(request, came_of(made))
    return render_staff(
        request,
        "staff/bulk_done.jinja2",
        _("What was done"),
        crumbs=crumbs_of(request, INBOX),
        done=[row for row in rows if not row.why],
        left=[row for row in rows if row.why],
    )
