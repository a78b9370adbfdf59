"""Finding complaints by words and by what they are, for the desk of staff."""

from dataclasses import dataclass

from complaints_core.domain.access import StaffActor
from complaints_core.domain.search import MOST_COUNTED, SearchQuery, SearchResults, scope_of
from complaints_core.domain.staff import Staff
from complaints_core.domain.wording import Wording
from complaints_core.interfaces.ports import IComplaintStore, ISearchIndex


@dataclass(frozen=True)
class Finder:
    """Looks complaints up in the index, and asks the rule of access about every hit."""

    index: ISearchIndex
    wording: Wording
    complaints: IComplaintStore

    def find(self, staff: Staff, query: SearchQuery, limit: int, offset: int) -> SearchResults:
        """Answer a page of what somebody may see of what he looks for, in the order of the query.

        The index counts only what he may see. Where it lags behind, a hit may be gone or another unit's by
        now: such a one is not shown, and not counted.
        """
        directory, offset = self.wording.directory, max(0, offset)
        page = self.index.search(query, scope_of(staff, directory), limit + 1, offset)
        codes, actor = page.codes[:limit], StaffActor(staff, directory)
        found = (self.complaints.get(code) for code in codes)
        items = tuple(one for one in found if one is not None and actor.may_see(one))
        return SearchResults(
            items=items,
            total=page.total - (len(codes) - len(items)),
            after=offset + limit if len(page.codes) > limit else None,
            more=page.total >= MOST_COUNTED,
            complete=page.complete,
        )

    def codes(self, staff: Staff, query: SearchQuery, most: int) -> tuple[str, ...]:
        """Answer the codes of everything that somebody may find, in the order of the query and not only as
        far as hits are counted, but at most `most`. Who reads one of them asks the rule of access then."""
        return self.index.search(query, scope_of(staff, self.wording.directory), most).codes
