"""A second organization, with other lists, process, languages and rules, on the same pages."""

from pathlib import Path

import pytest
from webtest import TestApp, Upload

from complaints_core.testing import builders
from tests.core.profiles.folders import TINY
from tests.functional.conftest import OpenSite
from tests.functional.person import Person, form_with, mistakes_of
from tests.plugins.files.samples import PDF, png

SIGN_UP = {
    "first_name": "Greta",
    "last_name": "Licht",
    "national_code": builders.national_code(3),
    "birth_day": "1",
    "birth_month": "1",
    "birth_year": "1360",
    "mobile": "09120000003",
    "province": "n",
    "county": "n1",
    "address": "Turmgasse 1",
    "password": "sieben blaue zelte",
    "password_repeat": "sieben blaue zelte",
}
COMPLAINT = {"subject": "dark", "kind": "street", "description": "Seit Wochen ist es hier dunkel."}


@pytest.fixture
def lamps(open_site: OpenSite, settings: dict[str, str]) -> Person:
    """Somebody at the office of street lamps."""
    site = open_site({"complaints.profile": str(TINY)})
    return Person(site, Path(settings["complaints.sms.spool"]), code=SIGN_UP["national_code"])


def signed_up(lamps: Person, **changes: str) -> TestApp:
    form = form_with(lamps.site.get("/register"), "national_code")
    for name, value in {**SIGN_UP, **changes}.items():
        form[name] = value
    page = form.submit()
    assert page.location.endswith("/login")
    lamps.log_in(password=SIGN_UP["password"])
    return lamps.site


def test_somebody_signs_up_files_and_finds_the_complaint_again(lamps: Person) -> None:
    site = signed_up(lamps)
    assert lamps.messages() == []
    form = form_with(site.get("/panel/complaints/new"), "subject")
    for name, value in COMPLAINT.items():
        form[name] = value
    form["attachments"] = [Upload("lamp.png", png())]
    receipt = form.submit().follow()
    assert "Lamp is dark" in receipt.text
    (sms,) = lamps.messages()
    assert sms["template"] == "complaint_registered"
    assert sms["text"].startswith("Gemeldet: ")

    code = sms["params"]["tracking_code"]
    detail = site.get(f"/panel/complaints/{code}")
    assert "Your report is waiting." in detail.text
    assert "Reported" in detail.text
    assert code in site.get("/panel/complaints", {"q": "dunkel"}).text
    assert lamps.stores.complaints.get(code).unit == "n"  # type: ignore[union-attr]


def test_its_own_lists_are_offered_and_no_others(lamps: Person) -> None:
    form = form_with(lamps.site.get("/register"), "province")
    assert [code for code, *_ in form["province"].options] == ["n", "s"]
    form["national_code"] = SIGN_UP["national_code"]
    form["province"].force_value("23")
    assert "choose one from the list" in mistakes_of(form.submit(status=422))


def test_its_own_files_are_taken_and_no_others(lamps: Person) -> None:
    site = signed_up(lamps)
    form = form_with(site.get("/panel/complaints/new"), "subject")
    for name, value in COMPLAINT.items():
        form[name] = value
    form["attachments"] = [Upload("letter.pdf", PDF)]
    assert "letter.pdf is not of a kind" in mistakes_of(form.submit(status=422))


def test_its_own_details_come_first(lamps: Person) -> None:
    site = signed_up(lamps, address="")
    assert site.get("/panel/complaints/new").location.endswith("/panel/details")


def test_its_own_limits_hold(lamps: Person) -> None:
    answers = [lamps.log_in(password="not this one").status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]


def test_a_code_that_is_taken_is_told_nothing_here_either(lamps: Person) -> None:
    signed_up(lamps)
    lamps.site.reset()
    lamps.site.set_cookie("_LOCALE_", "en")
    form = form_with(lamps.site.get("/register"), "national_code")
    for name, value in {
        **SIGN_UP,
        "password": "neun gelbe tore",
        "password_repeat": "neun gelbe tore",
    }.items():
        form[name] = value
    assert form.submit().location.endswith("/login")
    assert [message["template"] for message in lamps.messages()] == ["already_registered"]
    assert lamps.log_in(password="neun gelbe tore").status_code == 422
    assert lamps.log_in(password=SIGN_UP["password"]).location.endswith("/panel")


def test_whose_languages_are_not_ours_is_read_in_its_own_first(lamps: Person) -> None:
    lamps.site.reset()
    assert "Amt für Straßenlampen" in lamps.site.get("/").text
