"""News for staff, as the lists show it on top."""

from dataclasses import dataclass
from typing import Final

from complaints_core.domain.news import News
from complaints_web.request import StaffRequest

NAMED: Final = 12
"""Complaints that are named in one piece of news; the others are counted."""


@dataclass(frozen=True)
class NewsShown:
    """One piece of news: its words, the complaints it names (tracking code, address), and how many more there
    are."""

    key: str
    words: str
    cases: tuple[tuple[str, str], ...]
    more: int


def news_shown(request: StaffRequest) -> tuple[NewsShown, ...]:
    """Answer what somebody was told and has not put away yet."""
    return tuple(_shown(request, news) for news in request.news_desk.of(request.staff))


def _shown(request: StaffRequest, news: News) -> NewsShown:
    language = request.language
    named = news.codes[:NAMED]
    return NewsShown(
        key=news.key,
        words=language.gettext(news.message, n=news.count, why=news.why.text(language.code)),
        cases=tuple((code, request.path_to("case", tracking_code=code)) for code in named),
        more=news.count - len(named),
    )
