"""The audit: who did and who looked at what, in a chain in which nothing can be changed unseen.

A desk puts a note beside the change, in the same transaction, so that nothing is done without one. The one
background worker takes notes from there to the end of the chain, within seconds. A note is safe from its
commit on; it is part of the chain, and proof against whoever writes in the database, once it was taken there.
Every entry carries the SHA-256 of the one before. Whoever keeps the digest of the last entry elsewhere also
sees when a whole end of the chain is missing or was made anew.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

BEGINNING = "0" * 64
"""Stands for the digest before the first entry."""

OPENED, COMPLAINANT_OPENED, FILE_OPENED = "opened", "complainant_opened", "file_opened"
SIGNED_IN, SIGN_IN_REFUSED, LOCKED = "signed_in", "sign_in_refused", "locked"
ENROLLED, PASSWORD_CHANGED, LOGINS_ENDED = "enrolled", "password_changed", "logins_ended"
HIRED, POSTS_CHANGED, LEFT = "hired", "posts_changed", "left"
PASSWORD_DRAWN, FACTOR_TAKEN = "password_drawn", "factor_taken"
CALL_BEGUN, CALL_REFUSED, CALL_ENDED = "call_begun", "call_refused", "call_ended"
CALLER_REGISTERED, MOBILE_ADDED, TOLD = "caller_registered", "mobile_added", "told"
EXPORT_ASKED, EXPORT_MADE, EXPORT_TAKEN = "export_asked", "export_made", "export_taken"
REFUSED = "refused"
"""Actions that are no steps of a process; a step is an action by its code. `refused` is a page or a step that
somebody who is signed in asked for and that was not his to have."""


@dataclass(frozen=True, kw_only=True)
class AuditNote:
    """What somebody did: `actor` is a user name, `subject` a tracking code or a user name; `facts` are names
    and values beside it, never words of a complaint or data of a person."""

    at: datetime
    actor: str
    action: str
    subject: str
    facts: tuple[tuple[str, str], ...] = ()
    id: str = field(default_factory=lambda: secrets.token_hex(12))

    @classmethod
    def of(cls, at: datetime, actor: str, action: str, subject: str, /, **facts: str) -> "AuditNote":
        """Make a note with facts by their names, in their order."""
        return cls(at=at, actor=actor, action=action, subject=subject, facts=tuple(facts.items()))


@dataclass(frozen=True)
class AuditEntry:
    """A note in its place: the number from 1, the digest of the entry before, and its own (hex)."""

    number: int
    note: AuditNote
    before: str
    digest: str


def chained(note: AuditNote, last: AuditEntry | None) -> AuditEntry:
    """Answer the entry that puts a note after the last one."""
    number, before = (last.number + 1, last.digest) if last else (1, BEGINNING)
    return AuditEntry(number, note, before, _digest(number, note, before))


def first_broken(entries: Iterable[AuditEntry], last: AuditEntry | None = None) -> int | None:
    """Answer the number of the first place where a chain is not as it was made, None for a whole one. `last`
    is the entry before it, where it is no whole chain but the end of one."""
    for entry in entries:
        if entry != chained(entry.note, last):
            return last.number + 1 if last else 1
        last = entry
    return None


def _digest(number: int, note: AuditNote, before: str) -> str:
    told = [number, before, note.id, note.at.isoformat(), note.actor, note.action, note.subject, note.facts]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
