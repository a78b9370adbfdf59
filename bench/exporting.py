"""A part of an Excel file as the worker makes it: the CPU time, beside no serving thread."""

from contextlib import closing
from dataclasses import dataclass
from time import process_time
from typing import Final

from bench.people import OVERSEER
from bench.place import Place
from bench.serving import site
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.site import site_of

MOST: Final = 2.0
"""Seconds of CPU that a part may take; a whole one has 5,000 rows."""


@dataclass(frozen=True)
class ExportCost:
    """The rows of a part, and the seconds of CPU it took."""

    rows: int
    seconds: float

    @property
    def keeps(self) -> bool:
        """Tell whether that is soon enough."""
        return self.seconds <= MOST


def export_cost(place: Place) -> ExportCost:
    """Answer what the first part of everything costs in an office."""
    registry = site(place).registry
    with closing(site_of(registry)):
        request = bare_request(registry)
        with transaction_of(request):
            desk = request.staff_desk
            asked = desk.finder.wording.query_of("")
            request.export_desk.ask(desk.staff.get(OVERSEER.username), asked, "fa")
        exporting = work_of(registry).exporting
        exporting.run()  # finds what belongs into it
        begun = process_time()
        rows = exporting.run()
        return ExportCost(rows, process_time() - begun)
