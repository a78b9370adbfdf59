"""Reporting misconduct without an account: the receipt is the only key, and nothing else remembers."""

import io
import logging
import re

import pytest
from PIL import Image
from webtest import TestApp, TestResponse, Upload

from complaints_core.interfaces.ports import IFileStore, IMisconductStore
from complaints_web.background import bare_request, transaction_of
from complaints_web.ports import port_of
from tests.functional import office
from tests.functional.conftest import OpenSite
from tests.functional.person import Person, form_with, mistakes_of

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
WORDS = "برای فرمی که رایگان است پول خواستند."
REPORT = {"topic": "corruption", "description": WORDS}
NAMED = {"first_name": "شیرین", "last_name": "نامدار", "mobile": "09120000999"}


def report(site: TestApp, **changes: object) -> TestResponse:
    """Fill the form of a report and send it."""
    form = form_with(site.get("/misconduct"), "topic")
    for name, value in {**REPORT, **changes}.items():
        form[name] = value
    return form.submit(expect_errors=True)


def digits_on(page: TestResponse) -> str:
    """The receipt that a page shows."""
    return re.sub(r"\D", "", page.html.select_one(".big-code").text)


def receipt_of(site: TestApp, **changes: object) -> str:
    """Send a report; answers its receipt."""
    return digits_on(report(site, **changes).follow())


def type_back(site: TestApp, digits: str) -> TestResponse:
    """Type the receipt back."""
    form = form_with(site.get("/misconduct/receipt"), "receipt")
    form["receipt"] = digits
    return form.submit(expect_errors=True)


def open_report(site: TestApp, digits: str) -> TestResponse:
    """Open a report by its receipt."""
    form = form_with(site.get("/misconduct/follow-up"), "receipt")
    form["receipt"] = digits
    return form.submit(expect_errors=True)


def test_a_report_needs_no_account_and_no_name_and_answers_with_a_receipt(site: TestApp) -> None:
    page = report(site).follow()

    digits = digits_on(page)
    assert len(digits) == 16
    assert office.report(site, digits).description == WORDS


def test_the_receipt_is_typed_back_and_then_never_shown_again(site: TestApp) -> None:
    digits = receipt_of(site)

    kept = type_back(site, " ".join(re.findall("....", digits))).follow()

    assert "left in this browser" in kept.text
    assert digits not in kept.text
    assert office.report(site, digits).receipt_confirmed
    assert site.get("/misconduct/receipt").location.endswith("/misconduct/follow-up")


def test_wrong_digits_do_not_confirm_and_the_receipt_stays_on_the_page(site: TestApp) -> None:
    digits = receipt_of(site)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)

    page = type_back(site, wrong)

    assert page.status_code == 422
    assert "not the 16 digits" in mistakes_of(page)
    assert digits_on(page) == digits
    assert not office.report(site, digits).receipt_confirmed


def test_a_form_that_is_sent_twice_is_one_report(site: TestApp) -> None:
    form = form_with(site.get("/misconduct"), "topic")
    form["topic"], form["description"] = REPORT["topic"], REPORT["description"]

    first = digits_on(form.submit().follow())
    second = digits_on(form.submit().follow())

    assert first == second
    request = bare_request(site.app.registry)
    with transaction_of(request):
        assert port_of(request, IMisconductStore).count(("registered",)) == 1


def test_a_name_lies_apart_from_the_report(site: TestApp) -> None:
    digits = receipt_of(site, **NAMED)

    assert "شیرین" not in repr(office.report(site, digits))
    request = bare_request(site.app.registry)
    with transaction_of(request):
        store = port_of(request, IMisconductStore)
        identity = store.identity(store.key_of(digits))
    assert identity.last_name == "نامدار"
    assert "شیرین" not in open_report(site, digits).text


def test_another_browser_opens_the_report_with_the_receipt_alone(site: TestApp) -> None:
    digits = receipt_of(site)

    page = open_report(TestApp(site.app), digits)

    assert page.status_code == 200
    assert WORDS in page.text
    assert "تنها بازرسان" in page.text


def test_a_receipt_that_opens_nothing_is_told_at_its_box(site: TestApp) -> None:
    page = open_report(site, "0" * 16)

    assert page.status_code == 422
    assert "No report was found" in mistakes_of(page)


def test_receipts_cannot_be_tried_without_end(site: TestApp) -> None:
    for tried in range(30):
        open_report(site, f"{tried:016}")

    refused = open_report(site, receipt_of(site))

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert WORDS not in refused.text


def test_tries_through_the_form_of_a_message_count_too(site: TestApp) -> None:
    digits = receipt_of(site)
    form = form_with(open_report(site, digits), "text")
    form["text"] = "Anybody here?"

    for tried in range(29):
        form["receipt"] = f"{tried:016}"
        assert form.submit(expect_errors=True).status_code == 422
    form["receipt"] = digits

    assert form.submit(expect_errors=True).status_code == 429


