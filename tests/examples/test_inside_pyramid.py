"""The site included into another Pyramid application: examples/inside_pyramid.py."""

from pathlib import Path

import pytest
from pyramid.config import Configurator
from pyramid.session import SignedCookieSessionFactory
from webtest import TestApp, TestResponse

from examples.inside_pyramid import HostGateway, main
from examples.plain_library import SIGN_UP
from tests.examples.settings import addresses, fonts, quick_settings
from tests.functional.person import form_with


@pytest.fixture
def gateway() -> HostGateway:
    return HostGateway()


@pytest.fixture
def portal(tmp_path: Path, gateway: HostGateway) -> TestApp:
    return TestApp(main(gateway, **quick_settings(tmp_path)))


def sign_up(portal: TestApp) -> TestResponse:
    """Fill the sign-up form below /complaints and send it."""
    form = form_with(portal.get("/complaints/register"), "national_code")
    for name, value in SIGN_UP.items():
        form[name] = value
    return form.submit()


def test_the_host_keeps_its_first_page_and_leads_to_the_complaints(portal: TestApp) -> None:
    home = portal.get("/")

    assert "The portal" in home.text
    assert home.click("Complain").request.path == "/complaints/"


def test_the_place_is_found_without_a_slash(portal: TestApp) -> None:
    assert portal.get("/complaints").follow().request.path == "/complaints/"


def test_the_host_keeps_its_static_files(portal: TestApp) -> None:
    assert "rebeccapurple" in portal.get("/static/portal.css").text


def test_the_host_keeps_its_own_page_for_what_is_not_there(portal: TestApp) -> None:
    assert "The portal has no such page" in portal.get("/nothing", status=404).text


def test_what_is_not_there_below_the_prefix_is_said_in_the_words_of_the_site(portal: TestApp) -> None:
    page = portal.get("/complaints/nothing", status=404)

    assert "The portal has no such page" not in page.text
    assert 'href="/complaints/"' in page.text


def test_a_path_that_only_begins_like_the_prefix_is_the_hosts(portal: TestApp) -> None:
    assert "The portal has no such page" in portal.get("/complaintsandmore", status=404).text


def test_the_strict_headers_of_the_site_are_not_put_on_the_hosts_pages(portal: TestApp) -> None:
    assert "Content-Security-Policy" not in portal.get("/").headers
    assert "Content-Security-Policy" not in portal.get("/nothing", status=404).headers
    assert "Content-Security-Policy" in portal.get("/complaints/").headers
    assert "Content-Security-Policy" in portal.get("/complaints/nothing", status=404).headers


def test_the_limits_of_the_site_do_not_bind_the_host(tmp_path: Path, gateway: HostGateway) -> None:
    settings = {**quick_settings(tmp_path), "complaints.attachments.max_total_bytes": "1"}
    portal = TestApp(main(gateway, **settings))
    too_much = "x" * 3 * 2**20

    assert portal.post("/", too_much).status_int == 200
    assert portal.post("/complaints/logout", too_much, expect_errors=True).status_int == 413


def test_every_address_of_a_page_stands_below_the_prefix(portal: TestApp) -> None:
    for path in ("/complaints/", "/complaints/register", "/complaints/login", "/complaints/help"):
        page = portal.get(path)
        assert {one for one in addresses(page) if not one.startswith("/complaints/")} == set()


def test_what_a_page_loads_is_there(portal: TestApp) -> None:
    page = portal.get("/complaints/")
    loaded = {one for one in addresses(page) | fonts(portal, page) if "/static/" in one}

    assert any(one.endswith(".css") for one in loaded)
    for path in loaded - {one for one in loaded if "/vendor/" in one}:
        assert portal.get(path).body


def test_the_sms_goes_out_by_the_line_of_the_host(portal: TestApp, gateway: HostGateway) -> None:
    confirm = sign_up(portal).follow()
    assert confirm.request.path == "/complaints/register/confirm"
    (message,) = gateway.sent

    form = form_with(confirm, "code")
    form["code"] = dict(message.params)["code"]

    assert form.submit().follow().request.path == "/complaints/panel"


def test_a_stranger_is_led_to_the_login_below_the_prefix(portal: TestApp) -> None:
    assert portal.get("/complaints/panel", status=303).location == "http://localhost/complaints/login"


def test_a_refusal_without_a_form_is_a_page_of_the_site_and_no_fault_of_the_host(portal: TestApp) -> None:
    page = portal.post("/complaints/logout", {"csrf_token": "of somebody else"}, status=400)

    assert 'href="/complaints/"' in page.text


def test_the_host_asks_of_its_own_forms_what_it_likes(tmp_path: Path) -> None:
    with Configurator(settings=quick_settings(tmp_path)) as config:
        config.add_route("survey", "/survey")
        config.add_view(lambda request: request.response, route_name="survey", request_method="POST")
        config.include("complaints_web", route_prefix="/complaints")
    portal = TestApp(config.make_wsgi_app())

    portal.post("/survey", {"answer": "without a token"}, status=200)
    portal.post("/complaints/logout", status=400)


def test_a_fault_of_the_host_stays_the_hosts(tmp_path: Path) -> None:
    def broken(request: object) -> None:
        raise LookupError("of the host")

    with Configurator(settings=quick_settings(tmp_path)) as config:
        config.add_route("broken", "/broken")
        config.add_view(broken, route_name="broken")
        config.include("complaints_web", route_prefix="/complaints")

    with pytest.raises(LookupError, match="of the host"):
        TestApp(config.make_wsgi_app()).get("/broken")


def test_a_host_with_a_session_of_its_own_keeps_it(tmp_path: Path) -> None:
    with Configurator(settings=quick_settings(tmp_path)) as config:
        config.include("complaints_web", route_prefix="/complaints")
        config.set_session_factory(SignedCookieSessionFactory("of the host", cookie_name="host"))
    portal = TestApp(config.make_wsgi_app())

    assert portal.get("/complaints/panel", status=303).headers["Set-Cookie"].startswith("host=")
