"""Headers on every kind of answer."""

import pytest
from webtest import TestApp, TestResponse

from complaints_web.rendering import static_path


@pytest.fixture(
    params=[
        ("GET", "/", 200),
        ("GET", "/login", 200),
        ("GET", "/panel", 303),
        ("GET", "/nowhere", 404),
        ("POST", "/login", 400),
        ("POST", "/logout", 400),
        ("GET", "/challenge/nothing.png", 404),
        ("GET", "/static/site.css", 200),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("PUT", "/login", 404),
    ],
    ids=lambda one: " ".join(map(str, one)),
)
def answer(request: pytest.FixtureRequest, site: TestApp) -> TestResponse:
    method, path, status = request.param
    return site.request(path, method=method, status=status)


def test_nothing_from_elsewhere_and_nothing_inline_is_allowed(answer: TestResponse) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_nothing_is_guessed_framed_or_told_to_others(answer: TestResponse) -> None:
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in answer.headers


def test_pages_stay_out_of_every_cache_and_static_files_stay_in(answer: TestResponse) -> None:
    kept = answer.request.path.startswith("/static/") and answer.status_code == 200
    wanted = "max-age=31536000" if kept else "no-store"
    assert answer.headers["Cache-Control"] == wanted


def test_every_cookie_is_for_the_server_only(answer: TestResponse) -> None:
    for cookie in answer.headers.getall("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_there_are_cookies_at_all(site: TestApp) -> None:
    assert site.get("/").headers.getall("Set-Cookie")
    assert site.get("/panel").headers.getall("Set-Cookie")


def test_over_tls_the_browser_is_told_to_stay_there(site: TestApp) -> None:
    assert "Strict-Transport-Security" not in site.get("/").headers
    secure = site.get("/", extra_environ={"wsgi.url_scheme": "https"})
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=")


def test_every_static_file_of_a_page_carries_its_fingerprint(site: TestApp) -> None:
    page = site.get("/login").html
    used = [one.get("href") or one.get("src") for one in page.select("link[href], script[src], img[src]")]
    assert used
    for address in used:
        assert "?v=" in address
        assert site.get(address).headers["Cache-Control"] == "max-age=31536000"
    assert static_path.__doc__


def test_no_page_asks_another_site_for_anything(site: TestApp) -> None:
    for path in ("/", "/login", "/register", "/help"):
        page = site.get(path).html
        for one in page.select("link[href], script, img[src], source, iframe, form[action]"):
            address = one.get("href") or one.get("src") or one.get("action") or ""
            assert address.startswith(("/", "?", "#")), address
        assert not page.select("[style], style, [onclick], script:not([src])")
