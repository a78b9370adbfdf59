"""Centers: found by name, added, changed, closed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.amendment_kinds import CenterClosed, CenterKept
from complaints_core.domain.directory import Center
from complaints_core.interfaces.administration import ICenterChange, ICenterDraft
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.pages import form_page, number_typed, page
from complaints_web.request import StaffRequest
from complaints_web.showing.admin import center_row
from complaints_web.showing.amendments import history_shown
from complaints_web.showing.staff import render_staff
from complaints_web.views.admin.rooms import ADMINISTRATORS, AdminPage, crumbs_to

CENTERS = (_("Centers"), "centers")
PAGE: Final = 50


@page("centers", staff=ADMINISTRATORS)
def centers(request: StaffRequest) -> Response:
    """The centers of his counties, narrowed by words, page by page."""
    desk, words = request.administration_desk, request.GET.get("q", "")
    found = desk.centers(request.staff, words)
    last = max(1, -(-len(found) // PAGE))
    number = min(max(1, number_typed(request.GET.get("page", ""), 1)), last)

    def address(page: int) -> str:
        return "?" + urlencode({"q": words, "page": page})

    return render_staff(
        request,
        "admin/centers.jinja2",
        _("Centers"),
        crumbs=crumbs_to(request),
        words=words,
        total=len(found),
        centers=tuple(center_row(request, one) for one in found[(number - 1) * PAGE : number * PAGE]),
        previous_url=address(number - 1) if number > 1 else None,
        next_url=address(number + 1) if number < last else None,
        history=history_shown(request, desk.history(CenterKept, CenterClosed)),
    )


@page("center_close", "POST", staff=ADMINISTRATORS)
def close(request: StaffRequest) -> Response:
    """Offer a center no more, or again."""
    desk, staff = request.administration_desk, request.staff
    try:
        center = desk.center(staff, request.matchdict["code"])
        if center.closed:
            desk.change_center(staff, replace(center, closed=False))
        else:
            desk.close_center(staff, center.code)
    except NotFound:
        raise HTTPNotFound from None
    request.session.flash(_("The center is open again.") if center.closed else _("The center is closed."))
    return HTTPSeeOther(request.path_to("centers"))


class CenterPage(AdminPage):
    """A form about a center."""

    template = "admin/center.jinja2"
    room = CENTERS
    done = _("The center is kept.")


@form_page("new_center", staff=ADMINISTRATORS)
class NewCenter(CenterPage):
    """A new center."""

    schema = ICenterDraft
    title = _("New center")

    def check(self, values: dict[str, Any]) -> Center:
        """The center as it would be kept."""
        return Center(**values)

    def keep(self, checked: Center) -> None:
        """Keep it."""
        try:
            self.request.administration_desk.add_center(self.request.staff, checked)
        except NotFound:
            raise HTTPNotFound from None

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Nothing is known of it yet."""
        return {"center": None}


@form_page("center", staff=ADMINISTRATORS)
class ChangedCenter(CenterPage):
    """A center of which something else is known."""

    schema = ICenterChange
    title = _("Change the center")

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        try:
            self.kept = request.administration_desk.center(request.staff, request.matchdict["code"])
        except NotFound:
            raise HTTPNotFound from None

    def typed_before(self) -> Mapping[str, str]:
        """The center as it is kept."""
        return {name: getattr(self.kept, name) for name in ICenterChange}

    def check(self, values: dict[str, Any]) -> Center:
        """The center as it would be kept."""
        return replace(self.kept, **values)

    def keep(self, checked: Center) -> None:
        """Keep it, if something is different."""
        if checked == self.kept:
            return
        try:
            self.request.administration_desk.change_center(self.request.staff, checked)
        except NotFound:
            raise HTTPNotFound from None

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """What is known of it."""
        return {"center": self.kept}