def test_reporter_and_inspector_talk_by_the_receipt(site: TestApp) -> None:
    digits = receipt_of(site)
    office.inspector_asks(site, digits, "At which desk was it?")

    page = open_report(site, digits)
    assert "At which desk was it?" in page.html.select_one(".notice-wait").text
    form = form_with(page, "text")
    form["text"] = "At the second one."
    form["attachments"] = [Upload("slip.pdf", PDF, "application/pdf")]
    page = form.submit()

    assert "Your message is sent" in page.text
    assert "At the second one." in page.html.select(".bubble-mine")[-1].text
    assert "slip.pdf" in page.text
    kept = office.report(site, digits)
    assert kept.status == "reviewing"
    assert len(kept.messages) == 2


def test_a_message_that_is_sent_twice_is_said_once(site: TestApp) -> None:
    digits = receipt_of(site)
    form = form_with(open_report(site, digits), "text")
    form["text"] = "There were two of them."

    assert "The requested information arrived" not in form.submit()
    form.submit()

    assert len(office.report(site, digits).messages) == 1


def test_an_empty_message_comes_back_on_the_page_of_the_report_with_its_file(site: TestApp) -> None:
    digits = receipt_of(site)
    form = form_with(open_report(site, digits), "text")
    form["attachments"] = [Upload("slip.pdf", PDF, "application/pdf")]

    refused = form.submit(expect_errors=True)

    assert refused.status_code == 422
    assert refused.html.select_one("#text")["aria-invalid"] == "true"
    again = form_with(refused, "text")
    again["text"] = "Here it is."
    again.submit()
    assert [file.name for file in office.report(site, digits).messages[0].attachments] == ["slip.pdf"]


def test_the_receipt_never_stands_in_an_address_or_a_cookie(site: TestApp) -> None:
    digits = receipt_of(site)
    type_back(site, digits)
    page = open_report(site, digits)

    cookies = " ".join(str(cookie.value) for cookie in site.cookiejar)
    assert digits not in cookies
    for link in page.html.select("[href], [action], [src]"):
        for attribute in ("href", "action", "src"):
            assert digits not in link.get(attribute, "")
    assert page.html.select_one("[name=receipt]")["type"] == "hidden"


def test_no_page_of_a_report_is_kept_by_a_browser(site: TestApp) -> None:
    receipt = report(site).follow()
    page = open_report(site, digits_on(receipt))

    assert {receipt.headers["Cache-Control"], page.headers["Cache-Control"]} == {"no-store"}
    assert (
        form_with(site.get("/misconduct/follow-up"), "receipt").html.select_one("#receipt")["autocomplete"]
        == "off"
    )


def test_nothing_of_a_report_stands_in_a_log(site: TestApp, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        digits = receipt_of(site, **NAMED)
        type_back(site, digits)
        open_report(site, digits)

    for secret in (digits, WORDS, "شیرین", "9120000999"):
        assert secret not in caplog.text


def test_a_photo_loses_what_it_tells_of_place_and_phone(site: TestApp) -> None:
    exif = Image.Exif()
    exif[0x0110] = "Phone of the reporter"
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(photo, "JPEG", exif=exif)
    digits = receipt_of(site, attachments=[Upload("photo.jpg", photo.getvalue(), "image/jpeg")])

    (kept,) = office.report(site, digits).attachments
    request = bare_request(site.app.registry)
    with transaction_of(request), port_of(request, IFileStore).open(kept.file) as stream:
        content = stream.read()
    assert b"Phone of the reporter" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_a_file_survives_a_forgotten_field(site: TestApp) -> None:
    refused = report(site, topic="", attachments=[Upload("slip.pdf", PDF, "application/pdf")])
    assert refused.status_code == 422
    assert WORDS in refused.text

    form = form_with(refused, "topic")
    form["topic"] = "waste"
    digits = digits_on(form.submit().follow())

    assert [file.name for file in office.report(site, digits).attachments] == ["slip.pdf"]


def test_a_kept_file_can_be_taken_away_again(site: TestApp) -> None:
    refused = report(site, topic="", attachments=[Upload("slip.pdf", PDF, "application/pdf")])

    page = form_with(refused, "topic").submit("remove", value="1")

    assert "slip.pdf" not in page.text


def test_whoever_is_signed_in_is_not_named_on_these_pages(person: Person) -> None:
    person.sign_up()

    for page in (
        person.site.get("/misconduct"),
        person.site.get("/misconduct/follow-up"),
        report(person.site).follow(),
    ):
        assert "نرگس" not in page.text
        assert page.html.select_one("[data-leave]") is not None


def test_the_page_is_honest_about_the_law(open_site: OpenSite) -> None:
    site = open_site()
    site.set_cookie("_LOCALE_", "fa")

    assert "قانون" in site.get("/misconduct").html.select_one("details.fold").text


def test_a_closed_report_offers_no_form(site: TestApp) -> None:
    digits = receipt_of(site)
    office.close_report(site, digits, "Money was paid back.")

    page = open_report(site, digits)

    assert "Money was paid back." in page.text
    assert not [form for form in page.forms.values() if "text" in form.fields]


def test_the_addresses_of_the_receipt_lead_on_without_one(site: TestApp) -> None:
    assert site.get("/misconduct/receipt").location.endswith("/misconduct/follow-up")
    assert site.get("/misconduct/follow-up?text=x").location.endswith("/misconduct/follow-up")
