"""The room for templates of answers."""

import secrets
from dataclasses import dataclass

from complaints_core.desks.rooms.amending import Amending, required
from complaints_core.domain.amendment_kinds import TemplateKept, TemplateRemoved
from complaints_core.domain.answer_templates import VARIABLES, AnswerTemplate
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import StrayBrace, UnknownVariables
from complaints_core.interfaces.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Templates(Amending):
    """Keeps what offices answer again and again, each for a unit and everything below it."""

    def templates(self, staff: Staff) -> tuple[AnswerTemplate, ...]:
        """Answer the templates that somebody administers, by title."""
        covers = self.jurisdiction(staff).covers
        mine = (one for one in self.profile.answer_templates if covers(one.unit))
        return tuple(sorted(mine, key=lambda one: one.title))

    def template(self, staff: Staff, code: str) -> AnswerTemplate:
        """Answer one template that somebody administers; raises NotFound."""
        for one in self.templates(staff):
            if one.code == code:
                return one
        raise NotFound

    def checked_template(self, staff: Staff, code: str, title: str, text: str, unit: str) -> AnswerTemplate:
        """Answer a template that can be kept; a new one where `code` is empty. Raises UnknownVariables,
        StrayBrace, and NotFound for a unit that is not his."""
        required(allowed=self.jurisdiction(staff).covers(unit))
        template = AnswerTemplate(code or secrets.token_hex(4), title, text, unit)
        try:
            unknown = template.unknown
        except ValueError:
            raise StrayBrace from None
        if unknown:
            raise UnknownVariables(names=", ".join(unknown), known=", ".join(VARIABLES))
        return template

    def add_template(self, staff: Staff, template: AnswerTemplate) -> None:
        """Keep a new template that `checked_template` has answered; raises AmendedMeanwhile."""
        self._amend(staff, TemplateKept(template=template, new=True, **self._made(staff)))

    def change_template(self, staff: Staff, template: AnswerTemplate) -> None:
        """Keep a template that `checked_template` has answered in the place of the one with its code; raises
        NotFound, AmendedMeanwhile."""
        self.template(staff, template.code)
        self._amend(staff, TemplateKept(template=template, **self._made(staff)))

    def remove_template(self, staff: Staff, code: str) -> None:
        """Offer a template no more; raises NotFound."""
        title = self.template(staff, code).title
        self._amend(staff, TemplateRemoved(code=code, title=title, **self._made(staff)))
