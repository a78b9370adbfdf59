"""Templates of answers: a list, and a form that shows what an answer would look like."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.amendment_kinds import TemplateKept, TemplateRemoved
from complaints_core.domain.answer_templates import VARIABLES, AnswerTemplate
from complaints_core.interfaces.administration import ITemplateDraft
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import form_page, page
from complaints_web.request import StaffRequest
from complaints_web.showing.admin import chosen_from
from complaints_web.showing.amendments import history_shown
from complaints_web.showing.people import unit_groups
from complaints_web.showing.staff import render_staff
from complaints_web.showing.words import unit_words
from complaints_web.views.admin.rooms import ADMINISTRATORS, AdminPage, crumbs_to

TEMPLATES = (_("Templates of answers"), "answer_templates")


@page("answer_templates", staff=ADMINISTRATORS)
def answer_templates(request: StaffRequest) -> Response:
    """The templates of his units."""
    desk = request.administration_desk
    kept = desk.templates(request.staff)
    return render_staff(
        request,
        "admin/templates.jinja2",
        _("Templates of answers"),
        crumbs=crumbs_to(request),
        templates=tuple((one, unit_words(request, one.unit)) for one in kept),
        history=history_shown(request, desk.history(TemplateKept, TemplateRemoved)),
    )


@page("answer_template_remove", "POST", staff=ADMINISTRATORS)
def remove(request: StaffRequest) -> Response:
    """Offer a template no more."""
    try:
        request.administration_desk.remove_template(request.staff, request.matchdict["code"])
    except NotFound:
        raise HTTPNotFound from None
    request.session.flash(_("The template is removed."))
    return HTTPSeeOther(request.path_to("answer_templates"))


@form_page("new_answer_template", staff=ADMINISTRATORS)
class NewTemplate(AdminPage):
    """A new template."""

    schema = ITemplateDraft
    template = "admin/template.jinja2"
    title = _("New template")
    room = TEMPLATES
    done = _("The template is kept. Colleagues find it where they answer.")
    code = ""
    """The template that is changed, empty for a new one."""

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with his units."""
        form = super().form_view(typed, mistakes)
        return form.joined_by(chosen_from(form.fields["unit"], unit_groups(self.request)))

    def check(self, values: dict[str, Any]) -> AnswerTemplate:
        """The template as it would be kept."""
        desk, staff = self.request.administration_desk, self.request.staff
        return desk.checked_template(staff, self.code, values["title"], values["text"], values["unit"])

    def look(self, checked: AnswerTemplate) -> Mapping[str, Any]:
        """The answer with invented facts."""
        return {"text": checked.sample()}

    def keep(self, checked: AnswerTemplate) -> None:
        """Keep it."""
        self.request.administration_desk.add_template(self.request.staff, checked)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """What can be named in the text."""
        return {"variables": tuple(VARIABLES), "code": self.code}


@form_page("answer_template", staff=ADMINISTRATORS)
class ChangedTemplate(NewTemplate):
    """A template that is changed."""

    title = _("Change the template")

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        self.code = request.matchdict["code"]
        try:
            self.kept = request.administration_desk.template(request.staff, self.code)
        except NotFound:
            raise HTTPNotFound from None

    def typed_before(self) -> Mapping[str, str]:
        """The template as it is kept."""
        return {name: getattr(self.kept, name) for name in ITemplateDraft}

    def keep(self, checked: AnswerTemplate) -> None:
        """Keep it in the place of what it was."""
        self.request.administration_desk.change_template(self.request.staff, checked)
