"""Whoever works here does it with a real browser: without a mouse, without scripts."""

from playwright.sync_api import Page

from tests.browser.conftest import Office
from tests.browser.people import NEWCOMER, Town, birth_date, national_code
from tests.browser.test_keyboard import tab_to
from tests.browser.visitor import fill, press
from tests.browser.workers import RECEIPT, WHY
from tests.functional.person import COMPLAINT

SUMMONED = "دادگاه گزارش‌دهنده را برای گواهی خواسته است."
"""Why an inspector must know who reported; other tests open the same name for other reasons."""


def focused(page: Page) -> str:
    """Answer where the focused link leads to."""
    return str(page.evaluate("document.activeElement.getAttribute('href')"))


def test_an_inbox_and_a_step_need_no_mouse(office: Office, town: Town) -> None:
    page = office("typist", ("expert", "23"))
    page.goto("/staff?box=unassigned")
    rows = [str(row.get_attribute("href")) for row in page.locator("[data-row]").all()]
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert focused(page) == rows[row]
    page.keyboard.press("?")
    page.locator("dialog#keys").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog#keys").wait_for(state="hidden")
    page.locator(f"[data-row][href='{rows[1]}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{rows[1]}")

    page.keyboard.press("n")
    tab_to(page, name="text")
    page.keyboard.type("فردا با بانک تماس می‌گیرم.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".part-note").wait_for()
    assert "فردا با بانک" in page.locator(".part-note").inner_text()


def test_many_complaints_get_somebody_by_keyboard(office: Office, town: Town) -> None:
    page = office("leader", ("supervisor", "23"))
    page.goto("/staff?box=unassigned")
    for _tick in range(2):
        tab_to(page, name="code")
        page.keyboard.press("Space")
    chosen = page.locator("input[name=code]:checked")
    assert chosen.count() == 2
    page.locator("#bulk button[formaction$='/assign']").focus()
    page.keyboard.press("Enter")
    page.locator("[name=step][value=look]").wait_for()
    page.locator("main select").first.focus()
    page.keyboard.press("ArrowDown")
    tab_to(page, name="step", value="look")
    page.keyboard.press("Enter")
    page.locator("[name=step][value=do]").wait_for()
    tab_to(page, name="step", value="do")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulk/done*")
    assert page.locator(".bulk-row:not(.is-left)").count() == 2


def test_an_operator_files_without_scripts_and_is_a_stranger_again(office: Office, town: Town) -> None:
    page = office("telephone", ("operator", "headquarters"), java_script_enabled=False)
    page.goto("/staff/operator")
    fill(page, {"national_code": national_code(NEWCOMER), **birth_date(NEWCOMER)})
    press(page)
    page.wait_for_url("**/operator/complaint")
    assert page.locator(".needs-script:visible").count() == 0
    fill(page, COMPLAINT)
    press(page)
    page.locator("button[value=send]").click()
    page.locator(".big-code").wait_for()
    assert page.locator(".aloud-groups li").count() == 3
    page.locator("main form .button").last.click()
    page.wait_for_url("**/staff/operator")
    page.goto("/staff/operator/receipt")
    assert page.locator(".big-code").count() == 0


def test_whoever_opens_the_name_of_a_reporter_says_why_and_the_reporter_reads_it(
    office: Office, town: Town, page: Page
) -> None:
    inspector = office("inspector", ("inspector", "headquarters"))
    inspector.goto(f"/staff/misconduct/{town.reports['seen']}")
    assert "مهرپرور" not in inspector.locator("main").inner_text()
    inspector.locator("#identity summary").click()
    inspector.locator("[name=opening_reason]").fill(SUMMONED)
    inspector.locator("#identity .button").click()
    inspector.get_by_text("مهرپرور").wait_for()
    inspector.goto(f"/staff/misconduct/{town.reports['seen']}")
    assert "مهرپرور" not in inspector.locator("main").inner_text()

    page.goto("/misconduct/follow-up")
    page.fill("[name=receipt]", RECEIPT)
    press(page)
    page.locator("#openings").wait_for()
    told = page.locator("#openings").inner_text()
    assert WHY in told
    assert told.count(SUMMONED) == 1
