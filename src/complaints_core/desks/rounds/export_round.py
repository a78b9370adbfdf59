"""The making of Excel files, beside the pages: one part in one unit of work.

A round that is killed leaves nothing half done: the next one goes on behind the last part that was kept. Two
that work at once conflict, and one of them has done nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from tempfile import TemporaryFile

from complaints_core import persian
from complaints_core.desks.casework.finding import Finder
from complaints_core.desks.exporting import WAITING
from complaints_core.desks.rounds.work import Taken, Work
from complaints_core.domain.access import StaffActor
from complaints_core.domain.audit import EXPORT_MADE, AuditNote
from complaints_core.domain.citizens import Citizen, MaskedPerson
from complaints_core.domain.export import (
    MOST_ROWS,
    PART_ROWS,
    PERSONAL_ROLES,
    TRIES,
    ExportCodes,
    ExportJob,
    ExportQueue,
    ExportRow,
    MadePart,
    SheetWriter,
    codes_key,
)
from complaints_core.domain.faults import place_of
from complaints_core.domain.search import scope_of
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import (
    IAuditStore,
    ICitizenStore,
    IClock,
    IFileStore,
    IPendingStore,
    IStaffStore,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Press:
    """Everything that a part is made with, in one transaction."""

    pending: IPendingStore
    files: IFileStore
    citizens: ICitizenStore
    staff: IStaffStore
    audit: IAuditStore
    clock: IClock
    finder: Finder
    write: SheetWriter

    def next_job(self) -> ExportJob | None:
        """Answer the job that is to be gone on with; those that are over leave the queue."""
        queue = self.pending.get(ExportQueue, WAITING)
        if queue is None:
            return None
        jobs = ((key, self.pending.get(ExportJob, key)) for key in queue.jobs)
        left = {key: job for key, job in jobs if job is not None and not self._over(job)}
        if len(left) < len(queue.jobs):
            self.pending.replace(replace(queue, jobs=tuple(left)))
        return next(iter(left.values()), None)

    def go_on(self, job: ExportJob) -> int:
        """Find what a job asks for, or make its next part; answers how many complaints were dealt with."""
        owner = self.staff.get(job.owner)
        if owner is None or not owner.active or not self._scope_covers(owner, job):
            self.stop(job)
            return 0
        if job.total is None:
            self._find(job, owner)
            return 0
        return self._make(job, owner)

    def stop(self, job: ExportJob) -> None:
        """Make no more of a job."""
        self.pending.replace(replace(job, stopped=True))

    def try_again(self, key: str) -> None:
        """Note that a part failed; after some tries its job is stopped."""
        job = self.pending.get(ExportJob, key)
        if job is not None:
            tries = job.tries + 1
            self.pending.replace(replace(job, tries=tries, stopped=tries >= TRIES))

    def _over(self, job: ExportJob) -> bool:
        return job.finished or job.expires_at < self.clock.now()

    def _scope_covers(self, owner: Staff, job: ExportJob) -> bool:
        return scope_of(owner, self.finder.wording.directory).covers(job.scope)

    def _find(self, job: ExportJob, owner: Staff) -> None:
        codes = self.finder.codes(owner, job.query, MOST_ROWS)
        for number in range(-(-len(codes) // PART_ROWS)):
            part = codes[number * PART_ROWS : (number + 1) * PART_ROWS]
            key = codes_key(job.key, number + 1)
            self.pending.add(ExportCodes(key=key, expires_at=job.expires_at, codes=part))
        self._keep(replace(job, total=len(codes)))

    def _make(self, job: ExportJob, owner: Staff) -> int:
        number = len(job.made) + 1
        waiting = self.pending.get(ExportCodes, codes_key(job.key, number))
        codes = waiting.codes if waiting else ()
        rows = _Rows(self, job, owner, codes)
        with TemporaryFile() as stream:
            self.write(stream, job, number, rows)
            size = stream.tell()
            stream.seek(0)
            file = self.files.add(stream, "clean")
        self.pending.remove(ExportCodes, codes_key(job.key, number))
        self._keep(job.with_part(MadePart(rows.written, size, file)))
        return len(codes)

    def _keep(self, job: ExportJob) -> None:
        self.pending.replace(job)
        if job.finished:
            facts = {"export": job.key, "rows": str(sum(part.rows for part in job.made))}
            self.audit.note(AuditNote.of(self.clock.now(), job.owner, EXPORT_MADE, job.owner, **facts))


class _Rows:
    """The rows of one part, each read when it is written, and no more of them kept."""

    def __init__(self, press: Press, job: ExportJob, owner: Staff, codes: tuple[str, ...]) -> None:
        self.written = 0
        self._press, self._job, self._codes = press, job, codes
        self._actor = StaffActor(owner, press.finder.wording.directory)
        self._before = sum(part.rows for part in job.made)

    def __iter__(self) -> Iterator[ExportRow]:
        for code in self._codes:
            complaint = self._press.finder.complaints.get(code)
            if complaint is not None and self._actor.may_see(complaint):
                self.written += 1
                personal = self._job.personal and bool(self._actor.roles_for(complaint) & PERSONAL_ROLES)
                person = _person(self._press.citizens.get(complaint.citizen), personal=personal)
                yield ExportRow(self._before + self.written, complaint, person, personal)


def _person(citizen: Citizen | None, *, personal: bool) -> MaskedPerson:
    """Who filed a complaint, open or masked."""
    if citizen is None or not personal:
        return MaskedPerson.of(citizen)
    mobile = persian.Mobile(citizen.mobile).local if citizen.mobile else ""
    return MaskedPerson(citizen.full_name, citizen.national_code, mobile)


@dataclass(frozen=True)
class ExportRound:
    """Goes on with the file that waits longest."""

    work: Work[Press]

    def run(self) -> int:
        """Do one piece of the work; answers how many complaints were dealt with. What fails is tried again
        in a later round, some times."""
        job: ExportJob | None = None
        try:
            with suppress(Taken), self.work() as press:
                job = press.next_job()
                return press.go_on(job) if job else 0
        except Exception as fault:
            if job is None:
                raise
            log.error("a part of an export failed: %s", place_of(fault))
            with suppress(Taken), self.work() as press:
                press.try_again(job.key)
        return 0
