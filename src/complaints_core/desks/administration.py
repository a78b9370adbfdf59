"""The desk of administrators: what the organization is made of, room by room."""

from dataclasses import dataclass

from complaints_core.desks.imports.centers import ImportingCenters
from complaints_core.desks.imports.units import ImportingUnits
from complaints_core.desks.rooms.closing_days import Affected, ClosingDays
from complaints_core.desks.rooms.code_lists import CodeLists
from complaints_core.desks.rooms.sms_texts import SmsTexts
from complaints_core.desks.rooms.templates import Templates

__all__ = ["AdministrationDesk", "Affected"]


@dataclass(frozen=True, kw_only=True)
class AdministrationDesk(ClosingDays, CodeLists, ImportingCenters, ImportingUnits, SmsTexts, Templates):
    """An administrator who is signed in, both factors. Everything he changes is noted in the audit; what lies
    outside his scope does not exist for him."""
