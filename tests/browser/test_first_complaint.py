"""From the first page to the receipt on a phone, with and without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext

from complaints_plugins.sms.spool import spooled
from tests.browser.site import ServedSite
from tests.browser.visitor import Visitor, fill, press
from tests.functional.person import COMPLAINT

CODE = re.compile(r"[۰-۹]{4} [۰-۹]{4} [۰-۹]{4}")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_signs_up_and_complains_with_a_photo_on_a_phone(
    open_page: Callable[..., BrowserContext], phone: Path, tmp_path: Path, scripts: bool
) -> None:
    visitor = Visitor(open_page(java_script_enabled=scripts).new_page(), lambda: list(spooled(phone)))
    visitor.sign_up()
    page = visitor.page
    page.goto("/panel/complaints/new")
    fill(page, COMPLAINT)
    page.set_input_files("[name=attachments]", _photo(tmp_path))
    press(page)
    page.get_by_text(COMPLAINT["description"]).wait_for()
    page.get_by_text("photo.jpg").wait_for()
    page.locator("button[value=send]").click()
    page.wait_for_url("**/receipt")
    shown = CODE.search(page.locator(".big-code").inner_text())
    assert shown is not None
    page.goto("/panel/complaints")
    assert shown.group() in page.locator("main").inner_text()


def test_no_request_leaves_the_site_and_no_script_breaks_a_rule(visitor: Visitor, site: ServedSite) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    visitor.sign_up()
    visitor.page.goto("/panel/complaints/new")
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert complaints == []


def _photo(folder: Path) -> Path:
    photo = folder / "photo.jpg"
    Image.new("RGB", (800, 600), "#0b5e57").save(photo)
    return photo
