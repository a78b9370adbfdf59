"""Filing a complaint: writing, looking it over, sending; and nothing that was typed is lost on the way."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Final

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core import persian
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import ComplaintDraft
from complaints_core.forms import InvalidForm
from complaints_core.interfaces.errors import DetailsIncomplete, FileRefused, Refusal
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IComplaintDraft
from complaints_core.persian import Mobile
from complaints_web.fields import FieldView, FormView, Mistakes
from complaints_web.pages import crumbs_of, files_field, form_page, page, uploads_of
from complaints_web.parking import ParkingPage, typed_under
from complaints_web.request import CitizenRequest
from complaints_web.security.citizens import DRAFT, to_login
from complaints_web.showing.complaint import draft_shown, parked_files

HOME = (_("Home"), "home")
PANEL = (_("My panel"), "panel")
MOST_CENTERS: Final = 100
"""Centers of the citizen's province that are offered while he types."""

LOOKED_OVER: Final = "looked_over"
"""Session key: the submission key of what was typed last, or `SENT`."""

SENT: Final = ""
"""Stands there once that was sent."""


class WritingPage(ParkingPage):
    """The form of a complaint and the look before it is sent, for whoever writes it down.

    Both are pages of their own: whoever goes back or opens one again is asked by no browser whether he wants
    to send the form once more, and finds his words until they are sent.
    """

    schema = IComplaintDraft
    form = "complaint"
    keeps_words = True
    review_template: ClassVar[str]
    writing: ClassVar[str]
    looking: ClassVar[str]
    filed: ClassVar[str]
    """Names of routes: of the form, of the look before sending, and where a complaint stands that was
    sent."""

    # What a page says of itself

    def keep(self, draft: ComplaintDraft, key: str) -> Response:
        """File the complaint with the files that came, and lead to the receipt; raises Refusal."""
        raise NotImplementedError

    # How every complaint is written

    def begins_on(self) -> date:
        """Today in Tehran."""
        return persian.tehran_day(self.request.citizen_desk.clock.now())

    def more_fields(self) -> tuple[FieldView, ...]:
        """The files."""
        return (files_field(self.request),)

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The centers of the citizen's province are offered while he types; any other name may be written
        too."""
        form = super().form_view(typed, mistakes)
        near = self.request.profile.directory.find_centers("", MOST_CENTERS, self.owner.province)
        offered = tuple((center.code, center.name) for center in near)
        return form.joined_by(replace(form.fields["center_name"], options=offered))

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The key of this filing, and the files that are here already."""
        desk, citizen = self.request.citizen_desk, self.owner
        key = desk.submission_key(citizen, typed.get("submission_key", ""))
        return {
            "submission_key": key,
            "kept_files": parked_files(desk.parked(citizen, key)),
            "center": typed.get("center", ""),
            "now": desk.clock.now(),
            "draft_key": citizen.key[:12],
        }

    def act(self, values: dict[str, Any]) -> Response:
        """File it, or lead to what will be filed."""
        request, typed = self.request, self.typed()
        session, key = request.session, typed.get("submission_key", "")
        if typed.get("step") == "review":
            request.citizen_desk.park(self.words(typed), uploads_of(request), key)
            session[LOOKED_OVER] = key
            return HTTPSeeOther(request.path_to(self.looking))
        response = self.keep(ComplaintDraft(**values), key)
        if session.get(LOOKED_OVER) == key:
            session[LOOKED_OVER] = SENT
        return response

    def typed_last(self) -> Mapping[str, str]:
        """Answer the words that are not sent yet, with their key; none where there are no such."""
        return typed_under(self.request, self.owner, self.request.session.get(LOOKED_OVER, SENT))

    def review(self) -> Response:
        """Show the words as they will stand, and the files, before anything is sent. Words that are sent
        already lead to what became of them, and whatever cannot be sent so to the form."""
        typed, session = self.typed_last(), self.request.session
        if not typed and session.get(LOOKED_OVER) == SENT:
            return HTTPSeeOther(self.request.path_to(self.filed))
        try:
            return self.review_of(ComplaintDraft(**self.read(typed)), typed)
        except InvalidForm:
            return HTTPSeeOther(self.request.path_to(self.writing))

    def review_of(self, draft: ComplaintDraft, typed: Mapping[str, str]) -> Response:
        """Answer the page of the look before sending."""
        request, owner = self.request, self.owner
        parked = request.citizen_desk.parked(owner, typed["submission_key"])
        return self.rendered(
            self.review_template,
            _("Is everything right?"),
            crumbs=crumbs_of(request, *self.crumbs, (self.title, self.writing)),
            draft=draft_shown(request, draft),
            held=tuple(typed.items()),
            files=parked_files(parked),
            sms_to=Mobile(owner.mobile).masked if owner.mobile and owner.wants_sms else "",
        )

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep the words, and every file that can be taken: one that is refused does not take the others with
        it. Raises SubmissionKeyMissing, TooManyTries."""
        desk, key, words = self.request.citizen_desk, typed.get("submission_key", ""), self.words(typed)
        try:
            desk.park(words, uploads_of(self.request), key)
        except FileRefused:
            desk.park(words, [], key)
            for upload in uploads_of(self.request)[: self.request.file_rules.max_files]:
                with suppress(FileRefused):
                    desk.park(words, [upload], key)
        self.request.session[LOOKED_OVER] = key


@form_page("new_complaint")
class NewComplaint(WritingPage):
    """Writing a complaint. Whoever comes back after his session has ended finds words and files again."""

    request: CitizenRequest
    template = "citizen/new_complaint.jinja2"
    review_template = "citizen/review.jinja2"
    title = _("Send a complaint")
    crumbs = (HOME, PANEL)
    writing, looking, filed = "new_complaint", "review", "complaints"

    @property
    def owner(self) -> Citizen:
        """Who is signed in."""
        return self.request.citizen

    def show(self) -> Response:
        """The empty form, or what was parked; first come the details, where some are missing."""
        request = self.request
        if request.citizen is None:
            return to_login(request)
        if request.citizen_desk.missing_details(request.citizen):
            return self.to_details()
        return super().show()

    def typed_before(self) -> Mapping[str, str]:
        """What was written before the session ended, or is not sent yet."""
        session = self.request.session
        if key := session.pop(DRAFT, ""):
            session[LOOKED_OVER] = key
        return self.typed_last()

    def send(self) -> Response:
        """As ever; a session that has ended loses nothing."""
        return super().send() if self.request.citizen else self.park_and_log_in(self.typed())

    def keep(self, draft: ComplaintDraft, key: str) -> Response:
        """File it."""
        request = self.request
        receipt = request.citizen_desk.submit(request.citizen, draft, uploads_of(request), key)
        return HTTPSeeOther(request.path_to("receipt", tracking_code=receipt.code))

    def again(self, typed: Mapping[str, str], refusal: Refusal, status: int) -> Response:
        """As ever; missing details come first."""
        if isinstance(refusal, DetailsIncomplete):
            return self.to_details()
        return super().again(typed, refusal, status)

    def park_and_log_in(self, typed: Mapping[str, str]) -> Response:
        """Keep everything for after the login, where the form is one that we made."""
        request = self.request
        try:
            self.park(typed)
        except Refusal as refusal:
            request.session.flash(request.language.gettext(refusal.message, **refusal.values))
        else:
            request.session[DRAFT] = typed["submission_key"]
            request.session.flash(self.told)
        return to_login(request)

    def to_details(self) -> Response:
        """Lead to the missing details, and back afterwards."""
        request = self.request
        request.session.setdefault(DRAFT, "")
        if request.method == "POST":
            typed = self.typed()
            self.park(typed)
            request.session[DRAFT] = typed["submission_key"]
        request.session.flash(_("Please complete your details first; then you can send your complaint."))
        return HTTPSeeOther(request.path_to("details"))


@page("review", citizen=True)
def review(request: CitizenRequest) -> Response:
    """The look before sending."""
    return NewComplaint(request).review()
