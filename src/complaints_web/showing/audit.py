"""The audit as auditors read it: user names, codes and numbers, never who a citizen is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from complaints_core.domain import amendment_kinds as kinds
from complaints_core.domain import audit
from complaints_core.domain.audit import AuditEntry
from complaints_core.interfaces.messages import _
from complaints_web.fields import Option
from complaints_web.request import StaffRequest

ACTIONS: Final = {
    audit.SIGNED_IN: _("Signed in"),
    audit.SIGN_IN_REFUSED: _("Sign-in refused"),
    audit.LOCKED: _("Too many tries"),
    audit.ENROLLED: _("Authenticator set up"),
    audit.PASSWORD_CHANGED: _("Own password changed"),
    audit.LOGINS_ENDED: _("Logins ended"),
    audit.REFUSED: _("Something refused"),
    audit.OPENED: _("Opened"),
    audit.COMPLAINANT_OPENED: _("Data of the complainant opened"),
    audit.FILE_OPENED: _("File opened"),
    audit.HIRED: _("Account made"),
    audit.POSTS_CHANGED: _("Posts changed"),
    audit.LEFT: _("Account closed"),
    audit.PASSWORD_DRAWN: _("First password drawn"),
    audit.FACTOR_TAKEN: _("Authenticator taken away"),
    audit.EXPORT_ASKED: _("Excel file asked for"),
    audit.EXPORT_MADE: _("Excel file made"),
    audit.EXPORT_TAKEN: _("Excel file taken"),
    audit.CALL_BEGUN: _("Conversation with a caller begun"),
    audit.CALL_REFUSED: _("Conversation with a caller refused"),
    audit.CALL_ENDED: _("Conversation with a caller ended"),
    audit.CALLER_REGISTERED: _("Caller registered"),
    audit.MOBILE_ADDED: _("Mobile of a visitor added"),
    audit.TOLD: _("Tracking code told to the caller"),
    kinds.UnitKept.kind: _("Unit added or changed"),
    kinds.UnitClosed.kind: _("Unit closed"),
    kinds.CenterKept.kind: _("Center added or changed"),
    kinds.CenterClosed.kind: _("Center closed"),
    kinds.EntryKept.kind: _("Entry of a list added or changed"),
    kinds.EntryRetired.kind: _("Entry of a list put aside"),
    kinds.EntriesOrdered.kind: _("Order of a list changed"),
    kinds.ClosureEntered.kind: _("Closed day entered"),
    kinds.ClosureRemoved.kind: _("Closed day opened again"),
    kinds.TextChanged.kind: _("SMS text changed"),
    kinds.TemplateKept.kind: _("Answer template added or changed"),
    kinds.TemplateRemoved.kind: _("Answer template removed"),
}
"""What stands for an action that is no step. Any other is shown by its code."""

CODE: Final = 12
"""Digits of a tracking code."""
LONGEST: Final = 16
"""Characters of a subject that are shown; longer ones are keys that nobody reads."""


@dataclass(frozen=True)
class EntryShown:
    """One entry; `is_code` tells that the subject is a tracking code. `facts` are names and values."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    is_code: bool
    facts: tuple[Option, ...]


def entries_shown(request: StaffRequest, entries: Iterable[AuditEntry]) -> tuple[EntryShown, ...]:
    """Entries in their order."""
    words = dict(action_options(request))
    return tuple(_entry(request, entry, words.get(entry.note.action, entry.note.action)) for entry in entries)


def action_options(request: StaffRequest) -> tuple[Option, ...]:
    """Every action that is known by name: those of this table, then the steps."""
    say, code = request.language.gettext, request.language.code
    steps = (*request.profile.process.steps, *request.profile.misconduct_process.steps)
    named = {step.code: step.label.text(code) for step in reversed(steps)}
    return (*((action, say(text)) for action, text in ACTIONS.items()), *reversed(named.items()))


def _entry(request: StaffRequest, entry: AuditEntry, action: str) -> EntryShown:
    note = entry.note
    of_report = "misconduct" in dict(note.facts)  # its subject is the key of a report, whatever it looks like
    is_code = not of_report and len(note.subject) == CODE and note.subject.isdigit()
    subject = note.subject if len(note.subject) <= LONGEST else f"{note.subject[:8]}…"
    facts = tuple(_fact(request, name, value) for name, value in note.facts if value)
    return EntryShown(entry.number, note.at, note.actor, action, subject, is_code, facts)


def _fact(request: StaffRequest, name: str, value: str) -> Option:
    """A fact beside an entry; a unit is called by its name."""
    unit = request.profile.directory.unit(value) if name == "unit" else None
    if unit is None:
        return name, value
    return request.language.gettext(_("Unit")), unit.label.text(request.language.code)
