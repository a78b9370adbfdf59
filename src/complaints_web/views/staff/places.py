"""Where a page of a list begins, as it stands in an address; see `QueueKey`."""

import re
from typing import Final

from complaints_core.domain.queue_order import QueueKey

CASE: Final = re.compile(r"(-?[0-9]{1,20})\.([0-9]{12})")
REPORT: Final = re.compile(r"(-?[0-9]{1,20})\.([0-9a-f]{64})")
"""A place among complaints, by tracking codes, and among reports, by their keys."""


def place_typed(text: str, kind: re.Pattern[str]) -> QueueKey | None:
    """Answer the place in an address, None for the beginning of the list."""
    read = kind.fullmatch(text)
    return (int(read[1]), read[2]) if read else None


def written(place: QueueKey) -> str:
    """Answer a place as it stands in an address."""
    number, code = place
    return f"{number}.{code}"
