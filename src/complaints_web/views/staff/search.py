"""Searching over everything that somebody may see: by words and by what complaints are, page by page.

The search stands in the address, because the form is a plain GET. But no link that we make repeats what was
typed, which may be a national code: the way from page to page is a form like the search itself.
"""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core.desks.staff import PAGE
from complaints_core.domain.search import SearchResults
from complaints_core.domain.staff import CASE_ROLES
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.pages import number_typed, page
from complaints_web.request import StaffRequest
from complaints_web.showing.filters import SearchBar, search_bar
from complaints_web.showing.marking import excerpt_of
from complaints_web.showing.staff import inbox_rows, render_staff
from complaints_web.sought import Sought, sought_by
from complaints_web.views.staff.export import may_have_personal

NOTHING = SearchResults(items=(), total=0, after=None, more=False, complete=True)


@page("search", staff=CASE_ROLES)
def search(request: StaffRequest) -> Response:
    """One page of what was found; days that cannot be read find nothing and are told beside their boxes."""
    try:
        sought = sought_by(request, request.GET)
    except NotFound:
        raise HTTPNotFound from None
    number = max(1, number_typed(request.GET.get("page", ""), 1))
    results = NOTHING if sought.mistakes else _found(request, sought, number)
    return _page(request, search_bar(request, sought), sought, results, number)


def _found(request: StaffRequest, sought: Sought, number: int) -> SearchResults:
    offset = (number - 1) * PAGE
    return request.staff_desk.search(request.staff, sought.typed, offset, sought.filters, sought.sort)


def _page(
    request: StaffRequest, bar: SearchBar, sought: Sought, results: SearchResults, number: int
) -> Response:
    terms = request.staff_desk.finder.wording.query_of(sought.typed).terms
    excerpts = [excerpt_of(one.description, terms) for one in results.items]
    return render_staff(
        request,
        "staff/search.jinja2",
        _("Search"),
        status=422 if sought.mistakes else 200,
        bar=bar,
        total=results.total,
        more=results.more,
        complete=results.complete,
        hits=tuple(zip(inbox_rows(request, results.items), excerpts, strict=True)),
        number=number,
        personal=may_have_personal(request),
        previous=number - 1 if number > 1 else None,
        next=number + 1 if results.after is not None else None,
    )
