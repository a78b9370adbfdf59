"""The desk at which staff ask for Excel files of what they found, see how far they are, and take them."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from complaints_core.desks.keeping import put
from complaints_core.domain.audit import EXPORT_ASKED, EXPORT_TAKEN, AuditNote
from complaints_core.domain.directory import Directory
from complaints_core.domain.export import (
    KEPT,
    MOST_JOBS,
    PERSONAL_ROLES,
    ExportJob,
    ExportQueue,
    ExportShelf,
    MadePart,
    handled_by,
)
from complaints_core.domain.search import SearchQuery, scope_of
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.ports import IAuditStore, IClock, IFileStore, IPendingStore

WAITING = "waiting"
"""The key of the one queue."""


@dataclass(frozen=True, kw_only=True)
class ExportDesk:
    """Files belong to whoever asked for them; for everybody else they do not exist. Every file that is asked
    for, and every part that is taken, is noted in the audit."""

    pending: IPendingStore
    files: IFileStore
    audit: IAuditStore
    clock: IClock
    directory: Directory

    def ask(
        self, staff: Staff, query: SearchQuery, language: str, *, personal: bool = False, reason: str = ""
    ) -> str:
        """Ask for everything that somebody finds, and answer the key of the job. With data of persons only
        for who handles complaints, and for a `reason` that is kept in the audit; raises NotFound. What
        is being made already is not made twice."""
        if personal and not (reason and staff.roles & PERSONAL_ROLES):
            raise NotFound
        for job in self._jobs(staff):
            if not job.finished and (job.query, job.personal) == (query, personal):
                return job.key  # asked for twice
        now = self.clock.now()
        job = ExportJob(
            key=secrets.token_hex(16),
            expires_at=now + KEPT,
            owner=staff.username,
            query=query,
            scope=scope_of(staff, self.directory),
            language=language,
            asked_at=now,
            personal=personal,
            handled=handled_by(staff, self.directory) if personal else frozenset(),
        )
        self.pending.add(job)
        self._shelve(job)
        self._queue(job)
        kind = "personal" if personal else "masked"
        why = {"reason": reason} if reason else {}
        self._note(staff, EXPORT_ASKED, now, export=job.key, data=kind, **why)
        return job.key

    def jobs(self, staff: Staff) -> tuple[ExportJob, ...]:
        """Answer what somebody asked for and is still kept, the newest first."""
        return tuple(self._jobs(staff))

    def job(self, staff: Staff, key: str) -> ExportJob:
        """Answer one of somebody's own jobs; raises NotFound."""
        job = self.pending.get(ExportJob, key)
        if job is None or job.owner != staff.username or job.expires_at < self.clock.now():
            raise NotFound
        return job

    def part(self, staff: Staff, key: str, number: int) -> tuple[MadePart, BinaryIO]:
        """Answer a finished part, by its number counted from 1, and its bytes, which the caller closes.

        Raises NotFound, also where somebody may no longer see everything that he was allowed to find, or to
        have data of persons of, when it was made.
        """
        job = self.job(staff, key)
        covers = scope_of(staff, self.directory).covers(job.scope)
        allowed = covers and job.handled <= handled_by(staff, self.directory)
        if not allowed or not 1 <= number <= len(job.made):
            raise NotFound
        part = job.made[number - 1]
        opened = self.files.open(part.file)
        self._note(staff, EXPORT_TAKEN, self.clock.now(), export=key, part=str(number))
        return part, opened

    def _jobs(self, staff: Staff) -> Iterator[ExportJob]:
        shelf = self.pending.get(ExportShelf, staff.username)
        for key in shelf.jobs if shelf else ():
            job = self.pending.get(ExportJob, key)
            if job is not None and job.expires_at >= self.clock.now():
                yield job

    def _shelve(self, job: ExportJob) -> None:
        """Put a job in front of the others of its owner; the oldest makes room."""
        shelf = self.pending.get(ExportShelf, job.owner)
        keys = (job.key, *(shelf.jobs if shelf else ()))
        for old in keys[MOST_JOBS:]:
            self._drop(old)
        put(self.pending, ExportShelf(key=job.owner, expires_at=job.expires_at, jobs=keys[:MOST_JOBS]))

    def _queue(self, job: ExportJob) -> None:
        queue = self.pending.get(ExportQueue, WAITING)
        keys = (*(queue.jobs if queue else ()), job.key)
        put(self.pending, ExportQueue(key=WAITING, expires_at=job.expires_at, jobs=keys))

    def _drop(self, key: str) -> None:
        """Let a job expire; what expires is forgotten with its files."""
        job = self.pending.get(ExportJob, key)
        if job is not None:
            self.pending.replace(replace(job, expires_at=self.clock.now(), stopped=True))

    def _note(self, staff: Staff, action: str, at: datetime, **facts: str) -> None:
        self.audit.note(AuditNote.of(at, staff.username, action, staff.username, **facts))
