"""Forms as pages: GET shows, POST reads and acts, and whatever is wrong shows the page again with every word
in it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from pyramid.response import Response
from pyramid.view import exception_view_config, view_config
from zope.interface.interface import InterfaceClass

from complaints_core import forms
from complaints_core.domain.files import Upload
from complaints_core.interfaces.errors import Refusal, TooManyTries, WrongChallenge
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.ports import IChallenge
from complaints_web.fields import FieldView, FormView, Mistakes, blank_form, filled_form
from complaints_web.ports import port_of
from complaints_web.rendering import Crumb, render
from complaints_web.request import CitizenRequest, SiteRequest
from complaints_web.routes import PREFIX
from complaints_web.security.origins import is_ours

Page = TypeVar("Page", bound="type[FormPage]")
View = TypeVar("View", bound=Callable[..., Response])


LONGEST_NUMBER = 9
"""Digits of a number in an address; nothing here is counted further."""


class StalePage(Refusal):
    """The CSRF token is not the one of this browser: an old tab, lost cookies, or somebody else's page."""

    message = _(
        "This page was open for too long. Nothing is lost: look over your words and press the button again."
    )


def page(name: str, method: str = "GET", **options: Any) -> Callable[[View], View]:
    """Decorate a view function for the route of that name. A POST needs the CSRF token, whatever a host
    portal asks of its own views."""
    decorate: Callable[[View], View] = view_config(
        route_name=PREFIX + name, request_method=method, require_csrf=True, **options
    )
    return decorate


def error_page(fault: type[BaseException]) -> Callable[[View], View]:
    """Decorate a view function for whatever is raised of that class below the prefix of the site."""
    decorate: Callable[[View], View] = exception_view_config(fault, below_site=True)
    return decorate


def form_page(name: str, **options: Any) -> Callable[[Page], Page]:
    """Decorate a FormPage for the route of that name. It checks the CSRF token itself, to keep the words."""

    def decorate(cls: Page) -> Page:
        for method, attribute in (("GET", "show"), ("POST", "send")):
            view_config(
                route_name=PREFIX + name,
                request_method=method,
                attr=attribute,
                require_csrf=False,
                _depth=1,
                **options,
            )(cls)
        return cls

    return decorate


