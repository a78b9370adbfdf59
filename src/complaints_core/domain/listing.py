"""Pages of a list: words to look for, an order, and which part is shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from complaints_core import persian
from complaints_core.domain.complaints import Complaint

PAGE_SIZE: Final = 20

PART_SIZE: Final = 500
"""How many complaints one part of an exported sheet holds."""


@dataclass(frozen=True)
class Page:
    """One page of complaints; `number` counts from 1, `total` is the length of the whole list."""

    items: tuple[Complaint, ...]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first item in the whole list, counted from 1."""
        return (self.number - 1) * self.size + 1


ORDERS: Final[Mapping[str, tuple[Callable[[Complaint], Any], bool]]] = {
    "-submitted_at": (attrgetter("submitted_at"), True),
    "submitted_at": (attrgetter("submitted_at"), False),
    "status": (attrgetter("status"), False),
    "subject": (attrgetter("subject"), False),
}
"""The orders a list can have: how to compare, and whether the largest comes first."""


def page_of(
    complaints: Iterable[Complaint],
    *,
    words: str = "",
    order: str = "-submitted_at",
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """Answer one page of the complaints that hold all the words; an unknown order is the default one, a page
    beyond the last is the last."""
    wanted = persian.fold(words).split()
    found = [one for one in complaints if not wanted or _holds(one, wanted)]
    key, descending = ORDERS.get(order, ORDERS["-submitted_at"])
    found.sort(key=key, reverse=descending)
    number = min(max(1, number), max(1, -(-len(found) // size)))
    start = (number - 1) * size
    return Page(tuple(found[start : start + size]), number, len(found), size)


def _holds(complaint: Complaint, wanted: list[str]) -> bool:
    text = " ".join((complaint.code, complaint.description, complaint.center_name, complaint.accused_name))
    folded = persian.fold(text)
    spelled = "".join(wanted)  # a tracking code may be typed in groups
    return spelled == complaint.code or all(word in folded for word in wanted)
