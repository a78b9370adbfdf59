"""Forms that come from pages of others are sent by nobody, whatever token they carry."""

import pytest
from pyramid.request import Request
from pyramid.router import Router
from webtest import TestApp, TestResponse

PLANTED = "a-token-that-somebody-planted-who-holds-another-host-of-the-domain"


@pytest.fixture
def site(application: Router) -> TestApp:
    """A browser with a planted token, at a site with HTTPS."""
    site = TestApp(
        application, extra_environ={"HTTP_HOST": "complaints.example.org", "wsgi.url_scheme": "https"}
    )
    site.set_cookie("complaints_csrf", PLANTED)
    site.set_cookie("_LOCALE_", "en")
    return site


def sent(site: TestApp, **headers: str) -> TestResponse:
    """A form of words alone, and what is answered."""
    form = {"csrf_token": PLANTED, "national_code": "1"}
    return site.post("/login", form, headers=headers, expect_errors=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://news.example.org"},
        {"Origin": "http://complaints.example.org"},  # whoever sits on the line can say so
        {"Origin": "https://complaints.example.org.elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "https://["},
        {"Referer": "https://news.example.org/complaints.example.org"},
        {"Origin": "https://news.example.org", "Referer": "https://complaints.example.org/login"},
    ],
)
def test_a_form_of_another_site_is_refused_with_its_words(site: TestApp, headers: dict[str, str]) -> None:
    page = sent(site, **headers)
    assert page.status_code == 400
    assert page.forms[0]["national_code"].value == "1"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://complaints.example.org"},
        {"Origin": "https://complaints.example.org:8443"},  # a proxy may have kept the port to itself
        {"Referer": "https://complaints.example.org/login"},
        {},  # an old browser says nothing; the token is asked for all the same
    ],
)
def test_a_form_of_ours_is_read(site: TestApp, headers: dict[str, str]) -> None:
    assert sent(site, **headers).status_code == 422


@pytest.mark.parametrize(
    ("origin", "status"), [("http://[::1]:6543", 422), ("http://elsewhere.example", 400)]
)
def test_on_a_machine_of_ones_own_no_https_is_needed(origin: str, status: int, application: Router) -> None:
    cookie = f"complaints_csrf={PLANTED}"
    form = {"csrf_token": PLANTED, "national_code": "1"}
    request = Request.blank(
        "/login", POST=form, headers={"Host": "[::1]:6543", "Origin": origin, "Cookie": cookie}
    )
    assert request.get_response(application).status_code == status
