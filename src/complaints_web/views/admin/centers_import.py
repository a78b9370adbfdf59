"""Centers from an Excel file: read, reported on, and kept whole once somebody has seen the report."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from pyramid.response import Response
from zope.interface import Interface

from complaints_core.desks.importing import CenterImport, Row
from complaints_core.interfaces.administration import (
    NotASheet,
    NothingToImport,
)
from complaints_core.interfaces.errors import SubmissionKeyMissing
from complaints_core.interfaces.messages import _
from complaints_plugins.sheets import MEDIA_TYPE, Column, write_sheet
from complaints_web.center_sheets import center_rows, headings_of
from complaints_web.downloads import to_be_saved
from complaints_web.fields import FieldView
from complaints_web.pages import form_page, page, uploads_of
from complaints_web.rendering import Crumb
from complaints_web.request import StaffRequest
from complaints_web.showing_admin import mistake_rows
from complaints_web.views.admin.centers import CENTERS
from complaints_web.views.admin.rooms import ADMINISTRATORS, AdminPage, crumbs_to

MOST_TOLD: Final = 200
"""Mistakes that a report names; whoever has more begins with these."""


@page("centers_sheet", staff=ADMINISTRATORS)
def centers_sheet(request: StaffRequest) -> Response:
    """An empty sheet with the right headings."""
    language, content = request.language, BytesIO()
    columns = [Column(heading, 24, codes=name == "code") for name, heading in headings_of(language).items()]
    title = language.gettext(_("Centers"))
    write_sheet(content, title, columns, (), right_to_left=language.direction == "rtl")
    return Response(
        content.getvalue(), content_type=MEDIA_TYPE, content_disposition=to_be_saved(f"{title}.xlsx")
    )


@form_page("centers_import", staff=ADMINISTRATORS)
class CentersImport(AdminPage):
    """The form for the file; afterwards the report, with the button that keeps it."""

    schema = Interface
    template = "admin/centers_import.jinja2"
    title = _("Import centers from Excel")
    room = CENTERS
    done = _("The centers are kept.")

    def crumbs_now(self) -> tuple[Crumb, ...]:
        """The way through the list of centers."""
        return crumbs_to(self.request, CENTERS)

    def more_fields(self) -> tuple[FieldView, ...]:
        """The file, beside the key."""
        label = self.request.language.gettext(_("Excel file"))
        return (
            *super().more_fields(),
            FieldView(name="attachments", label=label, kind="files", required=True),
        )

    def act(self, values: dict[str, Any]) -> Response:
        """Report on the file that came, or keep what was reported on before."""
        request, forms, key = self.request, self.request.staff_forms, self.typed().get("submission_key", "")
        if forms.sent(request.staff, key):
            return self.went_on()
        if "keep" not in request.POST:
            rows = self.rows_sent()
            forms.park({"rows": json.dumps(rows)}, key)
            return self.report(self.checked(rows))
        parked = forms.parked(request.staff, key)
        if not parked:
            raise SubmissionKeyMissing
        checked = self.checked([(number, typed) for number, typed in json.loads(parked["rows"])])
        if not checked.is_sound:  # somebody changed something since the report
            return self.report(checked)
        request.administration_desk.import_centers(request.staff, checked)
        forms.close(key, "")
        return self.went_on()

    def rows_sent(self) -> list[Row]:
        """The rows of the file that came; raises NotASheet, MissingColumns."""
        uploads = uploads_of(self.request)
        if not uploads:
            raise NotASheet
        return center_rows(uploads[0].stream, self.request.language)

    def checked(self, rows: list[Row]) -> CenterImport:
        """What the rows would change; raises NothingToImport."""
        read = self.request.administration_desk.read_centers(self.request.staff, rows)
        if not read.mistakes and not read.is_sound:
            raise NothingToImport
        return read

    def report(self, read: CenterImport) -> Response:
        """Answer the page with what would be changed, or with every mistake."""
        mistakes = mistake_rows(self.request, read.mistakes[:MOST_TOLD], headings_of(self.request.language))
        more = len(read.mistakes) - len(mistakes)
        self.preview = {"read": read, "mistakes": mistakes, "more": more}
        return self.answer(self.typed(), status=422 if mistakes else 200)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The headings that a sheet needs."""
        return {"headings": tuple(headings_of(self.request.language).values())}
