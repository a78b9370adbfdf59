"""One organization as data: everything the desks ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from complaints_core.domain.access import StepRule
from complaints_core.domain.answer_templates import AnswerTemplate
from complaints_core.domain.clock import ComplaintClock
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.course import Course
from complaints_core.domain.directory import HEADQUARTERS, Directory, Unit
from complaints_core.domain.files import FileRules
from complaints_core.domain.lists import CodeList
from complaints_core.domain.process import Process
from complaints_core.domain.report_clock import ReportClock
from complaints_core.domain.tallying import Tallying
from complaints_core.domain.working_time import DeadlineRule, WorkingCalendar
from complaints_core.interfaces.schemas import IDetails
from complaints_core.profiles.limits import LimitRule
from complaints_core.profiles.organization import Organization
from complaints_core.profiles.passwords import PasswordRules
from complaints_core.profiles.texts import SmsText


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
    answer_templates: tuple[AnswerTemplate, ...] = ()

    def missing_details(self, citizen: IDetails) -> tuple[str, ...]:
        """Answer the fields a citizen must still fill in before filing, in the order of the form."""
        required = self.required["details"]
        return tuple(name for name in IDetails if name in required and not getattr(citizen, name, None))

    def unit_for(self, kind: str, province: str) -> str:
        """Answer the code of the unit that owns a new complaint of a kind about a province.

        A kind may name its unit; otherwise it is the province's office, or headquarters where there is none.
        For an office that was closed it is the one that took over.
        """
        open_one = self.directory.in_charge(self._filed_with(kind, province))
        return open_one.code if open_one else HEADQUARTERS

    def templates_for(self, unit: str) -> tuple[AnswerTemplate, ...]:
        """Answer the templates of answers that a unit may use: its own and those of the units above."""
        within = self.directory.is_within
        return tuple(one for one in self.answer_templates if within(unit, one.unit))

    def offered(self, list_name: str, day: date) -> CodeList:
        """Answer the part of a list that may be chosen on a day."""
        return self.lists[list_name].valid_on(day)

    @cached_property
    def course(self) -> Course:
        """How a complaint moves here, and by when it is to be answered."""
        clock = ComplaintClock(self.process, self.calendar, self.deadlines)
        return Course(self.process, clock, self._unit_of, self._above)

    @cached_property
    def tallying(self) -> Tallying:
        """What a complaint adds to the figures."""
        return Tallying(self.course, self.directory)

    @cached_property
    def report_clock(self) -> ReportClock:
        """By when inspectors should have done what a misconduct report waits for."""
        return ReportClock(self.misconduct_process, self.calendar, self.deadlines)

    def units_for_report(self, province: str) -> tuple[str, ...]:
        """Answer the units to which a misconduct report about a province belongs, the nearest first, or where
        its own was closed whoever took over; headquarters alone where no province is named."""
        known = self.directory.in_charge(province)
        return self.directory.line(known.code if known else HEADQUARTERS)

    @cached_property
    def step_rule(self) -> StepRule:
        """Who may take which step."""
        return StepRule(self.process, self.calendar)

    def is_urgent(self, subject: str) -> bool:
        """Tell whether a subject (its code) is handled in hours and not in days."""
        about = self.lists["subject"].get(subject)
        return about is not None and about.urgent

    def _above(self, unit: str) -> str:
        above = self.directory.parents(unit)
        return above[0].code if above else ""

    def _filed_with(self, kind: str, province: str) -> str:
        """The unit whose level and province give a complaint its deadline, closed meanwhile or not."""
        chosen = self.lists["kind"].get(kind)
        if chosen is not None and chosen.unit:
            return chosen.unit
        return province if self.directory.unit(province) else HEADQUARTERS

    def _unit_of(self, complaint: Complaint) -> Unit:
        code = self._filed_with(complaint.kind, complaint.province)
        unit = self.directory.unit(code)
        if unit is None:
            raise KeyError(code)
        return unit
