"""How far an administrator's word goes: the unit at which he holds the role, and everything below."""

from dataclasses import dataclass

from complaints_core.domain.directory import HEADQUARTERS, Directory
from complaints_core.domain.staff import ADMINISTRATOR, Staff
from complaints_core.domain.working_time import WHOLE_COUNTRY


@dataclass(frozen=True)
class Jurisdiction:
    """What one member of staff administers; nothing, for whoever is no administrator."""

    staff: Staff
    directory: Directory

    @property
    def seats(self) -> frozenset[str]:
        """The codes of the units at which he holds the role."""
        posts = self.staff.posts if self.staff.active else ()
        return frozenset(post.unit for post in posts if post.role == ADMINISTRATOR)

    @property
    def is_central(self) -> bool:
        """Tell whether what holds for the whole organization is his: lists, SMS texts, national holidays."""
        return HEADQUARTERS in self.seats

    def covers(self, unit: str) -> bool:
        """Tell whether a unit is his, or lies below one of his."""
        return any(self.directory.is_within(unit, seat) for seat in self.seats)

    def covers_place(self, province: str, county: str) -> bool:
        """Tell whether what lies in a county of a province is his: that of the office of the county or, where
        it has none, of the province."""
        return self.is_central or self.covers(county if self.directory.unit(county) else province)

    def may_shut(self, scope: str) -> bool:
        """Tell whether he may say when the offices of a province are shut, or (empty scope) all of them."""
        return self.is_central if scope == WHOLE_COUNTRY else self.covers(scope)
