"""The list of a citizen's complaints: its rows, and the way through its pages."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from complaints_core import persian
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.listing import Page
from complaints_web.request import CitizenRequest
from complaints_web.showing.complaint import by_words
from complaints_web.showing.words import status_of, word

EXCERPT = 140


@dataclass(frozen=True)
class RowShown:
    """A complaint in a list; see templates/citizen/complaints.jinja2."""

    number: int
    url: str
    tracking_code: str
    subject: str
    excerpt: str
    kind: str
    status: str
    tone: str
    submitted_at: date
    answer: str
    due: str


@dataclass(frozen=True)
class PagesShown:
    """The way through the pages of a list; see templates/pieces/pages.jinja2."""

    number: int
    last: int
    links: tuple[tuple[int, str | None], ...]
    previous_url: str | None
    next_url: str | None


def rows_shown(request: CitizenRequest, page: Page) -> tuple[RowShown, ...]:
    """The rows of the list."""
    return tuple(_row(request, complaint, number) for number, complaint in enumerate(page.items, page.first))


def pages_shown(request: CitizenRequest, page: Page) -> PagesShown:
    """The way through the pages of the list, with the search kept."""

    def address(number: int) -> str:
        return "?" + urlencode({**request.GET, "page": number})

    near = range(max(1, page.number - 2), min(page.pages, page.number + 2) + 1)
    return PagesShown(
        number=page.number,
        last=page.pages,
        links=tuple((number, address(number)) for number in near),
        previous_url=address(page.number - 1) if page.number > 1 else None,
        next_url=address(page.number + 1) if page.number < page.pages else None,
    )


def _row(request: CitizenRequest, complaint: Complaint, number: int) -> RowShown:
    status = status_of(request, complaint)
    return RowShown(
        number=number,
        url=request.path_to("complaint", tracking_code=complaint.code),
        tracking_code=complaint.code,
        subject=word(request, "subject", complaint.subject),
        excerpt=_excerpt(complaint.description),
        kind=word(request, "kind", complaint.kind),
        status=status.label.text(request.language.code),
        tone=status.colour,
        submitted_at=persian.tehran_day(complaint.submitted_at),
        answer=_excerpt(complaint.answer.text) if complaint.answer else "",
        due=by_words(request, complaint.due),
    )


def _excerpt(text: str) -> str:
    """The first words of a text."""
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + "…"
