"""What nobody came back for is forgotten: expired sign-ups, codes and drafts, and the files of the drafts."""

from datetime import datetime

from complaints_core.domain.pending import ParkedDraft
from complaints_core.interfaces.ports import IFileStore, IPendingStore


def forget_expired(pending: IPendingStore, files: IFileStore, now: datetime, limit: int = 500) -> int:
    """Forget at most `limit` drafts with their files, then at most `limit` other things that expired before
    `now`; answers how many. Files that became part of a complaint belong to no draft any more."""
    drafts = pending.expired(ParkedDraft, now, limit)
    for draft in drafts:
        for attachment in draft.attachments:
            files.remove(attachment.file)
        pending.remove(ParkedDraft, draft.key)
    # As long as drafts are left, nothing else is purged: a purge would forget them without their files.
    return len(drafts) if len(drafts) == limit else len(drafts) + pending.purge(now, limit)
