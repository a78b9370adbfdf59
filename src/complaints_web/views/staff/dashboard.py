"""The figures of a unit, for whoever sees its complaints: those who lead it, and those who work there."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core import persian
from complaints_core.domain.periods import TWELVE
from complaints_core.domain.staff import CASE_ROLES
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.pages import page
from complaints_web.request import StaffRequest
from complaints_web.showing import figures as showing
from complaints_web.showing.staff import render_staff
from complaints_web.showing.words import unit_words


@page("dashboard", staff=CASE_ROLES)
def dashboard(request: StaffRequest) -> Response:
    """One unit in one period, both of which stand in the address; an address that names another is not
    found."""
    unit, period = persian.digits(request.GET.get("unit", "")), request.GET.get("period", TWELVE)
    try:
        board = request.figures_desk.dashboard(request.staff, unit, period)
    except NotFound:
        raise HTTPNotFound from None
    language = request.language
    return render_staff(
        request,
        "staff/dashboard.jinja2",
        _("Dashboard"),
        board=board,
        unit=unit_words(request, board.unit),
        period=showing.period_words(language, board.period.name),
        periods=showing.periods_offered(request),
        units=showing.units_offered(request, board),
        tiles=showing.tiles_shown(request, board),
        facts=showing.facts_shown(language, board.answering),
        above=unit_words(request, board.beside.unit) if board.beside else "",
        facts_above=showing.facts_shown(language, board.beside.answering)
        if board.beside and board.beside.answering
        else (),
        objections=showing.objections_shown(request, board),
        plots=showing.plots_shown(language, board),
        lists=showing.lists_shown(request, board),
    )
