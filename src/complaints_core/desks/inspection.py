"""The desk of inspectors: reports of misconduct, whose reporters stay unknown until somebody says why not.

Nothing of a report reaches the desk of staff, its lists, its search or its figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any, BinaryIO

from complaints_core.desks.intake.files import FileRoom
from complaints_core.desks.naming import inspectors_named
from complaints_core.domain.access import StaffActor
from complaints_core.domain.audit import FILE_OPENED, OPENED, AuditNote
from complaints_core.domain.complaints import Answer, Event, Message
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.misconduct import IDENTITY_OPENED, MisconductReport, Opening, ReporterIdentity
from complaints_core.domain.process import Step
from complaints_core.domain.queue_order import QueueKey, QueueName
from complaints_core.domain.report_queues import about, in_status, rank
from complaints_core.domain.staff import INSPECTOR, Staff
from complaints_core.interfaces.errors import NotFound, StepNotAllowed, UnknownUnit
from complaints_core.interfaces.ports import IAuditStore, IClock, IMisconductStore, IStaffStore
from complaints_core.profiles import Profile

PAGE = 25


@dataclass(frozen=True)
class ReportsPage:
    """One page of a queue; `total` is its length, `after` where the next page begins, None on the last.
    `oldest` waits longest of the whole queue; None where it is empty, or that one is not his to see."""

    items: tuple[MisconductReport, ...]
    total: int
    after: QueueKey | None
    oldest: MisconductReport | None


@dataclass(frozen=True, kw_only=True)
class InspectorDesk:
    """An inspector who is signed in. Every step, and every opening of a report, of its files and of who filed
    it, is noted in the audit, under the key of the report."""

    reports: IMisconductStore
    staff: IStaffStore
    audit: IAuditStore
    room: FileRoom
    clock: IClock
    profile: Profile

    # Finding

    def units(self, staff: Staff) -> tuple[str, ...]:
        """Answer the codes of the units whose reports somebody sees, without those that lie below another of
        them."""
        held = dict.fromkeys(post.unit for post in staff.posts if staff.active and post.role == INSPECTOR)
        return tuple(unit for unit in held if not held.keys() & self.profile.directory.line(unit)[1:])

    def counts(self, staff: Staff) -> Mapping[str, int]:
        """Answer how many reports stand in each status, in the order of the process."""
        return {one.code: self._count(staff, one.code) for one in self.profile.misconduct_process.statuses}

    def queue(self, staff: Staff, status: str, after: QueueKey | None = None) -> ReportsPage:
        """Answer a page of the reports in a status, the newest first; raises NotFound for no status."""
        if self.profile.misconduct_process.status(status) is None:
            raise NotFound
        names = self._names(staff, status)
        found = list(islice(merge(*(self._read(staff, name, after) for name in names), key=rank), PAGE + 1))
        items = tuple(found[:PAGE])
        rest = rank(items[-1]) if len(found) > PAGE else None
        return ReportsPage(items, self._count(staff, status), rest, self._oldest(staff, names))

    def report(self, staff: Staff, key: str) -> MisconductReport:
        """Answer a report that somebody may see; raises NotFound."""
        report = self._seen(staff, key)
        self._note(staff, OPENED, report)
        return report

    def attachment(self, staff: Staff, key: str, number: int) -> tuple[Attachment, BinaryIO]:
        """Answer a file and its bytes, by number counted from 1; the caller closes it. Raises NotFound,
        FileNotReady."""
        report = self._seen(staff, key)
        files = report.all_attachments()
        if not 1 <= number <= len(files):
            raise NotFound
        opened = self.room.open(files[number - 1])
        self._note(staff, FILE_OPENED, report, number=str(number))
        return files[number - 1], opened

    def steps(self, staff: Staff, report: MisconductReport) -> tuple[Step, ...]:
        """Answer what somebody can do with a report now."""
        if not self._actor(staff).may_see_report(report):
            return ()
        return self.profile.misconduct_process.steps_from(report.status, INSPECTOR)

    # Who reported

    def is_signed(self, report: MisconductReport) -> bool:
        """Tell whether the reporter said who he is."""
        return self.reports.identity(report.key) is not None

    def identity(self, staff: Staff, key: str, reason: str) -> ReporterIdentity:
        """Answer who reported, this once; the reporter is told when and why. Raises NotFound, also where
        nobody said who he is."""
        report, identity = self._seen(staff, key), self.reports.identity(key)
        if identity is None:
            raise NotFound
        opened = report.opened(Opening(self.clock.now(), INSPECTOR, reason))
        self.reports.replace(opened)
        self._note(staff, IDENTITY_OPENED, opened, opening=str(len(opened.openings)))
        return identity

    # Handling; each raises NotFound, and StepNotAllowed where the step is not open now

    def take(self, staff: Staff, key: str) -> MisconductReport:
        """Answer for a report from now on."""
        return self._step(staff, key, "take", assignee=staff.username)

    def ask(
        self,
        staff: Staff,
        key: str,
        text: str,
        uploads: Sequence[Upload] = (),
        kept: Sequence[Attachment] = (),
    ) -> MisconductReport:
        """Ask the reporter, with files that come now and those that are here already; the clock stands still
        until he answers. Raises FileRefused."""
        report, files = self._with_files(staff, key, "ask", uploads, kept)
        message = Message(self.clock.now(), staff.username, text, files)
        return self._step(staff, key, "ask", messages=report.with_message(message).messages)

    def resume(self, staff: Staff, key: str) -> MisconductReport:
        """Go on without the answer that the reporter was asked for."""
        return self._step(staff, key, "resume")

    def note(self, staff: Staff, key: str, text: str) -> MisconductReport:
        """Write something down that only inspectors see."""
        return self._step(staff, key, "note", text)

    def refer(self, staff: Staff, key: str, unit: str, reason: str) -> MisconductReport:
        """Pass a report on to the inspectors of another unit, for a reason that the reporter reads; raises
        UnknownUnit."""
        report = self._seen(staff, key)
        self._require(staff, report, "refer")
        known = self.profile.directory.in_charge(unit)
        if known is None or known.code != unit or unit == report.unit:
            raise UnknownUnit
        line = self.profile.directory.line(unit)
        named = {*report.about, *inspectors_named(report, line, self.staff, self.profile.directory)}
        return self._step(staff, key, "refer", reason, units=line, about=tuple(sorted(named)), assignee="")

    def close(
        self,
        staff: Staff,
        key: str,
        outcome: str,
        text: str,
        uploads: Sequence[Upload] = (),
        kept: Sequence[Attachment] = (),
    ) -> MisconductReport:
        """Come to an end, with an outcome and words that the reporter reads, and with files as for `ask`;
        raises FileRefused."""
        report, files = self._with_files(staff, key, "close", uploads, kept)
        conclusion = Answer(self.clock.now(), staff.username, outcome, text, files)
        return self._step(staff, key, "close", conclusions=report.concluded(conclusion).conclusions)

    def hand_over(self, staff: Staff, key: str, body: str, text: str) -> MisconductReport:
        """Pass a report on to a body outside, and tell the reporter which."""
        return self._step(staff, key, "hand_over", f"{body}\n{text}")

    def reopen(self, staff: Staff, key: str, reason: str) -> MisconductReport:
        """Begin the review anew, for a reason that the reporter reads."""
        return self._step(staff, key, "reopen", reason, assignee=staff.username)

    # What several of the above share

    def _step(self, staff: Staff, key: str, step: str, text: str = "", **facts: Any) -> MisconductReport:
        report = self._seen(staff, key)
        self._require(staff, report, step)
        status = self.profile.misconduct_process.after(report.status, step).code
        moved = report.moved(Event(self.clock.now(), step, staff.username, status, text), **facts)
        self.reports.replace(moved)
        self._note(staff, step, moved, status=status)
        return moved

    def _with_files(
        self,
        staff: Staff,
        key: str,
        step: str,
        uploads: Sequence[Upload],
        kept: Sequence[Attachment],
    ) -> tuple[MisconductReport, tuple[Attachment, ...]]:
        """Answer a report with which a step may be taken, and the files that go with the step."""
        report = self._seen(staff, key)
        self._require(staff, report, step)
        return report, (*kept, *self.room.take(uploads, (*report.all_attachments(), *kept)))

    def _require(self, staff: Staff, report: MisconductReport, step: str) -> None:
        if step not in (one.code for one in self.steps(staff, report)):
            raise StepNotAllowed

    def _seen(self, staff: Staff, key: str) -> MisconductReport:
        report = self.reports.get(key)
        if report is None or not self._actor(staff).may_see_report(report):
            raise NotFound
        return report

    def _note(self, staff: Staff, action: str, report: MisconductReport, **facts: str) -> None:
        told = {"unit": report.unit, "misconduct": "yes", **facts}
        self.audit.note(AuditNote.of(self.clock.now(), staff.username, action, report.key, **told))

    def _actor(self, staff: Staff) -> StaffActor:
        return StaffActor(staff, self.profile.directory)

    def _names(self, staff: Staff, status: str) -> tuple[QueueName, ...]:
        return tuple(in_status(status, unit) for unit in self.units(staff))

    def _read(self, staff: Staff, name: QueueName, after: QueueKey | None) -> Iterator[MisconductReport]:
        """Answer what somebody may see of a queue, read in pages as far as it is needed."""
        while page := self.reports.queue(name, PAGE + 1, after):
            yield from filter(self._actor(staff).may_see_report, page)
            after = rank(page[-1])

    def _count(self, staff: Staff, status: str) -> int:
        """Answer how many reports in a status somebody may see. Those that name him are noted as such (see
        `naming`), so that no queue is walked; some of them may name him no longer."""
        units, name, may_see = self.units(staff), about(staff.username), self._actor(staff).may_see_report
        named = self.reports.queue(name, self.reports.count(name))
        here = (one for one in named if one.status == status and not {*units}.isdisjoint(one.units))
        unseen = sum(not may_see(one) for one in here)
        return sum(self.reports.count(in_status(status, unit)) for unit in units) - unseen

    def _oldest(self, staff: Staff, names: Sequence[QueueName]) -> MisconductReport | None:
        oldest = max(filter(None, map(self.reports.oldest, names)), key=rank, default=None)
        return oldest if oldest and self._actor(staff).may_see_report(oldest) else None
