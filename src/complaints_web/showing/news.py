"""News for staff, as the lists show it on top."""

from dataclasses import dataclass
from typing import Final

from complaints_core.desks.rounds.rescheduling import CAME
from complaints_core.domain.news import News
from complaints_web.languages import Language
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
        words=_words(language, news),
        cases=tuple((code, request.path_to("case", tracking_code=code)) for code in named),
        more=news.count - len(named),
    )


def _words(language: Language, news: News) -> str:
    why = language.days_in_words(news.why.text(language.code))
    if news.message != CAME:
        return language.gettext(news.message, n=news.count, why=why)
    return language.ngettext(
        "{n} complaint came to your unit from one that was closed: {why}",
        "{n} complaints came to your unit from one that was closed: {why}",
        news.count,
        why=why,
    )
