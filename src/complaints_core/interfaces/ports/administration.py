"""The ports of what administrators change, and of what staff are told."""

from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from complaints_core.domain.amendments import Amendments, Walk
    from complaints_core.domain.news import News


class IAmendmentStore(Interface):
    """What administrators changed in the organization, and how far complaints have caught up with it."""

    def version() -> int:
        """Answer the version of what is kept, without loading it: asked for every page."""

    def get() -> "Amendments":
        """Answer all amendments; those of version 0 where there was never one."""

    def replace(amendments: "Amendments") -> None:
        """Keep a new version; raises AmendedMeanwhile unless it is the very next one. Two at once
        conflict."""

    def walk() -> "Walk":
        """Answer how far the open complaints have caught up."""

    def walked(walk: "Walk") -> None:
        """Keep how far they have caught up now. Two at once conflict."""


class INewsStore(Interface):
    """What members of staff are told on their lists, by user name."""

    def of(username: str) -> "tuple[News, ...]":
        """Answer everything that somebody has not put away yet, the newest first."""

    def tell(username: str, news: "News") -> None:
        """Tell somebody; under a key that he was told already, the two become one (`News.joined_by`). Two at
        once for one person conflict."""

    def dismiss(username: str, key: str) -> None:
        """Put a piece of news away; nothing happens when it is not there."""
