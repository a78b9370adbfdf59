"""Units: the tree of offices, and what can be changed in it."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core.domain.amendment_kinds import UnitClosed, UnitKept
from complaints_core.domain.lists import Label
from complaints_core.interfaces.administration import IUnitChange, IUnitClosing, IUnitDraft
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import form_page, page
from complaints_web.rendering import Crumb
from complaints_web.request import StaffRequest
from complaints_web.showing.admin import chosen_from, label_of, second_of, unit_tree
from complaints_web.showing.amendments import history_shown
from complaints_web.showing.people import unit_groups
from complaints_web.showing.staff import render_staff
from complaints_web.showing.words import unit_words
from complaints_web.views.admin.rooms import ADMINISTRATORS, AdminPage, crumbs_to

UNITS = (_("Units"), "units")


@page("units", staff=ADMINISTRATORS)
def units(request: StaffRequest) -> Response:
    """The tree of his units."""
    desk = request.administration_desk
    return render_staff(
        request,
        "admin/units.jinja2",
        _("Units"),
        crumbs=crumbs_to(request),
        tree=unit_tree(request, desk.units(request.staff)),
        history=history_shown(request, desk.history(UnitKept, UnitClosed)),
    )


class UnitPage(AdminPage):
    """A form about the unit in the address."""

    template = "admin/unit.jinja2"
    room = UNITS
    step = ""
    """Which of the forms it is."""

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        try:
            self.unit = request.administration_desk.unit(request.staff, request.matchdict["code"])
        except NotFound:
            raise HTTPNotFound from None

    def crumbs_now(self) -> tuple[Crumb, ...]:
        """The way through the tree."""
        own = Crumb(
            unit_words(self.request, self.unit.code), self.request.path_to("unit", code=self.unit.code)
        )
        return (*crumbs_to(self.request, UNITS), *((own,) if self.step != "change" else ()))

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The unit, and what else can be done with it."""
        heir = unit_words(self.request, self.unit.heir) if self.unit.heir else ""
        return {
            "unit": self.unit,
            "name": unit_words(self.request, self.unit.code),
            "heir": heir,
            "step": self.step,
        }


@form_page("unit", staff=ADMINISTRATORS)
class RenamedUnit(UnitPage):
    """A unit that is called something else."""

    schema = IUnitChange
    title = _("Change the unit")
    done = _("The unit is called so from now on.")
    step = "change"

    def typed_before(self) -> Mapping[str, str]:
        """What it is called."""
        first = self.unit.label.text(self.request.profile.languages[0])
        return {"label": first, "label_en": second_of(self.request, self.unit.label)}

    def check(self, values: dict[str, Any]) -> Label:
        """What it would be called."""
        return label_of(self.request, values["label"], values.get("label_en", ""))

    def keep(self, checked: Label) -> None:
        """Call it so."""
        self.request.administration_desk.rename_unit(self.request.staff, self.unit.code, checked)


@form_page("new_unit", staff=ADMINISTRATORS)
class NewUnit(UnitPage):
    """A new unit below another one."""

    schema = IUnitDraft
    title = _("New unit below this one")
    done = _("The unit is there. Give somebody a post in it.")
    step = "new"

    def check(self, values: dict[str, Any]) -> tuple[str, Label]:
        """Its code and its name."""
        return values["code"], label_of(self.request, values["label"], values.get("label_en", ""))

    def keep(self, checked: tuple[str, Label]) -> None:
        """Add it."""
        self.request.administration_desk.add_unit(self.request.staff, self.unit.code, *checked)


@form_page("unit_close", staff=ADMINISTRATORS)
class ClosedUnit(UnitPage):
    """A unit that closes, and who takes over."""

    schema = IUnitClosing
    title = _("Close the unit")
    done = _("The unit is closed. Its open complaints go over within a minute; whoever leads there is told.")
    step = "close"

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with his open units."""
        form = super().form_view(typed, mistakes)
        return form.joined_by(chosen_from(form.fields["heir"], unit_groups(self.request)))

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """How many complaints go over, beside the unit."""
        number = self.request.administration_desk.open_complaints(self.unit.code)
        return {**super().values(typed), "open_complaints": number}

    def check(self, values: dict[str, Any]) -> str:
        """Who takes over."""
        heir: str = values["heir"]
        try:
            self.request.administration_desk.check_closing(self.request.staff, self.unit.code, heir)
        except NotFound:
            raise HTTPNotFound from None
        return heir

    def look(self, checked: str) -> Mapping[str, Any]:
        """To whom they go."""
        return {"heir": unit_words(self.request, checked), "looked_at": checked}

    def looked_at(self, checked: str) -> str:
        """That unit: complaints come back from there one by one at best."""
        return checked

    def keep(self, checked: str) -> None:
        """Close it."""
        try:
            self.request.administration_desk.close_unit(self.request.staff, self.unit.code, checked)
        except NotFound:
            raise HTTPNotFound from None
