"""The desk of administrators: what the organization is made of, room by room."""

from dataclasses import dataclass

from complaints_core.desks.closing_days import Affected, ClosingDays
from complaints_core.desks.code_lists import CodeLists
from complaints_core.desks.importing import Importing
from complaints_core.desks.sms_texts import SmsTexts
from complaints_core.desks.templates import Templates
from complaints_core.desks.units import Units

__all__ = ["AdministrationDesk", "Affected"]


@dataclass(frozen=True, kw_only=True)
class AdministrationDesk(ClosingDays, CodeLists, Importing, SmsTexts, Templates, Units):
    """An administrator who is signed in, both factors. Everything he changes is noted in the audit; what lies
    outside his scope does not exist for him."""
