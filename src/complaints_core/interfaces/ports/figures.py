"""The port of figures: sums that are kept, so that nobody counts while a page waits."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from complaints_core.domain.figures import Cells, Contribution, Question


class IFigures(Interface):
    """Sums of what complaints contribute. It is a cache: all of it can be made again from the stores.

    One indexer writes while any number of threads and processes read. Nothing here belongs to the caller's
    transaction; a call is kept when it returns. Figures that cannot be read any more begin anew, empty. What
    a read costs depends on how much is shown, and not on how many complaints there are.
    """

    def keep(contributions: "Iterable[Contribution]") -> None:
        """Count contributions instead of what was counted for their codes, unless that has a higher
        `version`: all of them or none."""

    def forget(codes: Iterable[str]) -> None:
        """Count nothing for these codes any more; nothing happens for a code that is not there."""

    def read(unit: str, questions: "Sequence[Question]") -> "list[Cells]":
        """Answer each question about a unit with what lies below it, all of them from one moment. A cell in
        which nothing was counted is left out; where `most` is asked for, the largest come first."""

    def about(accused: Collection[str], centers: Collection[str]) -> "list[Contribution]":
        """Answer what is counted about whoever is named so (`Staff.name_keys`) or about some centers."""

    def codes(limit: int, after: str = "") -> list[str]:
        """Answer the codes of everything that is counted in an order of the figures' own, as
        `IComplaintStore.codes` does. A doctor looks whether there still are such complaints."""

    def held(codes: Iterable[str]) -> "dict[str, Contribution]":
        """Answer what is counted for some codes; one that is not there is left out. A doctor compares it with
        the complaints, some hundreds at once."""

    def clear() -> None:
        """Forget everything, also how far it was filled."""

    def position() -> str | None:
        """Answer how far the figures are filled from the store of complaints: the last code of
        `IComplaintStore.codes` that was counted, an empty text at the beginning, None when all is in."""

    def reached(position: str | None) -> None:
        """Keep how far the figures are filled, as `position` answers it."""
