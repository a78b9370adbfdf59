"""The site mounted beside a Flask application: examples/beside_flask.py."""

from pathlib import Path

import pytest
from webtest import TestApp, TestResponse

from complaints_plugins.sms.spool import spooled
from examples.beside_flask import main
from examples.plain_library import COMPLAINT, SIGN_UP
from tests.examples.settings import addresses, fonts, quick_settings
from tests.functional.person import form_with


@pytest.fixture
def server(tmp_path: Path) -> TestApp:
    return TestApp(main(**quick_settings(tmp_path)))


def sign_up(server: TestApp, folder: Path) -> TestResponse:
    """Sign up with the code from the SMS; answers the panel."""
    form = form_with(server.get("/complaints/register"), "national_code")
    for name, value in SIGN_UP.items():
        form[name] = value
    form = form_with(form.submit().follow(), "code")
    form["code"] = [one["params"]["code"] for one in spooled(folder / "sms.jsonl")][-1]
    return form.submit().follow()


def test_the_portal_keeps_its_page_and_leads_to_the_complaints(server: TestApp) -> None:
    home = server.get("/")

    assert "The portal" in home.text
    assert home.click("Complain").request.path == "/complaints/"


def test_what_the_portal_has_not_is_for_the_portal_to_say(server: TestApp) -> None:
    assert "Content-Security-Policy" not in server.get("/nothing", status=404).headers


def test_every_address_of_a_page_stands_where_the_site_is_mounted(server: TestApp) -> None:
    for path in ("/complaints/", "/complaints/register", "/complaints/login", "/complaints/nothing"):
        page = server.get(path, expect_errors=True)
        assert {one for one in addresses(page) if not one.startswith("/complaints/")} == set()


def test_what_a_page_loads_is_there(server: TestApp) -> None:
    page = server.get("/complaints/")
    loaded = {one for one in addresses(page) | fonts(server, page) if "/static/" in one}

    assert any(one.endswith(".css") for one in loaded)
    for path in loaded - {one for one in loaded if "/vendor/" in one}:
        assert server.get(path).body


def test_somebody_goes_the_whole_way_and_never_leaves_the_mount(server: TestApp, tmp_path: Path) -> None:
    panel = sign_up(server, tmp_path)
    assert panel.request.path == "/complaints/panel"

    form = form_with(server.get("/complaints/panel/complaints/new"), "subject")
    for name, value in COMPLAINT.items():
        form[name] = value
    receipt = form.submit().follow()
    assert receipt.request.path.startswith("/complaints/panel/complaints/")
    assert {one for one in addresses(receipt) if not one.startswith("/complaints/")} == set()


def test_whoever_logs_in_comes_to_the_page_he_wanted(server: TestApp, tmp_path: Path) -> None:
    sign_up(server, tmp_path)
    server.post(
        "/complaints/logout",
        {"csrf_token": form_with(server.get("/complaints/panel"), "csrf_token")["csrf_token"].value},
    )
    form = form_with(server.get("/complaints/panel/complaints?sort=status").follow(), "password")
    form["national_code"], form["password"] = SIGN_UP["national_code"], SIGN_UP["password"]

    assert form.submit().location == "http://localhost/complaints/panel/complaints?sort=status"
