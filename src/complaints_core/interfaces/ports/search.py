"""The ports of searching: what has changed, and the index that is filled from it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from complaints_core.domain.search import (
        Change,
        SearchDocument,
        SearchPage,
        SearchQuery,
        SearchScope,
        Standing,
    )


class IChanges(Interface):
    """Complaints that were filed or changed and wait for the search index. A store: see the rules above."""

    def note(code: str) -> None:
        """Note that a complaint changed. The store of complaints does it in the same transaction as the
        change; two complaints noted at once never conflict."""

    def changed(limit: int) -> "list[Change]":
        """Answer at most `limit` changes, one for each complaint, the longest waiting first."""

    def done(changes: "Iterable[Change]") -> None:
        """Forget changes that are in the index. A complaint that was noted again since stays."""

    def waiting() -> int:
        """Answer how many complaints wait."""

    def oldest() -> datetime | None:
        """Answer since when the longest waiting one waits; None when nothing does."""


class ISearchIndex(Interface):
    """Finds complaints by words and by what they are. It is a cache: whatever it holds can be made again from
    the stores.

    One indexer writes while any number of threads and processes search. Nothing here belongs to the caller's
    transaction; a call is kept when it returns. An index that cannot be read any more begins anew, empty.
    """

    def index(documents: "Iterable[SearchDocument]") -> None:
        """Keep documents under their codes, instead of what was there, unless that has a higher `version`."""

    def unindex(codes: Iterable[str]) -> None:
        """Forget documents; nothing happens for a code that is not there."""

    def search(query: "SearchQuery", scope: "SearchScope", limit: int, offset: int = 0) -> "SearchPage":
        """Answer the codes of what is found within a scope, in the order of the query: at most `limit`,
        behind the first `offset`. Page and total are of one state of the index.

        Every term must stand in a document, and the filters hold it; a query without terms finds all that
        they hold. `-submitted_at` and `submitted_at` go by the second of filing. `due` goes by
        `SearchDocument.pressing`, of one day by the second of filing, both ascending. Where that leaves two
        equal, their order is the index's own, and the same from page to page.

        The scope is as good as the last change that was indexed, so the caller asks the rule of access again
        for every hit.
        """

    def count() -> int:
        """Answer how many documents there are, however many: a drill tells it."""

    def codes(limit: int, after: str = "") -> list[str]:
        """Answer the codes of all documents in an order of the index's own, as `IComplaintStore.codes` does.
        A doctor looks whether there still are such complaints."""

    def held(codes: Iterable[str]) -> "dict[str, Standing]":
        """Answer the `SearchDocument.standing` of some documents, as they are in the index, by their codes; a
        code that is not there is left out. A doctor compares it with the complaints, some hundreds at
        once."""

    def clear() -> None:
        """Forget everything, also how far it was filled."""

    def position() -> str | None:
        """Answer how far the index is filled from the store of complaints: the last code of
        `IComplaintStore.codes` that was indexed, an empty text at the beginning, None when all is in."""

    def reached(position: str | None) -> None:
        """Keep how far the index is filled, as `position` answers it."""
