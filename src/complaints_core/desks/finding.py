"""Finding complaints by words, for the desk of staff."""

from dataclasses import dataclass

from complaints_core.domain.access import StaffActor
from complaints_core.domain.search import MOST_COUNTED, SearchResults, scope_of
from complaints_core.domain.staff import Staff
from complaints_core.domain.wording import Wording
from complaints_core.interfaces.ports import IComplaintStore, ISearchIndex


@dataclass(frozen=True)
class Finder:
    """Looks complaints up in the index, and asks the rule of access about every hit."""

    index: ISearchIndex
    wording: Wording
    complaints: IComplaintStore

    def find(self, staff: Staff, typed: str, limit: int, offset: int) -> SearchResults:
        """Answer a page of what somebody may see of what he typed, the newest first.

        The index counts only what he may see. Where it lags behind, a hit may be gone or another unit's by
        now: such a one is not shown, and not counted.
        """
        directory, offset = self.wording.directory, max(0, offset)
        query, scope = self.wording.query_of(typed), scope_of(staff, directory)
        page = self.index.search(query, scope, limit, offset)
        actor = StaffActor(staff, directory)
        found = (self.complaints.get(code) for code in page.codes)
        items = tuple(one for one in found if one is not None and actor.may_see(one))
        end = offset + len(page.codes)
        return SearchResults(
            items=items,
            total=page.total - (len(page.codes) - len(items)),
            after=end if end < page.total else None,
            more=page.total >= MOST_COUNTED,
            complete=page.complete,
        )
