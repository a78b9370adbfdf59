"""The room for centers: what is complained about, in the counties of an administrator."""

from collections.abc import Iterator
from dataclasses import dataclass

from complaints_core import persian
from complaints_core.desks.naming import Naming
from complaints_core.desks.rooms.amending import Amending, required
from complaints_core.domain.amendment_kinds import CenterClosed, CenterKept
from complaints_core.domain.directory import Center
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.administration import CodeTaken
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.ports import IChanges, IFigures

ASKED = 500
"""Centers whose complaints are asked for at once."""


@dataclass(frozen=True, kw_only=True)
class Centers(Amending):
    """Adds, changes and closes centers."""

    naming: Naming
    figures: IFigures
    changes: IChanges

    def centers(self, staff: Staff, words: str = "") -> tuple[Center, ...]:
        """Answer the centers of somebody's scope, closed ones last, in whose names each of the words begins a
        word; in Persian order."""
        typed = persian.fold(words).split()
        found = (one for one in self._mine(staff) if _names(one, typed))
        return tuple(sorted(found, key=lambda one: (one.closed, persian.sort_key(one.name), one.code)))

    def center(self, staff: Staff, code: str) -> Center:
        """Answer one of them; raises NotFound."""
        center = self.profile.directory.center(code)
        if center is None or not self._covers(staff, center):
            raise NotFound
        return center

    def add_center(self, staff: Staff, center: Center) -> None:
        """Add a center; raises NotFound for a place that is not his, CodeTaken, AmendmentRefused."""
        required(allowed=self._covers(staff, center))
        if self.profile.directory.center(center.code) is not None:
            raise CodeTaken
        self._amend(staff, CenterKept(center=center, new=True, **self._made(staff)))

    def change_center(self, staff: Staff, center: Center) -> None:
        """Keep other data of a center, or open one again that was closed; raises NotFound for a center or a
        place that is not his, AmendmentRefused."""
        self.center(staff, center.code)
        required(allowed=self._covers(staff, center))
        self._amend(staff, CenterKept(center=center, **self._made(staff)))
        self._kept(center)

    def close_center(self, staff: Staff, code: str) -> None:
        """Offer a center no more; raises NotFound."""
        self._amend(staff, CenterClosed(center=self.center(staff, code).code, **self._made(staff)))

    def _kept(self, *centers: Center) -> None:
        """Let the reports that name centers as they are called now know whose they are, and have complaints
        about those that were called otherwise indexed anew: the name is among the words by which they are
        found. A complaint that no figures know of yet comes into the index with the new name anyway."""
        self.naming.centers_called(*centers)
        known = self.profile.directory.center
        renamed = [one.code for one in centers if (before := known(one.code)) and before.name != one.name]
        for first in range(0, len(renamed), ASKED):
            for contribution in self.figures.about((), renamed[first : first + ASKED]):
                self.changes.note(contribution.code)

    def _mine(self, staff: Staff) -> Iterator[Center]:
        return (one for one in self.profile.directory.centers if self._covers(staff, one))

    def _covers(self, staff: Staff, center: Center) -> bool:
        return self.jurisdiction(staff).covers_place(center.province, center.county)


def _names(center: Center, typed: list[str]) -> bool:
    own = persian.fold(center.name).split()
    return all(any(word.startswith(begun) for word in own) for begun in typed)
