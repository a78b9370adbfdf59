"""Units from an Excel file."""

from pyramid.response import Response

from complaints_core.desks.imports.rows import Row, SheetImport
from complaints_core.domain.directory import Unit
from complaints_core.interfaces.messages import _
from complaints_web.import_sheets import UNITS as SHEET
from complaints_web.pages import form_page, page
from complaints_web.request import StaffRequest
from complaints_web.views.admin.rooms import ADMINISTRATORS
from complaints_web.views.admin.sheet_import import SheetImportPage, empty_sheet
from complaints_web.views.admin.units import UNITS


@page("units_sheet", staff=ADMINISTRATORS)
def units_sheet(request: StaffRequest) -> Response:
    """An empty sheet of units."""
    return empty_sheet(request, SHEET, _("Units"))


@form_page("units_import", staff=ADMINISTRATORS)
class UnitsImport(SheetImportPage):
    """Units that are new, or have another name."""

    template = "admin/units_import.jinja2"
    title = _("Import units from Excel")
    room = UNITS
    kind = SHEET
    sheet = "units_sheet"
    done = _("The units are kept.")

    def read_rows(self, rows: list[Row]) -> SheetImport[Unit]:
        """What the rows would change."""
        return self.request.administration_desk.read_units(self.request.staff, rows)

    def keep(self, checked: SheetImport[Unit]) -> None:
        """Keep all of them."""
        self.request.administration_desk.import_units(self.request.staff, checked)
