"""Complaints about a center that is called otherwise are found by its new name, without anybody's doing."""

from collections.abc import Callable

import pytest
from webtest import TestApp

from complaints_core.interfaces.ports import IChanges
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from tests.functional.colleague import Colleague, codes_in
from tests.functional.conftest import Keep
from tests.functional.person import form_with
from tests.functional.test_import import HEADINGS, KNOWN, file_of, look
from tests.functional.test_import import keep as keep_sheet
from tests.functional.test_staff_search import PAGE

CENTER, OLD, NEW = KNOWN[0], "آفتاب", "سپیدار"


def on_its_page(modir: Colleague, **typed: str) -> None:
    form = form_with(modir.site.get(f"/staff/admin/centers/codes/{CENTER}"), "ownership")
    for name, text in typed.items():
        form[name] = text
    form.submit().follow()


def by_a_sheet(modir: Colleague, name: str) -> None:
    keep_sheet(look(modir, file_of(HEADINGS, (CENTER, name, *KNOWN[2:])))).follow()


def waiting(site: TestApp) -> int:
    """How many complaints wait for the index."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        return int(port_of(request, IChanges).waiting())


@pytest.mark.parametrize("rename", [on_its_page, by_a_sheet])
def test_complaints_are_found_by_the_new_name_and_no_more_by_the_old(
    rename: Callable[..., None], site: TestApp, modir: Colleague, expert: Colleague, keep: Keep
) -> None:
    about, other = keep(center=CENTER), keep(center="")
    assert codes_in(expert.site.get(PAGE, {"q": OLD})) == [about.code]

    rename(modir, name=f"خانهٔ {NEW}")
    assert waiting(site) == 1
    work_of(site.app.registry).round()

    assert codes_in(expert.site.get(PAGE, {"q": NEW})) == [about.code]
    assert codes_in(expert.site.get(PAGE, {"q": OLD})) == []
    assert codes_in(expert.site.get(PAGE, {"q": other.code})) == [other.code]


def test_what_leaves_the_name_as_it_is_asks_for_nothing(site: TestApp, modir: Colleague, keep: Keep) -> None:
    keep(center=CENTER)
    on_its_page(modir, ownership="gov")
    assert waiting(site) == 0
