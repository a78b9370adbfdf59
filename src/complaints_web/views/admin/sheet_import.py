"""What pages for Excel files have in common: a file is read, reported on, and kept whole once somebody has
seen the report."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any, ClassVar, Final

from pyramid.response import Response
from zope.interface import Interface

from complaints_core.desks.imports.rows import Row, SheetImport
from complaints_core.interfaces.administration import NotASheet, NothingToImport
from complaints_core.interfaces.errors import SubmissionKeyMissing
from complaints_core.interfaces.messages import _
from complaints_plugins.sheets import MEDIA_TYPE, Column, write_sheet
from complaints_web.fields import FieldView
from complaints_web.import_sheets import SheetKind, headings_of, sheet_rows
from complaints_web.pages import uploads_of
from complaints_web.rendering import Crumb
from complaints_web.request import StaffRequest
from complaints_web.showing.admin import mistake_rows
from complaints_web.traffic.downloads import to_be_saved
from complaints_web.views.admin.rooms import AdminPage, crumbs_to

MOST_TOLD: Final = 200
"""Mistakes that a report names; whoever has more begins with these."""


def empty_sheet(request: StaffRequest, kind: SheetKind, title: str) -> Response:
    """Answer an empty sheet with the right headings, to be saved under a title (a message id)."""
    language, content = request.language, BytesIO()
    headings = headings_of(kind, language).items()
    columns = [Column(heading, 24, codes=name in kind.codes) for name, heading in headings]
    said = language.gettext(title)
    write_sheet(content, said, columns, (), right_to_left=language.direction == "rtl")
    return Response(
        content.getvalue(), content_type=MEDIA_TYPE, content_disposition=to_be_saved(f"{said}.xlsx")
    )


class SheetImportPage(AdminPage):
    """The form for the file; afterwards the report, with the button that keeps it."""

    schema = Interface
    kind: ClassVar[SheetKind]
    sheet: ClassVar[str]
    """The route of the empty sheet."""

    # What a page says of itself

    def read_rows(self, rows: list[Row]) -> SheetImport[Any]:
        """Answer what the rows would change, and what is wrong with them."""
        raise NotImplementedError

    def keep_whole(self, read: SheetImport[Any], key: str) -> Response:
        """Keep what was reported on, and close the form."""
        self.keep(read)
        self.request.staff_forms.close(key, "")
        return self.went_on()

    def sent_before(self, made: str) -> Response:
        """Answer a form that is sent once more; `made` is what was noted when it was closed."""
        return self.went_on()

    # How every page goes

    def crumbs_now(self) -> tuple[Crumb, ...]:
        """The way through the list."""
        return crumbs_to(self.request, self.room)

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
        made = forms.made(request.staff, key)
        if made is not None:
            return self.sent_before(made)
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
        return self.keep_whole(checked, key)

    def rows_sent(self) -> list[Row]:
        """The rows of the file that came; raises NotASheet, MissingColumns."""
        uploads = uploads_of(self.request)
        if not uploads:
            raise NotASheet
        return sheet_rows(self.kind, uploads[0].stream, self.request.language)

    def checked(self, rows: list[Row]) -> SheetImport[Any]:
        """What the rows would change; raises NothingToImport."""
        read = self.read_rows(rows)
        if not read.mistakes and not read.is_sound:
            raise NothingToImport
        return read

    def report(self, read: SheetImport[Any]) -> Response:
        """Answer the page with what would be changed, or with every mistake."""
        headings = headings_of(self.kind, self.request.language)
        mistakes = mistake_rows(self.request, read.mistakes[:MOST_TOLD], headings)
        more = len(read.mistakes) - len(mistakes)
        self.preview = {"read": read, "mistakes": mistakes, "more": more}
        return self.answer(self.typed(), status=422 if mistakes else 200)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The headings that a sheet may have, and where an empty one is."""
        headings = tuple(headings_of(self.kind, self.request.language).values())
        return {"headings": headings, "sheet_url": self.request.path_to(self.sheet)}
