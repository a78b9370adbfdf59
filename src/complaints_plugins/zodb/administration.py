"""What administrators change and what staff are told, in the ZODB."""

from zope.interface import implementer

from complaints_core.domain.amendments import Amendments, Walk
from complaints_core.domain.news import News
from complaints_core.interfaces.administration import AmendedMeanwhile
from complaints_core.interfaces.ports import IAmendmentStore, INewsStore
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site


@implementer(IAmendmentStore)
class ZodbAmendments:
    """Keeps the version in a record of its own: a few bytes, which every connection has in its cache."""

    def __init__(self, site: Site) -> None:
        self._version = site.amended
        self._amendments = site.amendments
        self._walk = site.walk

    def version(self) -> int:
        """Answer the version of what is kept."""
        return self._version.kept

    def get(self) -> Amendments:
        """Answer all amendments."""
        return self._amendments.kept

    def replace(self, amendments: Amendments) -> None:
        """Keep the next version; raises AmendedMeanwhile for any other. Two at once conflict."""
        if amendments.version != self._version.kept + 1:
            raise AmendedMeanwhile
        self._amendments.kept = amendments
        self._version.kept = amendments.version

    def walk(self) -> Walk:
        """Answer how far the open complaints have caught up."""
        return self._walk.kept

    def walked(self, walk: Walk) -> None:
        """Keep how far they have caught up now. Two at once conflict."""
        self._walk.kept = walk


@implementer(INewsStore)
class ZodbNews:
    """Keeps the news of each reader in a record of his."""

    def __init__(self, site: Site) -> None:
        self._news = site.news

    def of(self, username: str) -> tuple[News, ...]:
        """Answer what somebody has not put away, the newest first."""
        record = self._news.get(username)
        return record.kept if record is not None else ()

    def tell(self, username: str, news: News) -> None:
        """Tell somebody, or add to what he was told."""
        told = {one.key: one for one in self.of(username)}
        told[news.key] = told[news.key].joined_by(news) if news.key in told else news
        self._keep(username, tuple(told.values()))

    def dismiss(self, username: str, key: str) -> None:
        """Put a piece of news away."""
        told = self.of(username)
        left = tuple(one for one in told if one.key != key)
        if left != told:
            self._keep(username, left)

    def _keep(self, username: str, told: tuple[News, ...]) -> None:
        newest_first = tuple(sorted(told, key=lambda news: news.at, reverse=True))
        record = self._news.get(username)
        if record is None:
            self._news.add(username, Record(newest_first))
        else:
            record.kept = newest_first
