"""Invented people and what they write. The same number is the same person in every call, and nobody.

Every builder takes the fields that matter to a test by name and invents the others.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from complaints_core.domain.audit import AuditNote
from complaints_core.domain.citizens import Citizen, Registration
from complaints_core.domain.complaints import Complaint, ComplaintDraft
from complaints_core.domain.misconduct import MisconductDraft, MisconductReport
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.outbox import OutboxMessage
from complaints_core.domain.staff import Post, Staff
from complaints_core.persian import check_digits
from complaints_core.persian.samples import national_codes
from complaints_core.profiles import Profile
from complaints_core.testing.fixed import NOON

FIRST_NAMES = ("Sara", "Reza", "Maryam", "Ali", "Zahra")
LAST_NAMES = ("Ahmadi", "Karimi", "Rostami", "Moradi")
_KEYS = OpaqueKeys(b"builders", "invented")


def national_code(number: int = 0) -> str:
    """Answer the national code of an invented person."""
    return next(national_codes(number))


def registration(number: int = 0, **changes: Any) -> Registration:
    """Answer a sign-up in which nothing that must be filled is empty."""
    typed = Registration(
        first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
        last_name=LAST_NAMES[number % len(LAST_NAMES)],
        national_code=national_code(number),
        birth_date=date(1970, 3, 21) + timedelta(days=number % 10_000),
        mobile=f"+98912{number % 10**7:07}",
        province="23",
        password="seven blue tents",  # noqa: S106 - an invented person's
        password_repeat="seven blue tents",  # noqa: S106
    )
    return replace(typed, **changes)


def citizen(number: int = 0, **changes: Any) -> Citizen:
    """Answer a citizen; a test that looks him up by national code gives `key=store.key_of(...)`."""
    person = registration(number)
    key = _KEYS(person.national_code)
    kept = Citizen.registered(person, key=key, password_hash="fast$0", at=NOON)  # noqa: S106
    return replace(kept, **changes)


def tracking_code(number: int = 0) -> str:
    """Answer the twelve digits of an invented tracking code, with right check digits."""
    return check_digits.append(f"{number:010}")


def draft(**changes: Any) -> ComplaintDraft:
    """Answer a complaint as it is typed."""
    typed = ComplaintDraft(subject="delay", kind="province", description="Nobody has answered for weeks.")
    return replace(typed, **changes)


def complaint(number: int = 0, **changes: Any) -> Complaint:
    """Answer a complaint of invented citizen 0, filed `number` minutes after noon."""
    kept = Complaint.registered(
        draft(),
        step="submit",
        status="registered",
        at=NOON + timedelta(minutes=number),
        code=tracking_code(number),
        citizen=citizen().key,
        province="23",
        unit="23",
    )
    return replace(kept, **changes)


def filed(profile: Profile, at: datetime, number: int = 0, province: str = "23", **typed: Any) -> Complaint:
    """Answer a complaint of invented citizen 0 as a profile's own course begins it, filed at a moment."""
    written = draft(**typed)
    return profile.course.filed(
        written,
        at,
        code=tracking_code(number),
        citizen=citizen().key,
        province=province,
        unit=profile.unit_for(written.kind, province),
        urgent=profile.is_urgent(written.subject),
    )


def report(number: int = 0, **changes: Any) -> MisconductReport:
    """Answer a misconduct report, filed `number` minutes after noon."""
    typed = MisconductDraft(topic="bribe", description="Money was asked for a form that is free.")
    kept = MisconductReport.registered(
        typed,
        key=_KEYS(f"receipt {number}"),
        step="submit",
        status="registered",
        at=NOON + timedelta(minutes=number),
        attachments=(),
    )
    return replace(kept, **changes)


def staff(username: str, role: str = "expert", unit: str = "23", **changes: Any) -> Staff:
    """Answer an invented member of staff who holds one post."""
    hired = Staff(
        username=username,
        first_name="Invented",
        last_name=username.title(),
        posts=(Post(role, unit),),
        password_hash="no hash",  # noqa: S106 - no password has this hash
        totp_secret="JBSWY3DPEHPK3PXP",  # noqa: S106 - the example of the authenticators' documentation
        hired_at=NOON,
    )
    return replace(hired, **changes)


def audit_note(number: int = 0, **changes: Any) -> AuditNote:
    """Answer a note of the audit, made `number` seconds after noon."""
    note = AuditNote(
        id=f"note-{number}",
        at=NOON + timedelta(seconds=number),
        actor="karimi",
        action="take",
        subject=tracking_code(number),
        facts=(("unit", "23"),),
    )
    return replace(note, **changes)


def outbox_message(number: int = 0, **changes: Any) -> OutboxMessage:
    """Answer an SMS of an invented template, due `number` seconds after noon."""
    message = OutboxMessage(
        id=f"message-{number}",
        to=f"+98912{number % 10**7:07}",
        template="complaint_registered",
        text="Your complaint is registered.",
        params=(("code", tracking_code(number)),),
        created_at=NOON,
        not_before=NOON + timedelta(seconds=number),
        expires_at=NOON + timedelta(hours=4),
    )
    return replace(message, **changes)
