"""The sheets that staff take away: one row for each complaint, in words, data of persons masked unless asked
for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Final

from complaints_core import persian
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.export import ExportJob, ExportRow
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.ports import IStaffStore
from complaints_core.profiles import Profile
from complaints_plugins.sheets import Column, write_sheet
from complaints_web.languages import Language, languages

COLUMNS: Final = (
    (_("Row"), 7, True),
    (_("Tracking code"), 16, True),
    (_("Subject"), 26, False),
    (_("Kind"), 12, False),
    (_("Status"), 18, False),
    (_("Unit"), 34, False),
    (_("Handled by"), 20, False),
    (_("Received"), 12, True),
    (_("Received (Gregorian)"), 12, True),
    (_("Answer due by"), 12, True),
    (_("Overdue"), 9, False),
    (_("Finding"), 16, False),
    (_("Center"), 28, False),
    (_("Complainant"), 20, False),
    (_("National code"), 14, True),
    (_("Mobile"), 14, True),
)
"""Headings (message ids), widths in characters, and whether a column holds codes."""
PERSONAL: Final = ((_("Complained about"), 20, False), (_("Description"), 60, False))
"""The columns that stand only in a sheet with data of persons: nothing in them can be masked."""


def title_of(language: Language, number: int) -> str:
    """Answer the title of a part, which is its file name as well."""
    return language.gettext(_("Complaints, part {n}"), n=number)


@dataclass(frozen=True)
class SheetOfComplaints:
    """Writes parts; see `domain.export.SheetWriter`."""

    profile: Profile
    staff: IStaffStore

    def __call__(self, stream: BinaryIO, job: ExportJob, number: int, rows: Iterable[ExportRow]) -> None:
        """Write one part in the language of whoever asked for it."""
        language = languages()[job.language]
        headings = (*COLUMNS, *PERSONAL) if job.personal else COLUMNS
        columns = [Column(language.gettext(heading), width, codes) for heading, width, codes in headings]
        words = _Words(self.profile, language, {one.username: one for one in self.staff.all()})
        texts = (words.row(row, personal_columns=job.personal) for row in rows)
        title, rtl = title_of(language, number), language.direction == "rtl"
        write_sheet(stream, title, columns, texts, right_to_left=rtl)


@dataclass(frozen=True)
class _Words:
    """Rows in words of one language; what comes again in every row is looked up once."""

    profile: Profile
    language: Language
    staff: dict[str, Staff]
    days: dict[date, str] = field(default_factory=dict)

    def row(self, row: ExportRow, *, personal_columns: bool) -> tuple[object, ...]:
        complaint, person = row.complaint, row.person
        told = (
            row.number,
            complaint.code,
            *self._course(complaint),
            *self._dates(complaint),
            self._finding(complaint),
            self._center(complaint),
            person.name,
            person.national_code,
            person.mobile,
        )
        if not personal_columns:
            return told
        return *told, *((complaint.accused_name, complaint.description) if row.personal else ("", ""))

    def _course(self, complaint: Complaint) -> Iterator[str]:
        status = self.profile.process.status(complaint.status)
        unit = self.profile.directory.unit(complaint.unit)
        handler = self.staff.get(complaint.assignee)
        yield self._word("subject", complaint.subject)
        yield self._word("kind", complaint.kind)
        yield status.label.text(self.language.code) if status else complaint.status
        yield unit.label.text(self.language.code) if unit else complaint.unit
        yield handler.full_name if handler else complaint.assignee

    def _dates(self, complaint: Complaint) -> Iterator[str]:
        filed = persian.tehran_day(complaint.submitted_at)
        yield self._day(filed)
        yield filed.isoformat()
        yield self._day(complaint.due) if complaint.due else ""
        yield self.language.gettext(_("yes")) if complaint.overdue else ""

    def _day(self, day: date) -> str:
        if day not in self.days:
            self.days[day] = self.language.jalali_numeric(day)
        return self.days[day]

    def _finding(self, complaint: Complaint) -> str:
        return self._word("finding", complaint.answer.finding) if complaint.answer else ""

    def _center(self, complaint: Complaint) -> str:
        center = self.profile.directory.center(complaint.center)
        return center.name if center else complaint.center_name

    def _word(self, list_name: str, code: str) -> str:
        return self.profile.lists[list_name].text(code, self.language.code)