class FormPage:
    """One form at one address."""

    schema: ClassVar[InterfaceClass]
    template: ClassVar[str]
    title: ClassVar[str]
    form: ClassVar[str] = ""
    """Name of the form in the profile's `required`."""
    crumbs: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The way to the page: titles and names of routes."""

    def __init__(self, request: SiteRequest) -> None:
        self.request = request
        self.challenge_tried = False

    # What a page says of itself

    def typed_before(self) -> Mapping[str, str]:
        """Answer the text that stands in the boxes at first."""
        return {}

    def asks_challenge(self, typed: Mapping[str, str]) -> bool:
        """Tell whether the security code is asked for."""
        return False

    def more_fields(self) -> tuple[FieldView, ...]:
        """Answer fields that no schema has."""
        return ()

    def needed(self) -> frozenset[str]:
        """Answer the names of fields that must be filled beside those of the schema."""
        return self.request.profile.required.get(self.form, frozenset())

    def begins_on(self) -> date | None:
        """Answer the day of what the form begins, on which its codes must be offered; None for a form that
        changes what there is."""
        return None

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Answer what else the template names."""
        return {}

    def act(self, values: dict[str, Any]) -> Response:
        """Do what the form is for, with its values; raises Refusal."""
        raise NotImplementedError

    # How every form goes

    def show(self) -> Response:
        """Answer the page as it is at first."""
        return self.answer(self.typed_before())

    def send(self) -> Response:
        """Read what was typed and act on it."""
        typed = self.typed()
        if not is_ours(self.request):
            return self.again(typed, StalePage(), 400)
        try:
            values = self.read(typed)
            self.check_challenge(typed)
            return self.act(values)
        except TooManyTries as refusal:
            response = self.again(typed, refusal, 429)
            response.headers["Retry-After"] = str(refusal.retry_after)
            return response
        except Refusal as refusal:
            return self.again(typed, refusal, 422)

    def typed(self) -> dict[str, str]:
        """Answer every text that came, by name of its box."""
        return {name: text for name, text in self.request.POST.items() if isinstance(text, str)}

    def read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Answer the values of the form; raises InvalidForm."""
        return forms.read(self.schema, typed, self.request.profile.lists, self.needed(), self.begins_on())

    def check_challenge(self, typed: Mapping[str, str]) -> None:
        """Raise WrongChallenge unless the security code was read right, where it is asked for. It is tried
        only for a form that is right otherwise, so that nobody reads a picture twice for a forgotten
        field."""
        if self.asks_challenge(typed):
            self.challenge_tried = True
            challenge: IChallenge = port_of(self.request, IChallenge)
            if not challenge.verify(typed.get("challenge_id", ""), typed.get("challenge", "")):
                raise WrongChallenge

    def again(self, typed: Mapping[str, str], refusal: Refusal, status: int) -> Response:
        """Answer the same page with the same words, and what is wrong."""
        mistakes = Mistakes.of(refusal, self.request.language)
        kept = {**typed, "challenge": "", "challenge_id": ""} if self.challenge_tried else typed
        return self.answer(kept, mistakes, status)

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page."""
        return self.rendered(
            self.template,
            self.title,
            status=status,
            crumbs=crumbs_of(self.request, *self.crumbs),
            form=self.form_view(typed, mistakes),
            **self.values(typed),
        )

    def rendered(self, template: str, title: str, **values: Any) -> Response:
        """Answer a page in the dress of the site; that of the workplace is another."""
        return render(self.request, template, title, **values)

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """Answer the form as the template shows it."""
        request, more = self.request, self.more_fields()
        if self.asks_challenge(typed) and port_of(request, IChallenge).enabled:
            more = (*more, challenge_field(request, typed))
        blank = blank_form(self.schema, self.needed(), request.language, request.profile)
        return filled_form(blank.joined_by(*more), typed, mistakes or Mistakes())


class CitizenPage(FormPage):
    """A form for citizens only."""

    request: CitizenRequest


def crumbs_of(request: SiteRequest, *steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """Answer the way to a page from titles (message ids) and names of routes."""
    return tuple(Crumb(request.language.gettext(title), request.path_to(name)) for title, name in steps)


def challenge_field(request: SiteRequest, typed: Mapping[str, str]) -> FieldView:
    """Answer the field of the security code; the picture of before stays while it was not tried."""
    challenge = typed.get("challenge_id") or port_of(request, IChallenge).issue()
    return FieldView(
        name="challenge",
        label=request.language.gettext(_("Security code")),
        hint=request.language.gettext(_("Type the digits of the picture, or listen to them.")),
        kind="challenge",
        required=True,
        inputmode="numeric",
        dir="ltr",
        autocomplete="off",
        challenge=challenge,
        picture_url=request.path_to("challenge_picture", challenge=challenge),
        sound_url=request.path_to("challenge_sound", challenge=challenge),
        another_url=request.path_to("challenge_another"),
    )


def files_field(request: SiteRequest) -> FieldView:
    """Answer the field for attached files."""
    rules = request.file_rules
    language = request.language
    hint = language.gettext(
        _("Up to {files} files, PDF, JPEG or PNG, each at most {size}."),
        files=rules.max_files,
        size=language.filesize(rules.max_bytes),
    )
    return FieldView(name="attachments", label=language.gettext(_("Attachments")), hint=hint, kind="files")


def number_typed(text: str, default: int = 0) -> int:
    """Answer a number that stands in an address or a button; the default for what is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else default


def uploads_of(request: SiteRequest) -> list[Upload]:
    """Answer the files that came with a form, at their beginning and without the empty box, of which browsers
    send no bytes. They are closed with the request."""
    came = [one for one in request.POST.getall("attachments") if not isinstance(one, str | bytes)]
    for one in came:
        one.file.seek(0)
    return [Upload(one.filename, one.file) for one in came]
