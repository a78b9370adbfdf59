"""An invented house whose complaints are searched, for the contract of search indexes."""

from collections.abc import Callable
from typing import Any

from complaints_core.domain.directory import Center, Directory, Unit
from complaints_core.domain.lists import Label
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.search import SearchDocument, SearchPage, SearchScope
from complaints_core.domain.wording import Wording
from complaints_core.testing.builders import citizen, complaint

CENTER = "C-17"
HOUSE = Directory(
    units=(
        Unit("23", Label(en="A province"), "", "province"),
        Unit("2301", Label(en="Its county"), "23", "county"),
        Unit("07", Label(en="Another province"), "", "province"),
    ),
    centers=(Center(CENTER, "خانهٔ سالمندان آفتاب‌گردان", "elderly", "23", "2301", "private"),),
)
UNITS = tuple(unit.code for unit in HOUSE.units)
WORDING = Wording(OpaqueKeys(b"contracts", "search"), HOUSE)
EVERYWHERE = SearchScope(frozenset(UNITS))

Find = Callable[..., SearchPage]


def document(number: int = 0, **changes: Any) -> SearchDocument:
    """Answer the document of an invented complaint of invented citizen 0."""
    return WORDING.document_of(complaint(number, **changes), citizen())


def numbered(*numbers: int) -> list[str]:
    """Answer the codes of invented complaints."""
    return [complaint(number).code for number in numbers]
