"""One organization as data: everything the desks ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from complaints_core import persian
from complaints_core.domain.directory import Directory
from complaints_core.domain.files import FileRules
from complaints_core.domain.lists import CodeList
from complaints_core.domain.process import Process, Step
from complaints_core.domain.working_time import WHOLE_COUNTRY, Deadline, DeadlineRule, WorkingCalendar
from complaints_core.interfaces.schemas import IDetails
from complaints_core.profiles.limits import LimitRule
from complaints_core.profiles.organization import Organization
from complaints_core.profiles.passwords import PasswordRules
from complaints_core.profiles.texts import SmsText

HEADQUARTERS: Final = "headquarters"
"""Code and level of the highest unit, in every profile."""

ANSWER: Final = "answer"
"""The deadline rule for the first answer, in every profile."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """An organization; frozen, verified, and shared by everybody.

    `languages` begins with the default one. `required` names the fields each form asks for without fail.
    `confirm_mobile` tells whether a sign-up is completed by a code from an SMS.
    """

    name: str
    languages: tuple[str, ...]
    organization: Organization
    lists: Mapping[str, CodeList]
    directory: Directory
    process: Process
    misconduct_process: Process
    required: Mapping[str, frozenset[str]]
    texts: Mapping[str, SmsText]
    limits: Mapping[str, LimitRule]
    deadlines: Mapping[str, DeadlineRule]
    calendar: WorkingCalendar
    passwords: PasswordRules
    files: FileRules
    confirm_mobile: bool = True

    def missing_details(self, citizen: IDetails) -> tuple[str, ...]:
        """Answer the fields a citizen must still fill in before filing, in the order of the form."""
        required = self.required["details"]
        return tuple(name for name in IDetails if name in required and not getattr(citizen, name, None))

    def unit_for(self, kind: str, province: str) -> str:
        """Answer the code of the unit that owns a new complaint of a kind about a province.

        A kind may name its unit; otherwise it is the province's office, or headquarters where there is none.
        """
        chosen = self.lists["kind"].get(kind)
        if chosen is not None and chosen.unit:
            return chosen.unit
        return province if self.directory.unit(province) else HEADQUARTERS

    def deadline_for(self, unit: str, subject: str, filed_at: datetime) -> Deadline:
        """Answer by when a complaint filed at a moment (aware) is to be answered by a unit.

        Raises KeyError for a unit that is not known.
        """
        owner = self.directory.unit(unit)
        if owner is None:
            raise KeyError(unit)
        about = self.lists["subject"].get(subject)
        urgent = about is not None and about.urgent
        days = self.deadlines[ANSWER].days_for(owner.level, urgent=urgent)
        return self.calendar.deadline(persian.tehran_day(filed_at), days, owner.province)

    def is_in_time(self, step: Step, unit: str, since: datetime, now: datetime) -> bool:
        """Tell whether a step is still open for a citizen whose complaint came to where it stands at `since`.

        Both moments are aware. The last day of a step's window counts to its end.
        """
        if not step.within_days:
            return True
        owner = self.directory.unit(unit)
        window = self.calendar.deadline(
            persian.tehran_day(since), step.within_days, owner.province if owner else WHOLE_COUNTRY
        )
        return persian.tehran_day(now) <= window.due
