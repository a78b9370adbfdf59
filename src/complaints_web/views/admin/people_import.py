"""New people from an Excel file, and the page that tells their first passwords once."""

from collections.abc import Mapping
from typing import Any

from pyramid.response import Response

from complaints_core.desks.imports.rows import Row, SheetImport
from complaints_core.desks.staff_account import Hired
from complaints_core.domain.personnel import Newcomer
from complaints_core.interfaces.messages import _
from complaints_web.import_sheets import PEOPLE as SHEET
from complaints_web.pages import form_page, page
from complaints_web.request import StaffRequest
from complaints_web.showing.people import person_row
from complaints_web.showing.staff import ROLES, render_staff
from complaints_web.views.admin.rooms import ADMINISTRATORS
from complaints_web.views.admin.sheet_import import SheetImportPage, empty_sheet
from complaints_web.views.staff.people import PEOPLE


@page("people_sheet", staff=ADMINISTRATORS)
def people_sheet(request: StaffRequest) -> Response:
    """An empty sheet of people."""
    return empty_sheet(request, SHEET, _("People"))


@form_page("people_import", staff=ADMINISTRATORS)
class PeopleImport(SheetImportPage):
    """People who begin to work here."""

    template = "admin/people_import.jinja2"
    title = _("Import people from Excel")
    room = PEOPLE
    kind = SHEET
    sheet = "people_sheet"
    done = _("These people are here already, and have passwords of their own.")

    def read_rows(self, rows: list[Row]) -> SheetImport[Newcomer]:
        """Who would be hired."""
        return self.request.people_import.read(self.request.staff, rows)

    def keep_whole(self, read: SheetImport[Newcomer], key: str) -> Response:
        """Hire all of them, and tell the first passwords."""
        hired = self.request.people_import.hire(self.request.staff, read)
        self.request.staff_forms.close(key, " ".join(one.staff.username for one in hired))
        return self.told(hired)

    def sent_before(self, made: str) -> Response:
        """Tell other first passwords: the page that told those of before is lost."""
        hired = self.request.people_import.once_more(self.request.staff, made.split())
        return self.told(hired, again=True) if hired else self.went_on()

    def told(self, hired: tuple[Hired, ...], *, again: bool = False) -> Response:
        """Answer the first passwords, which are shown this once."""
        people = tuple((person_row(self.request, one.staff), one.password) for one in hired)
        title, crumbs = _("The first passwords"), self.crumbs_now()
        return render_staff(
            self.request, "staff/first_passwords.jinja2", title, crumbs=crumbs, people=people, again=again
        )

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The roles that can be written, beside the headings."""
        say = self.request.language.gettext
        return {**super().values(typed), "roles": tuple(map(say, ROLES.values()))}
