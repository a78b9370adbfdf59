"""What nobody came back for is forgotten: expired sign-ups, codes, drafts and exports, with their files."""

from datetime import datetime

from complaints_core.domain.export import ExportJob
from complaints_core.domain.pending import ParkedDraft, WithFiles
from complaints_core.interfaces.ports import IFileStore, IPendingStore

WITH_FILES: tuple[type[WithFiles], ...] = (ParkedDraft, ExportJob)
"""Every kind that has files."""


def forget_expired(pending: IPendingStore, files: IFileStore, now: datetime, limit: int = 500) -> int:
    """Forget at most `limit` drafts and exports with their files, then at most `limit` other things that
    expired before `now`; answers how many. Files that became part of a complaint belong to no draft any
    more."""
    forgotten = 0
    for kind in WITH_FILES:
        for thing in pending.expired(kind, now, limit - forgotten):
            for file in thing.files:
                files.remove(file)
            pending.remove(kind, thing.key)
            forgotten += 1
    # As long as these are left, nothing else is purged: a purge would forget them without their files.
    return forgotten if forgotten == limit else forgotten + pending.purge(now, limit)
