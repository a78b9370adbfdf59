"""The forms of staff: one that is sent twice does one thing, and words and files outlive a mistake and the
session they were written in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from complaints_core.desks.intake.submissions import Submissions
from complaints_core.domain.files import Attachment, Upload
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import ILimits


@dataclass(frozen=True)
class StaffForms:
    """Keys for the forms of members of staff, and what waits under them."""

    submissions: Submissions
    limits: ILimits

    def key(self, staff: Staff, typed: str = "") -> str:
        """Answer a single-use key for a form: the one that came with it, if it is his and has made nothing
        yet, else a fresh one."""
        return self.submissions.key(_owner(staff), typed)

    def sent(self, staff: Staff, key: str) -> bool:
        """Tell whether the form with this key was sent before; raises SubmissionKeyMissing for a key that is
        not his."""
        return self.made(staff, key) is not None

    def made(self, staff: Staff, key: str) -> str | None:
        """Answer what was noted when the form with this key was sent; None for one that was not. Raises
        SubmissionKeyMissing for a key that is not his."""
        return self.submissions.made(_owner(staff), key)

    def close(self, key: str, made: str) -> None:
        """Note that a form was sent and what it made: the code of what it was sent for, or a mark of its
        words (`mark_of`). What waited under its key is forgotten."""
        self.submissions.unpark(key)
        self.submissions.close(key, made)

    def park(self, typed: Mapping[str, str], key: str, uploads: Sequence[Upload] = ()) -> None:
        """Keep words and files under the key of their form for its owner, signed in or not.

        Raises SubmissionKeyMissing, TooManyTries, FileRefused.
        """
        self.limits.spend("park", self.submissions.owner(key))
        self.submissions.park(typed, uploads, key)

    def parked(self, staff: Staff, key: str) -> Mapping[str, str]:
        """Answer the words that wait under a key, to their owner only."""
        draft = self.submissions.parked(_owner(staff), key)
        return dict(draft.typed) if draft else {}

    def files(self, staff: Staff, key: str) -> tuple[Attachment, ...]:
        """Answer the files that wait under a key, to their owner only."""
        draft = self.submissions.parked(_owner(staff), key)
        return draft.attachments if draft else ()

    def drop_file(self, staff: Staff, key: str, number: int) -> None:
        """Take one of these files away again, by its number counted from 1."""
        self.submissions.unpark_file(_owner(staff), key, number)


def mark_of(step: str, words: Mapping[str, str]) -> str:
    """Answer a mark by which a step with the same words is known again, and nobody learns them."""
    return hashlib.sha256(repr((step, sorted(words.items()))).encode()).hexdigest()


def _owner(staff: Staff) -> str:
    """Who owns a key, without telling his user name to whoever reads the page."""
    return hashlib.sha256(f"staff:{staff.username}".encode()).hexdigest()
