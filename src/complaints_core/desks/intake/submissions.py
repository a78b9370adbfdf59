"""Forms on their way in: the single-use key of each, what waits under it, and what it made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from complaints_core.desks.intake.files import FileRoom
from complaints_core.desks.keeping import put
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.pending import ParkedDraft, Submission
from complaints_core.domain.submission import ANYBODY, SubmissionKeys
from complaints_core.domain.tracking import ReceiptCode
from complaints_core.interfaces.errors import SubmissionKeyMissing
from complaints_core.interfaces.ports import IClock, IPendingStore

REPLAYABLE = timedelta(days=30)
"""How long a form that was sent already answers with what it made."""

PARKED = timedelta(hours=12)
"""How long words and files wait for their owner to come back."""


@dataclass(frozen=True, kw_only=True)
class Submissions:
    """Lets a form that is sent twice make one thing, and keeps its files until it is right."""

    pending: IPendingStore
    room: FileRoom
    clock: IClock
    keys: SubmissionKeys

    def key(self, owner: str, typed: str = "") -> str:
        """Answer a single-use key for a form of this owner: the one that came with it, if it is his and has
        made nothing yet, else a fresh one."""
        good = self.keys.belongs(typed, owner) and self.pending.get(Submission, typed) is None
        return typed if good else self.keys.issue(owner)

    def made(self, owner: str, key: str) -> str | None:
        """Answer what the form with this key made when it was sent before; raises SubmissionKeyMissing for a
        key that is not the owner's."""
        if not self.keys.belongs(key, owner):
            raise SubmissionKeyMissing
        used = self.pending.get(Submission, key)
        return used.made if used else None

    def close(self, key: str, made: str) -> None:
        """Note what a form made, so that the same form makes nothing more."""
        self.pending.add(Submission(key=key, expires_at=self.clock.now() + REPLAYABLE, made=made))

    def owner(self, key: str) -> str:
        """Answer whom a key names, signed in or not; raises SubmissionKeyMissing for a key we did not
        make."""
        owner = self.keys.owner(key)
        if owner is None:
            raise SubmissionKeyMissing
        return owner

    def receipt(self, key: str) -> ReceiptCode | None:
        """Answer the misconduct receipt that belongs to a key, or None for a key that is not anybody's."""
        return self.keys.receipt(key) if self.keys.belongs(key, ANYBODY) else None

    def park(self, typed: Mapping[str, str], uploads: Sequence[Upload], key: str) -> tuple[Attachment, ...]:
        """Keep words and files under a key for its owner; answers all files that are parked there. Raises
        SubmissionKeyMissing, FileRefused."""
        owner = self.owner(key)
        before = self.pending.get(ParkedDraft, key)
        kept = before.attachments if before else ()
        draft = ParkedDraft(
            key=key,
            expires_at=self.clock.now() + PARKED,
            owner=owner,
            typed=tuple(typed.items()),
            attachments=(*kept, *self.room.take(uploads, kept)),
        )
        put(self.pending, draft)
        return draft.attachments

    def parked(self, owner: str, key: str) -> ParkedDraft | None:
        """Answer what waits under a key, to its owner only."""
        return self.pending.get(ParkedDraft, key) if self.keys.belongs(key, owner) else None

    def unpark(self, key: str) -> None:
        """Forget what waits under a key: its files belong to what the form made."""
        self.pending.remove(ParkedDraft, key)

    def unpark_file(self, owner: str, key: str, number: int) -> None:
        """Take one parked file away again, by its number counted from 1; a number that is not there is
        ignored."""
        draft = self.parked(owner, key)
        if draft and 1 <= number <= len(draft.attachments):
            self.room.drop(draft.attachments[number - 1])
            rest = draft.attachments[: number - 1] + draft.attachments[number:]
            self.pending.replace(replace(draft, attachments=rest))

    def collect(self, owner: str, uploads: Sequence[Upload], key: str) -> tuple[Attachment, ...]:
        """Answer the files that came with a form, after those parked under its key, which wait no longer.
        Raises FileRefused."""
        draft = self.parked(owner, key)
        kept = draft.attachments if draft else ()
        files = (*kept, *self.room.take(uploads, kept))
        self.pending.remove(ParkedDraft, key)
        return files
