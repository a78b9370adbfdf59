"""The dashboard as its page shows it: numbers, plots with their tables, lists of what is counted where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from complaints_core.domain import figures
from complaints_core.domain.access import StaffActor
from complaints_core.domain.dashboard import AGES, WAITS, Answering, Dashboard, Line
from complaints_core.domain.periods import QUARTER, THIS_MONTH, TWELVE, names_offered, year_and_month
from complaints_core.domain.staff import CASE_ROLES
from complaints_core.interfaces.messages import _
from complaints_plugins.plots import Plot, drawn
from complaints_web.fields import Option
from complaints_web.languages import MONTHS, Language
from complaints_web.request import StaffRequest
from complaints_web.showing.words import center_words, unit_words, word

SPANS: Final = {
    THIS_MONTH: _("This month"),
    QUARTER: _("The last three months"),
    TWELVE: _("The last twelve months"),
}
TILES: Final = (
    (figures.OPEN, _("Open"), "calm"),
    (figures.OVERDUE, _("Overdue"), "wrong"),
    (figures.UNASSIGNED, _("Taken by nobody"), "wait"),
    (figures.WAITING, _("Waiting for the complainant"), "calm"),
)
EVERY_MONTH: Final = 3
"""Of the months on an axis so many are left out after each that is written."""


@dataclass(frozen=True)
class TileShown:
    """One number; `own` is how many of it stand in the list at `url` (empty where there is no such list)."""

    label: str
    value: int
    tone: str
    own: int | None
    url: str


@dataclass(frozen=True)
class PlotShown:
    """A plot, and the table of what it shows. `legend` names its series, empty where there is one."""

    title: str
    drawing: Markup
    legend: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class LineShown:
    """A unit, subject or center with its numbers; `share` is how many of the most are open, for a bar."""

    words: str
    url: str
    line: Line
    share: float


@dataclass(frozen=True)
class LinesShown:
    """Some of these, under one title."""

    title: str
    heading: str
    lines: tuple[LineShown, ...]


def tiles_shown(request: StaffRequest, board: Dashboard) -> tuple[TileShown, ...]:
    """How things stand now: below a unit without others its own lists are all there is, and exact."""
    alone = not request.profile.directory.below(board.unit) - {board.unit}
    shown = []
    for name, label, tone in TILES:
        own, list_url = board.own[name], ""
        if name != figures.OPEN:
            list_url = f"{request.path_to('inbox')}?box={name}&unit={board.unit}"
        value = own if alone else board.now[name]
        words = request.language.gettext(label)
        shown.append(TileShown(words, value, tone if value else "calm", None if alone else own, list_url))
    return tuple(shown)


def facts_shown(language: Language, answering: Answering) -> tuple[tuple[str, str], ...]:
    """How the unit answered; nothing is said where nothing was answered."""
    say = language.gettext
    return (
        (say(_("Half were answered within")), _days(language, answering.median)),
        (say(_("Nine of ten within")), _days(language, answering.ninth)),
        (say(_("Answered by the due day")), _percent(language, answering.share_in_time)),
        (say(_("Satisfaction, 1 to 5")), _mean(language, answering)),
    )


def objections_shown(request: StaffRequest, board: Dashboard) -> tuple[tuple[str, str], ...]:
    """What became of the objections that were made in the period, what came most often first."""
    ordered = sorted(board.objections.items(), key=lambda one: (one[0] == "", -one[1], one[0]))
    return tuple((_outcome(request, key), request.language.digits(n)) for key, n in ordered)


def plots_shown(language: Language, board: Dashboard) -> tuple[PlotShown, ...]:
    """The three plots; one in which there is nothing to see is left out."""
    plots = (_trend(language, board), _ages(language, board), _waits(language, board))
    return tuple(shown for shown in plots if shown is not None)


def lists_shown(request: StaffRequest, board: Dashboard) -> tuple[LinesShown, ...]:
    """The figures by unit, by subject and by center; a unit leads to its own dashboard. A list in which there
    is nothing to compare is left out."""
    units = tuple(
        (unit_words(request, one.key), "" if one.key == board.unit else address(request, board, one.key))
        for one in board.units
    )
    subjects = tuple((word(request, "subject", one.key), "") for one in board.subjects)
    centers = tuple((center_words(request, one.key), "") for one in board.centers)
    say = request.language.gettext
    lists = (
        LinesShown(say(_("By unit")), say(_("Unit")), _lines(board.units if len(units) > 1 else (), units)),
        LinesShown(say(_("By subject")), say(_("Subject")), _lines(board.subjects, subjects)),
        LinesShown(
            say(_("Centers with the most open complaints")), say(_("Center")), _lines(board.centers, centers)
        ),
    )
    return tuple(one for one in lists if one.lines)


def periods_offered(request: StaffRequest) -> tuple[Option, ...]:
    """The periods that can be chosen."""
    names = names_offered(request.staff_desk.clock.now())
    return tuple((name, period_words(request.language, name)) for name in names)


def units_offered(request: StaffRequest, board: Dashboard) -> tuple[Option, ...]:
    """The units that can be chosen: one's own, those above and right below the one that is shown. Every other
    one is reached step by step, for there are hundreds."""
    directory = request.profile.directory
    actor = StaffActor(request.staff, directory)
    above = [one.code for one in reversed(directory.parents(board.unit))]
    below = [one.code for one in directory.units if one.parent == board.unit]
    codes = dict.fromkeys((*request.staff_desk.units(request.staff), *above, board.unit, *below))
    return tuple((one, unit_words(request, one)) for one in codes if actor.roles_at(one) & CASE_ROLES)


def period_words(language: Language, name: str) -> str:
    """The name of a period; a year is its own."""
    return language.gettext(SPANS[name]) if name in SPANS else language.gettext(_("Year {year}"), year=name)


def address(request: StaffRequest, board: Dashboard, unit: str) -> str:
    """The dashboard of a unit for the same period."""
    return f"{request.path_to('dashboard')}?unit={unit}&period={board.period.name}"


def _trend(language: Language, board: Dashboard) -> PlotShown | None:
    months = tuple(_month(language, line.month) for line in board.trend)
    filed, answered = sum(line.filed for line in board.trend), sum(line.answered for line in board.trend)
    all_of_it = _("{filed} filed and {answered} answered in twelve months")
    return _plot(
        language,
        (
            "trend",
            _("Filed and answered by month"),
            language.gettext(all_of_it, filed=filed, answered=answered),
        ),
        (_("Month"), months, EVERY_MONTH),
        (_("Filed"), tuple(line.filed for line in board.trend)),
        (_("Answered"), tuple(line.answered for line in board.trend)),
    )


def _ages(language: Language, board: Dashboard) -> PlotShown | None:
    return _plot(
        language,
        (
            "ages",
            _("Age of the open complaints"),
            language.gettext(_("{n} open complaints, by days since the filing"), n=sum(board.ages)),
        ),
        (_("Days since the filing"), _spans(language, AGES), 1),
        (_("Open"), board.ages),
    )


def _waits(language: Language, board: Dashboard) -> PlotShown | None:
    return _plot(
        language,
        (
            "waits",
            _("Working days to the answer"),
            language.gettext(_("{n} answers, by working days since the filing"), n=sum(board.waits)),
        ),
        (_("Working days"), _spans(language, WAITS), 1),
        (_("Answered"), board.waits),
    )


def _plot(
    language: Language,
    told: tuple[str, str, str],
    axis: tuple[str, tuple[str, ...], int],
    *series: tuple[str, tuple[int, ...]],
) -> PlotShown | None:
    """Draw a plot (name, title, description in words) over an axis (what it is, labels, each how manieth is
    written)."""
    say, (name, title, description), (over, labels, every) = language.gettext, told, axis
    plot = Plot(name, say(title), description, labels, tuple(values for _name, values in series), every)
    if plot.is_empty:
        return None
    names = tuple(say(words) for words, _values in series)
    columns = zip(*plot.series, strict=True)
    rows = tuple((one, *map(language.digits, n)) for one, n in zip(labels, columns, strict=True))
    drawing = Markup(drawn(plot, language.digits, language.direction))  # noqa: S704 - our own drawing
    return PlotShown(plot.title, drawing, names if len(names) > 1 else (), (say(over), *names), rows)


def _spans(language: Language, limits: Iterable[int]) -> tuple[str, ...]:
    """Words for numbers up to each limit and above the last."""

    def words() -> Iterator[str]:
        first = 0
        for limit in limits:
            yield language.gettext(_("{first} to {last}"), first=first, last=limit)
            first = limit + 1
        yield language.gettext(_("over {n}"), n=first - 1)

    return tuple(words())


def _month(language: Language, month: int) -> str:
    year, place = year_and_month(month)
    return f"{language.gettext(MONTHS[place - 1])} {language.digits(year)}"


def _days(language: Language, n: int | None) -> str:
    return "" if n is None else language.ngettext("{n} working day", "{n} working days", n)


def _percent(language: Language, share: float | None) -> str:
    return "" if share is None else language.gettext(_("{n}%"), n=round(share * 100))


def _mean(language: Language, answering: Answering) -> str:
    if answering.satisfaction is None:
        return ""
    mean = language.digits(f"{answering.satisfaction:.1f}").replace(".", language.gettext(_(".")))
    ratings = language.ngettext("{n} rating", "{n} ratings", answering.ratings)
    return f"{mean} ({ratings})"


def _lines(lines: tuple[Line, ...], named: tuple[Option, ...]) -> tuple[LineShown, ...]:
    most = max(1, *(line.open for line in lines), 1)
    return tuple(
        LineShown(words, url, line, line.open / most)
        for line, (words, url) in zip(lines, named, strict=False)
    )


def _outcome(request: StaffRequest, key: str) -> str:
    if not key:
        return request.language.gettext(_("Not decided yet"))
    status = request.profile.process.status(key)
    return status.label.text(request.language.code) if status else word(request, "finding", key)
