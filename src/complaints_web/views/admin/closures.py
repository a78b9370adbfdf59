"""Holidays and closures: a year at a glance, and a form for days that are closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core import persian
from complaints_core.domain.amendment_kinds import ClosureEntered, ClosureRemoved
from complaints_core.domain.working_time import WHOLE_COUNTRY
from complaints_core.interfaces.administration import IClosureDraft
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import form_page, number_typed, page
from complaints_web.request import StaffRequest
from complaints_web.showing.admin import COUNTRY, chosen_from, closure_rows, label_of
from complaints_web.showing.amendments import history_shown
from complaints_web.showing.words import scope_words
from complaints_web.views.admin.rooms import ADMINISTRATORS, AdminPage, crumbs_to

CLOSURES = (_("Holidays and closures"), "closures")


@form_page("closures", staff=ADMINISTRATORS)
class Closures(AdminPage):
    """The closures of a year, and the form for further ones."""

    schema = IClosureDraft
    template = "admin/closures.jinja2"
    title = _("Holidays and closures")
    room = CLOSURES
    done = _("The days are closed. Running deadlines move within a minute, and whoever handles them is told.")

    def crumbs_now(self) -> Any:
        """The way to the room itself."""
        return crumbs_to(self.request)

    def typed_before(self) -> Mapping[str, str]:
        """This year, and the only place where there is but one."""
        scopes = self.request.administration_desk.scopes(self.request.staff)
        only = {"scope": scopes[0] or COUNTRY} if len(scopes) == 1 else {}
        return {"day_year": self.request.language.digits(this_year(self.request)), **only}

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with the places where he may close offices."""
        form, request = super().form_view(typed, mistakes), self.request
        scopes = request.administration_desk.scopes(request.staff)
        options = tuple((scope or COUNTRY, scope_words(request, scope)) for scope in scopes)
        return form.joined_by(chosen_from(form.fields["scope"], options))

    def check(self, values: dict[str, Any]) -> tuple[ClosureEntered, ...]:
        """The working days that would be closed."""
        scope, day = values["scope"], values["day"]
        reason = label_of(self.request, values["reason"], values.get("reason_en", ""))
        return self.request.administration_desk.shut(
            self.request.staff,
            day,
            values.get("until", day),
            WHOLE_COUNTRY if scope == COUNTRY else scope,
            reason,
        )

    def look(self, checked: tuple[ClosureEntered, ...]) -> Mapping[str, Any]:
        """The days, and how many deadlines they move."""
        affected = self.request.administration_desk.affected(checked)
        return {"days": tuple(one.closure.day for one in checked), "affected": affected}

    def keep(self, checked: tuple[ClosureEntered, ...]) -> None:
        """Close them."""
        self.request.administration_desk.enter_closures(self.request.staff, checked)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The closures of the year in the address, and what was changed."""
        request, year = self.request, year_asked(self.request)
        desk = request.administration_desk
        closures = desk.closures(request.staff, *days_of(year))
        return {
            "year": year,
            "years": (year - 1, year + 1),
            "closures": closure_rows(request, closures),
            "history": history_shown(request, desk.history(ClosureEntered, ClosureRemoved)),
        }


@page("closure_remove", "POST", staff=ADMINISTRATORS)
def remove(request: StaffRequest) -> Response:
    """Let offices work on a day that has not come yet."""
    scope, day = request.POST.get("scope", ""), day_typed(request.POST.get("day", ""))
    try:
        request.administration_desk.remove_closure(request.staff, scope, day)
    except NotFound:
        raise HTTPNotFound from None
    request.session.flash(_("The offices work on this day. Running deadlines follow within a minute."))
    return HTTPSeeOther(f"{request.path_to('closures')}?year={persian.to_jalali(day).year}")


def day_typed(text: str) -> date:
    """Answer the day that a button names; raises HTTPNotFound."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HTTPNotFound from None


def this_year(request: StaffRequest) -> int:
    """The Jalali year of today."""
    return persian.to_jalali(persian.tehran_day(request.administration_desk.clock.now())).year


def year_asked(request: StaffRequest) -> int:
    """The Jalali year in the address, this year where there is none that can be shown."""
    now = this_year(request)
    asked = number_typed(request.GET.get("year", ""), now)
    return asked if abs(asked - now) <= 10 else now


def days_of(year: int) -> tuple[date, date]:
    """The first and the last day of a Jalali year."""
    last = 30 if persian.is_leap(year) else 29
    return persian.from_jalali(year, 1, 1), persian.from_jalali(year, 12, last)
