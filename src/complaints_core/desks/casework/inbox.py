"""The room for finding and reading: the lists, a complaint with its files, the search."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from sys import maxsize
from typing import BinaryIO

from complaints_core import persian
from complaints_core.desks.casework.casebook import Casebook
from complaints_core.desks.casework.finding import Finder
from complaints_core.domain import queues
from complaints_core.domain.access import StaffActor, is_about
from complaints_core.domain.audit import COMPLAINANT_OPENED, FILE_OPENED, OPENED
from complaints_core.domain.citizens import Citizen, MaskedPerson
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.files import Attachment
from complaints_core.domain.queue_order import QueueKey, QueueName
from complaints_core.domain.search import NEWEST, NO_FILTERS, SearchFilters, SearchResults, Sort
from complaints_core.domain.staff import CASE_ROLES, Staff
from complaints_core.interfaces.errors import NotFound

PAGE = 25

BOXES: Mapping[str, Callable[[str], QueueName]] = {
    "unassigned": queues.unassigned,
    "waiting": queues.waiting,
    "overdue": queues.overdue,
    "escalated": queues.escalated,
}
"""The lists of a unit by name; `mine` is the list of a person."""


@dataclass(frozen=True)
class InboxPage:
    """One page of a list; `total` is its length, `after` where the next page begins, None on the last."""

    items: tuple[Complaint, ...]
    total: int
    after: QueueKey | None


MOST_RELATED, MOST_SHOWN = 25, 6
"""So many complaints of one citizen are looked at beside another, and so many about one center."""


@dataclass(frozen=True)
class Related:
    """What belongs together with a complaint: the one that it repeats, those that repeat it, other open ones
    of its citizen, and the newest of the earlier ones about its center, with the number of all."""

    original: Complaint | None
    repeated_by: tuple[Complaint, ...]
    of_citizen: tuple[Complaint, ...]
    of_center: tuple[Complaint, ...]
    of_center_count: int


@dataclass(frozen=True, kw_only=True)
class Inbox(Casebook):
    """Shows complaints to whoever may see them; every opening of one is noted in the audit."""

    finder: Finder

    def units(self, staff: Staff) -> tuple[str, ...]:
        """Answer the codes of the units whose complaints somebody handles or audits, each once."""
        if not staff.active:
            return ()
        return tuple(dict.fromkeys(post.unit for post in staff.posts if post.role in CASE_ROLES))

    def counts(self, staff: Staff, unit: str = "") -> Mapping[str, int]:
        """Answer the lengths of somebody's lists, by their names; `unit` and NotFound as for `inbox`."""
        hidden = self._hidden(staff)
        return {box: self._total(self._names(staff, box, unit), hidden) for box in ("mine", *BOXES)}

    def standing(self, staff: Staff, unit: str) -> Mapping[str, int]:
        """Answer how many complaints of one unit are `open`, and the lengths of its lists by their names;
        NotFound as for `inbox`."""
        hidden, statuses = self._hidden(staff), self.profile.process.statuses
        lists = {box: self._names(staff, box, unit) for box in BOXES}
        lists["open"] = tuple(queues.in_status(one.code, unit) for one in statuses if one.open)
        return {name: self._total(names, hidden) for name, names in lists.items()}

    def inbox(self, staff: Staff, box: str, after: QueueKey | None = None, unit: str = "") -> InboxPage:
        """Answer a page of one of somebody's lists, what is urgent first, then what is newest: of all his
        units, or of one `unit` that is his or lies below.

        What is about himself is neither shown nor counted. Raises NotFound for a list there is not, and for a
        unit whose complaints he does not see.
        """
        names, hidden = self._names(staff, box, unit), self._hidden(staff)
        room = PAGE + 1 + len(hidden)
        found = {one.code: one for name in names for one in self.complaints.queue(name, room, after)}
        seen = sorted(filter(self._actor(staff).may_see, found.values()), key=queues.rank)
        items = tuple(seen[:PAGE])
        rest = queues.rank(items[-1]) if len(seen) > PAGE else None
        return InboxPage(items, self._total(names, hidden), rest)

    def complaint(self, staff: Staff, code: str) -> Complaint:
        """Answer a complaint that somebody may see; raises NotFound."""
        complaint = self._seen(staff, code)
        self._note(staff, OPENED, complaint)
        return complaint

    def complainant(self, staff: Staff, code: str) -> Citizen:
        """Answer who filed a complaint that somebody may see; raises NotFound."""
        complaint = self._seen(staff, code)
        citizen = self.citizens.get(complaint.citizen)
        if citizen is None:
            raise NotFound
        self._note(staff, COMPLAINANT_OPENED, complaint)
        return citizen

    def who_filed(self, complaint: Complaint) -> MaskedPerson:
        """Answer who filed a complaint, masked: enough to know somebody again, too little to call him."""
        return MaskedPerson.of(self.citizens.get(complaint.citizen))

    def related(self, staff: Staff, complaint: Complaint) -> Related:
        """Answer what belongs together with a complaint, as far as somebody may see it."""
        actor, (of_center, count) = self._actor(staff), self._earlier_of_center(staff, complaint)
        others = [one for one in self._of_same_citizen(complaint) if actor.may_see(one)]
        return Related(
            original=self._original(actor, complaint),
            repeated_by=tuple(one for one in others if one.original == complaint.code),
            of_citizen=tuple(one for one in others if one.open and one.code != complaint.original),
            of_center=of_center,
            of_center_count=count,
        )

    def attachment(self, staff: Staff, code: str, number: int) -> tuple[Attachment, BinaryIO]:
        """Answer a file and its bytes, by number counted from 1; the caller closes it. Raises NotFound,
        FileNotReady."""
        complaint = self._seen(staff, code)
        files = complaint.all_attachments()
        if not 1 <= number <= len(files):
            raise NotFound
        opened = self.room.open(files[number - 1])
        self._note(staff, FILE_OPENED, complaint, number=str(number))
        return files[number - 1], opened

    def search(
        self,
        staff: Staff,
        typed: str,
        offset: int = 0,
        filters: SearchFilters = NO_FILTERS,
        sort: Sort = NEWEST,
    ) -> SearchResults:
        """Answer a page of what somebody may see and looks for: by words, "phrases", tracking code, national
        code, center or accused, in any spelling; without words, everything that the filters let through.
        Raises nothing."""
        query = self.finder.wording.query_of(typed, filters, sort)
        return self.finder.find(staff, query, PAGE, offset)

    def _original(self, actor: StaffActor, complaint: Complaint) -> Complaint | None:
        original = self.complaints.get(complaint.original) if complaint.original else None
        return original if original and actor.may_see(original) else None

    def _of_same_citizen(self, complaint: Complaint) -> Iterator[Complaint]:
        filed = islice(self.complaints.of_citizen(complaint.citizen), MOST_RELATED)
        return (one for one in filed if one.code != complaint.code)

    def _earlier_of_center(self, staff: Staff, complaint: Complaint) -> tuple[tuple[Complaint, ...], int]:
        if not complaint.center:
            return (), 0
        day = persian.tehran_day(complaint.submitted_at)
        query = self.finder.wording.query_of("", SearchFilters(center=complaint.center, until=day))
        found = self.finder.find(staff, query, MOST_SHOWN, 0)
        earlier = tuple(one for one in found.items if one.submitted_at < complaint.submitted_at)
        return earlier, found.total - (len(found.items) - len(earlier))

    def _names(self, staff: Staff, box: str, unit: str) -> tuple[QueueName, ...]:
        if box == "mine":
            return (queues.mine(staff.username),) if staff.active else ()
        if box not in BOXES or (unit and not self._actor(staff).roles_at(unit) & CASE_ROLES):
            raise NotFound
        return tuple(BOXES[box](one) for one in ((unit,) if unit else self.units(staff)))

    def _total(self, names: Sequence[QueueName], hidden: Sequence[Complaint]) -> int:
        unseen = sum(len(queues.queues_of(one).intersection(names)) for one in hidden)
        return sum(map(self.complaints.count, names)) - unseen

    def _hidden(self, staff: Staff) -> tuple[Complaint, ...]:
        """Answer the open complaints about somebody, wherever they stand and whenever he was hired."""
        whole = (self.complaints.queue(name, maxsize) for name in queues.about(staff))
        named = {one.code: one for one in chain.from_iterable(whole)}
        return tuple(one for one in named.values() if is_about(one, staff))
