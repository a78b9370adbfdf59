"""Lists: what citizens and staff choose from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.amendment_kinds import EntriesOrdered, EntryKept, EntryRetired
from complaints_core.domain.lists import CodeList, Entry
from complaints_core.interfaces.administration import IEntryChange, IEntryDraft
from complaints_core.interfaces.errors import NotFound, Refusal
from complaints_core.interfaces.fields import NO, YES
from complaints_core.interfaces.messages import _
from complaints_web.pages import form_page, page
from complaints_web.rendering import Crumb
from complaints_web.request import StaffRequest
from complaints_web.showing.admin import entry_rows, label_of, second_of
from complaints_web.showing.amendments import history_shown
from complaints_web.showing.staff import render_staff
from complaints_web.views.admin.rooms import ADMINISTRATORS, AdminPage, crumbs_to, refused

LISTS = (_("Lists"), "code_lists")
SUBJECT: Final = "subject"
"""The list whose codes lie in fields and can be urgent."""

NAMES: Final = {
    "subject": _("Subjects"),
    "kind": _("Kinds of complaints"),
    "field": _("Fields"),
    "finding": _("Findings"),
    "center_kind": _("Kinds of centers"),
    "ownership": _("Who runs centers"),
    "misconduct_topic": _("Topics of misconduct"),
    "misconduct_outcome": _("Outcomes of misconduct reports"),
    "employment_status": _("Employment status"),
    "personnel_status": _("Relation to the organization"),
    "education_level": _("Education"),
}
"""What the lists of every profile are called."""


def name_of_list(request: StaffRequest, name: str) -> str:
    """What a list is called, or its own name for one that a profile brought."""
    return request.language.gettext(NAMES[name]) if name in NAMES else name


@page("code_lists", staff=ADMINISTRATORS)
def code_lists(request: StaffRequest) -> Response:
    """All lists that can be changed; for headquarters."""
    try:
        lists = request.administration_desk.code_lists(request.staff)
    except NotFound:
        raise HTTPNotFound from None
    shown = tuple((one.name, name_of_list(request, one.name), len(one)) for one in lists)
    return render_staff(request, "admin/lists.jinja2", _("Lists"), crumbs=crumbs_to(request), lists=shown)


@page("code_list", staff=ADMINISTRATORS)
def code_list(request: StaffRequest) -> Response:
    """One list, and what was changed in it."""
    codes, desk = list_asked(request), request.administration_desk
    kinds = desk.history(EntryKept, EntryRetired, EntriesOrdered)
    mine = (one for one in kinds if one.subject.partition(".")[0] == codes.name)
    return render_staff(
        request,
        "admin/list.jinja2",
        name_of_list(request, codes.name),
        crumbs=crumbs_to(request, LISTS),
        list_name=codes.name,
        entries=entry_rows(request, codes),
        key=request.staff_forms.key(request.staff),
        history=history_shown(request, mine),
    )


@page("code_list_do", "POST", staff=ADMINISTRATORS)
def do(request: StaffRequest) -> Response:
    """Move a code up or down, retire it, or offer it again; once, however often the button is pressed."""
    codes, desk, staff = list_asked(request), request.administration_desk, request.staff
    deed, _dot, code = request.POST.get("do", "").partition(".")
    deeds = {
        "up": lambda: desk.move_entry(staff, codes.name, code, -1),
        "down": lambda: desk.move_entry(staff, codes.name, code, 1),
        "retire": lambda: desk.retire_entry(staff, codes.name, code),
        "offer": lambda: desk.offer_entry(staff, codes.name, code),
    }
    if deed not in deeds or code not in codes:
        raise HTTPNotFound
    try:
        key = request.POST.get("submission_key", "")
        if not request.staff_forms.sent(staff, key):
            deeds[deed]()
            request.staff_forms.close(key, "")
    except Refusal as refusal:
        refused(request, refusal)
    return HTTPSeeOther(f"{request.path_to('code_list', list=codes.name)}#{code}")


class EntryPage(AdminPage):
    """A form about one code of a list."""

    template = "admin/entry.jinja2"
    room = LISTS
    done = _("The list is changed.")

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        self.codes = list_asked(request)

    def crumbs_now(self) -> tuple[Crumb, ...]:
        """The way through the list."""
        own = Crumb(name_of_list(self.request, self.codes.name), self.onward())
        return (*crumbs_to(self.request, LISTS), own)

    def onward(self) -> str:
        """The list."""
        return self.request.path_to("code_list", list=self.codes.name)

    @property
    def is_subject(self) -> bool:
        """Whether the code lies in a field and can be urgent."""
        return self.codes.name == SUBJECT

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Which boxes there are."""
        return {"is_subject": self.is_subject}

    def needed(self) -> frozenset[str]:
        """A subject lies in a field."""
        return frozenset({"group"} if self.is_subject else ())

    def labelled(self, entry: Entry, values: dict[str, Any]) -> Entry:
        """The entry with what was typed."""
        label = label_of(self.request, values["label"], values.get("label_en", ""))
        if not self.is_subject:
            return replace(entry, label=label)
        return replace(entry, label=label, group=values["group"], urgent=values.get("urgent") or False)


@form_page("new_code", staff=ADMINISTRATORS)
class NewEntry(EntryPage):
    """A new code."""

    schema = IEntryDraft
    title = _("Add to the list")

    def typed_before(self) -> Mapping[str, str]:
        """Mostly it is not urgent."""
        return {"urgent": NO}

    def check(self, values: dict[str, Any]) -> Entry:
        """The entry as it would be kept."""
        return self.labelled(Entry(values["code"], label_of(self.request, "", "")), values)

    def keep(self, checked: Entry) -> None:
        """Keep it."""
        self.request.administration_desk.add_entry(self.request.staff, self.codes.name, checked)


@form_page("code", staff=ADMINISTRATORS)
class ChangedEntry(EntryPage):
    """A code that is called something else."""

    schema = IEntryChange
    title = _("Change the name")

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        kept = self.codes.get(request.matchdict["code"])
        if kept is None:
            raise HTTPNotFound
        self.kept = kept

    def typed_before(self) -> Mapping[str, str]:
        """The entry as it is."""
        first = self.kept.label.text(self.request.profile.languages[0])
        urgent, second = YES if self.kept.urgent else NO, second_of(self.request, self.kept.label)
        return {"label": first, "label_en": second, "group": self.kept.group, "urgent": urgent}

    def check(self, values: dict[str, Any]) -> Entry:
        """The entry as it would be kept."""
        return self.labelled(self.kept, values)

    def keep(self, checked: Entry) -> None:
        """Keep it, if something is different."""
        if checked != self.kept:
            self.request.administration_desk.change_entry(self.request.staff, self.codes.name, checked)


def list_asked(request: StaffRequest) -> CodeList:
    """The list in the address; raises HTTPNotFound."""
    try:
        return request.administration_desk.code_list(request.staff, request.matchdict["list"])
    except NotFound:
        raise HTTPNotFound from None
