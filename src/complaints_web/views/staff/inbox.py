"""The lists of a member of staff: what is his, what nobody has taken, what waits, what is late."""

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core import persian
from complaints_core.domain.staff import CASE_ROLES
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.pages import page
from complaints_web.request import StaffRequest
from complaints_web.showing.filters import unit_select
from complaints_web.showing.news import news_shown
from complaints_web.showing.staff import bulk_ways, inbox_rows, list_address, render_staff, tabs_shown
from complaints_web.views.staff.places import CASE, place_typed, written
from complaints_web.workplace import home_of


@page("news_read", "POST", staff=True)
def news_read(request: StaffRequest) -> Response:
    """Put a piece of news away."""
    request.news_desk.dismiss(request.staff, request.POST.get("key", ""))
    return HTTPSeeOther(request.path_to("inbox"))


@page("inbox", staff=True)
def inbox(request: StaffRequest) -> Response:
    """One of the lists, page by page, of all one's units or of one; an address that names no list, or a unit
    whose complaints the reader does not see, is not found. Who handles no complaints begins elsewhere."""
    home = home_of(request, request.staff)
    if not request.staff.roles & CASE_ROLES and home != request.path:
        return HTTPSeeOther(home)
    box, unit = request.GET.get("box", "mine"), persian.digits(request.GET.get("unit", ""))
    after = place_typed(request.GET.get("after", ""), CASE)
    try:
        found = request.staff_desk.inbox(request.staff, box, after, unit)
        tabs = tabs_shown(request, box, unit)
    except NotFound:
        raise HTTPNotFound from None
    address = list_address(request, box, unit)
    return render_staff(
        request,
        "staff/inbox.jinja2",
        _("Inbox"),
        box=box,
        tabs=tabs,
        units=unit_select(request, unit),
        total=found.total,
        rows=inbox_rows(request, found.items),
        bulk=bulk_ways(request),
        news=news_shown(request),
        first=after is None,
        first_url=address,
        next_url=f"{address}&after={written(found.after)}" if found.after else None,
    )
