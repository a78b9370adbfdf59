"""Keeps noted in every report of misconduct whom it names, also when he came, or was called so, later."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from complaints_core.domain.access import is_named
from complaints_core.domain.directory import HEADQUARTERS, Center, Directory
from complaints_core.domain.misconduct import MisconductDraft, MisconductReport
from complaints_core.domain.report_queues import in_status, rank
from complaints_core.domain.staff import INSPECTOR, Staff
from complaints_core.interfaces.ports import IMisconductStore, IStaffStore
from complaints_core.profiles import Profile

BATCH = 200
"""Reports that are read at once."""


def inspectors_named(
    report: MisconductDraft, units: Iterable[str], staff: IStaffStore, directory: Directory
) -> tuple[str, ...]:
    """Answer the user names of those inspectors of some units (codes) whom a report names. Whoever works
    elsewhere sees no report of theirs, and is not read for it."""
    here = {one.username: one for unit in units for one in staff.at(unit)}
    inspectors = (one for one in here.values() if INSPECTOR in one.roles)
    return tuple(sorted(one.username for one in inspectors if is_named(report, one, directory)))


@dataclass(frozen=True)
class Naming:
    """Notes in reports whom they name (`MisconductReport.about`), so that the counts of his lists leave them
    out without reading a queue. Whoever is noted and named no longer stays noted: counts ask the rule of
    access, too. Only inspectors have such lists; every report is read when one of them comes or changes."""

    reports: IMisconductStore
    staff: IStaffStore
    profile: Profile

    def note(self, *people: Staff) -> None:
        """Note those who were hired or have other posts or centers now."""
        self._note(people, self.profile.directory)

    def centers_called(self, *centers: Center) -> None:
        """Note the owners of centers that are called so from now on."""
        owners = {one.username: one for center in centers for one in self.staff.concerned("", center.code)}
        self._note(owners.values(), Directory((), centers))

    def _note(self, people: Iterable[Staff], directory: Directory) -> None:
        inspectors = tuple(one for one in people if INSPECTOR in one.roles)
        if not inspectors:
            return
        for report in self._reports():
            named = {one.username for one in inspectors if is_named(report, one, directory)}
            if late := sorted(named.difference(report.about)):
                self.reports.replace(replace(report, about=(*report.about, *late)))

    def _reports(self) -> Iterator[MisconductReport]:
        """Every report: each stands in the queue of its status at headquarters."""
        for status in self.profile.misconduct_process.statuses:
            name, after = in_status(status.code, HEADQUARTERS), None
            while page := self.reports.queue(name, BATCH, after):
                yield from page
                after = rank(page[-1])
