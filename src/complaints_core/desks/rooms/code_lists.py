"""The room for code lists: what citizens and staff choose from."""

from dataclasses import dataclass, replace
from typing import Final

from complaints_core.desks.rooms.amending import Amending, required
from complaints_core.domain.amendment_kinds import EntriesOrdered, EntryKept, EntryRetired
from complaints_core.domain.lists import CodeList, Entry
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import CodeTaken, LastEntry
from complaints_core.interfaces.errors import NotFound

FIXED: Final = frozenset({"province", "county", "gender"})
"""Lists that the country makes and not the organization."""


@dataclass(frozen=True, kw_only=True)
class CodeLists(Amending):
    """Changes lists; for administrators at headquarters."""

    def code_lists(self, staff: Staff) -> tuple[CodeList, ...]:
        """Answer the lists that can be changed; raises NotFound."""
        required(allowed=self.jurisdiction(staff).is_central)
        return tuple(codes for name, codes in self.profile.lists.items() if name not in FIXED)

    def code_list(self, staff: Staff, name: str) -> CodeList:
        """Answer one of them; raises NotFound."""
        for codes in self.code_lists(staff):
            if codes.name == name:
                return codes
        raise NotFound

    def entry(self, staff: Staff, name: str, code: str) -> Entry:
        """Answer an entry of a list; raises NotFound."""
        entry = self.code_list(staff, name).get(code)
        if entry is None:
            raise NotFound
        return entry

    def add_entry(self, staff: Staff, name: str, entry: Entry) -> None:
        """Offer one more code; raises NotFound, CodeTaken, AmendmentRefused."""
        if entry.code in self.code_list(staff, name):
            raise CodeTaken
        self._amend(staff, EntryKept(list_name=name, entry=entry, new=True, **self._made(staff)))

    def change_entry(self, staff: Staff, name: str, entry: Entry) -> None:
        """Call a code something else, or mark it otherwise; raises NotFound, AmendmentRefused."""
        self.entry(staff, name, entry.code)
        self._amend(staff, EntryKept(list_name=name, entry=entry, **self._made(staff)))

    def retire_entry(self, staff: Staff, name: str, code: str) -> None:
        """Offer a code no more, from now on; raises NotFound, and LastEntry where nothing would be left to
        choose from."""
        self.entry(staff, name, code)
        today = self._today()
        if set(self.profile.offered(name, today).codes) <= {code}:
            raise LastEntry
        self._amend(staff, EntryRetired(list_name=name, code=code, on=today, **self._made(staff)))

    def offer_entry(self, staff: Staff, name: str, code: str) -> None:
        """Offer a retired code again; raises NotFound."""
        again = replace(self.entry(staff, name, code), valid_to=None)
        self._amend(staff, EntryKept(list_name=name, entry=again, **self._made(staff)))

    def move_entry(self, staff: Staff, name: str, code: str, by: int) -> None:
        """Show a code some places earlier (negative) or later in its list; raises NotFound."""
        self.entry(staff, name, code)
        codes = list(self.code_list(staff, name).codes)
        place = codes.index(code)
        codes.insert(max(0, place + by), codes.pop(place))
        self._amend(staff, EntriesOrdered(list_name=name, codes=tuple(codes), **self._made(staff)))
