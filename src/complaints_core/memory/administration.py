"""What administrators change and what staff are told, in memory."""

from threading import RLock

from zope.interface import implementer

from complaints_core.domain.amendments import Amendments, Walk
from complaints_core.domain.news import News
from complaints_core.interfaces.administration import AmendedMeanwhile
from complaints_core.interfaces.ports import IAmendmentStore, INewsStore


@implementer(IAmendmentStore)
class MemoryAmendments:
    """Keeps the last version."""

    def __init__(self) -> None:
        self._kept = Amendments()
        self._walk = Walk()
        self._lock = RLock()

    def version(self) -> int:
        """Answer the version of what is kept."""
        return self._kept.version

    def get(self) -> Amendments:
        """Answer all amendments."""
        return self._kept

    def replace(self, amendments: Amendments) -> None:
        """Keep the next version; raises AmendedMeanwhile for any other."""
        with self._lock:
            if amendments.version != self._kept.version + 1:
                raise AmendedMeanwhile
            self._kept = amendments

    def walk(self) -> Walk:
        """Answer how far the open complaints have caught up."""
        return self._walk

    def walked(self, walk: Walk) -> None:
        """Keep how far they have caught up now."""
        self._walk = walk


@implementer(INewsStore)
class MemoryNews:
    """Keeps news by user name and key."""

    def __init__(self) -> None:
        self._news: dict[str, dict[str, News]] = {}
        self._lock = RLock()

    def of(self, username: str) -> tuple[News, ...]:
        """Answer what somebody has not put away, the newest first."""
        with self._lock:
            told = list(self._news.get(username, {}).values())
        return tuple(sorted(told, key=lambda news: news.at, reverse=True))

    def tell(self, username: str, news: News) -> None:
        """Tell somebody, or add to what he was told."""
        with self._lock:
            told = self._news.setdefault(username, {})
            before = told.get(news.key)
            told[news.key] = before.joined_by(news) if before else news

    def dismiss(self, username: str, key: str) -> None:
        """Put a piece of news away."""
        with self._lock:
            self._news.get(username, {}).pop(key, None)
