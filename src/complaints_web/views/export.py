"""The guide's Excel file, in parts: the citizen's own complaints, as the list shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core import persian
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.listing import PART_SIZE, Page
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IComplaintDraft, IIdentity
from complaints_core.persian import NationalCode
from complaints_plugins.sheets import MEDIA_TYPE, Column, write_sheet
from complaints_web.pages import number_typed, page
from complaints_web.request import CitizenRequest
from complaints_web.traffic.downloads import to_be_saved

COLUMNS = (
    (_("Row"), 6, True),
    (_("Tracking code"), 16, True),
    (IIdentity["first_name"].title, 14, False),
    (IIdentity["last_name"].title, 18, False),
    (IIdentity["national_code"].title, 14, True),
    (_("Kind"), 12, False),
    (_("Personal status"), 22, False),
    (IComplaintDraft["subject"].title, 24, False),
    (IComplaintDraft["description"].title, 60, False),
    (_("Status"), 18, False),
    (_("Received"), 14, True),
    (_("Received (Gregorian)"), 14, True),
    (_("Answer due by"), 14, True),
)
"""Headings (message ids), widths in characters, and whether it holds codes: the guide's nine columns, then
where each complaint stands."""


@dataclass(frozen=True)
class Rows:
    """One part of the citizen's complaints, as rows of the sheet."""

    request: CitizenRequest
    part: Page
    open_code: bool
    """Whether the national code is written in full: who passes the file on passes it on too."""

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        return (self._row(number, one) for number, one in enumerate(self.part.items, self.part.first))

    def _row(self, number: int, complaint: Complaint) -> tuple[object, ...]:
        request, citizen, say = self.request, self.request.citizen, self.request.language
        filed = persian.tehran_day(complaint.submitted_at)
        code = NationalCode(citizen.national_code)
        status = request.profile.process.status(complaint.status)
        return (
            number,
            complaint.code,
            citizen.first_name,
            citizen.last_name,
            str.__str__(code) if self.open_code else code.masked,
            self._word("kind", complaint.kind),
            self._word("personnel_status", citizen.personnel_status),
            self._word("subject", complaint.subject),
            complaint.description,
            status.label.text(say.code) if status else complaint.status,
            say.jalali_numeric(filed),
            filed.isoformat(),
            say.jalali_numeric(complaint.due) if complaint.due else "",
        )

    def _word(self, list_name: str, code: str) -> str:
        return self.request.profile.lists[list_name].text(code, self.request.language.code)


@page("export", citizen=True)
def export(request: CitizenRequest) -> Response:
    """One part, searched and sorted as the list is; `national_code=full` writes the own code in full."""
    asked = request.GET
    try:
        part = request.citizen_desk.part(
            request.citizen,
            asked.get("q", ""),
            asked.get("sort", ""),
            number_typed(asked.get("part", ""), 1),
        )
    except NotFound:
        raise HTTPNotFound from None
    language = request.language
    columns = [Column(language.gettext(heading), width, codes) for heading, width, codes in COLUMNS]
    rows = Rows(request, part, open_code=asked.get("national_code") == "full")
    content = BytesIO()
    title = language.gettext(_("My complaints, part {n}"), n=part.number)
    write_sheet(content, title, columns, rows, right_to_left=language.direction == "rtl")
    return Response(
        content.getvalue(),
        content_type=MEDIA_TYPE,
        content_disposition=to_be_saved(f"{title}.xlsx"),
    )


def parts_shown(request: CitizenRequest, total: int, asked: Mapping[str, str]) -> tuple[tuple[int, str], ...]:
    """Answer number and address of each part of a list, with its search and order kept."""
    kept: dict[str, Any] = {name: asked[name] for name in ("q", "sort") if asked.get(name)}
    address = request.path_to("export")
    parts = range(1, -(-total // PART_SIZE) + 1)
    return tuple((part, f"{address}?{urlencode({'part': part, **kept})}") for part in parts)
