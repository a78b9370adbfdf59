"""Centers from an Excel file."""

from pyramid.response import Response

from complaints_core.desks.imports.rows import Row, SheetImport
from complaints_core.domain.directory import Center
from complaints_core.interfaces.messages import _
from complaints_web.import_sheets import CENTERS as SHEET
from complaints_web.pages import form_page, page
from complaints_web.request import StaffRequest
from complaints_web.views.admin.centers import CENTERS
from complaints_web.views.admin.rooms import ADMINISTRATORS
from complaints_web.views.admin.sheet_import import SheetImportPage, empty_sheet


@page("centers_sheet", staff=ADMINISTRATORS)
def centers_sheet(request: StaffRequest) -> Response:
    """An empty sheet of centers."""
    return empty_sheet(request, SHEET, _("Centers"))


@form_page("centers_import", staff=ADMINISTRATORS)
class CentersImport(SheetImportPage):
    """Centers that are new, or of which something else is known."""

    template = "admin/centers_import.jinja2"
    title = _("Import centers from Excel")
    room = CENTERS
    kind = SHEET
    sheet = "centers_sheet"
    done = _("The centers are kept.")

    def read_rows(self, rows: list[Row]) -> SheetImport[Center]:
        """What the rows would change."""
        return self.request.administration_desk.read_centers(self.request.staff, rows)

    def keep(self, checked: SheetImport[Center]) -> None:
        """Keep all of them."""
        self.request.administration_desk.import_centers(self.request.staff, checked)
