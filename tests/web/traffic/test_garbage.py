"""Whatever machines send: an answer in the dress of the site, and never a fault of ours."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from webtest import TestApp

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=xx"


def status_of(site: TestApp, method: str = "GET", path: str = "/", body: bytes = b"", **environ: Any) -> int:
    """Speak to the site below the client, which would mend what is broken; answers the status."""
    answered: list[str] = []
    everything = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        **environ,
    }
    answer = site.app(everything, lambda status, headers, fault=None: answered.append(status))
    for _ in answer:
        continue
    if hasattr(answer, "close"):
        answer.close()
    return int(answered[0].split()[0])


@pytest.mark.parametrize("query", ["q=%ff", "_LOCALE_=%ff", "%ff=1", "q=\xff"])
def test_an_address_that_is_no_text_is_a_bad_request(query: str, site: TestApp) -> None:
    assert status_of(site, path="/login", QUERY_STRING=query) == 400


@pytest.mark.parametrize("path", ["/\xff", "/register/\xff", "/panel/complaints/\xff", "/static/\xff"])
def test_a_path_that_is_no_text_is_a_bad_request(path: str, site: TestApp) -> None:
    assert status_of(site, path=path) == 400


@pytest.mark.parametrize("path", ["/login", "/register", "/logout", "/panel/complaints/new"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"national_code=%ff&password=1"),
        (FORM, b"national_code=\xff"),
        (FORM + "; charset=utf-7", b"national_code=1"),
        (FORM + "; charset=nonsense", b"national_code=1"),
        ("multipart/form-data", b"--xx"),
        ("multipart/form-data; boundary=", b"--xx"),
        (MULTIPART, b'--xx\r\nContent-Disposition: form-data; name="national_code"\r\n\r\n\xff\r\n--xx--'),
    ],
)
def test_a_form_that_is_no_text_is_a_bad_request(kind: str, body: bytes, path: str, site: TestApp) -> None:
    assert status_of(site, "POST", path, body, CONTENT_TYPE=kind) == 400


def test_broken_text_is_a_bad_request_from_our_own_pages_too(site: TestApp) -> None:
    token = site.get("/login").forms[0]["csrf_token"].value
    broken = f"csrf_token={token}&national_code=%D9&password=%FF".encode()
    assert site.post("/login", broken, status=400).html.select_one("p.error-status")


def test_the_sign_of_broken_text_may_be_typed(site: TestApp) -> None:
    form = next(form for form in site.get("/login").forms.values() if "password" in form.fields)
    form["national_code"] = "\ufffd\ufffd"
    assert form.submit(status=422).forms[0]["national_code"].value == "\ufffd\ufffd"
    fields = form.submit_fields()
    assert site.post("/login", fields, content_type="multipart/form-data", status=422)


@pytest.mark.parametrize("kind", [FORM, MULTIPART, "text/plain", "application/json", "", "/"])
@pytest.mark.parametrize("body", [b"", b"abc", b"{}", b"--xx", b"--xx\r\nContent-Disposition: form-data"])
def test_a_form_without_our_token_is_a_bad_request(kind: str, body: bytes, site: TestApp) -> None:
    assert status_of(site, "POST", "/login", body, CONTENT_TYPE=kind) == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "ي"])
def test_a_method_that_no_page_knows_finds_no_page(method: str, site: TestApp) -> None:
    assert status_of(site, method.encode().decode("latin-1"), "/login") == 404


@pytest.mark.parametrize(
    "cookie", ["\xff", "_LOCALE_=\xff", "complaints_session=\xff;complaints_csrf=\xff", "=;;="]
)
def test_broken_cookies_are_no_cookies(cookie: str, site: TestApp) -> None:
    assert status_of(site, path="/login", HTTP_COOKIE=cookie) == 200


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(
    path=st.sampled_from(
        ["/", "/login", "/register", "/recover", "/misconduct", "/panel", "/challenge/x.png"]
    ),
    query=st.text(st.characters(max_codepoint=255), max_size=40),
    body=st.binary(max_size=80),
    kind=st.sampled_from([FORM, MULTIPART, "text/plain", ""]),
    method=st.sampled_from(["GET", "POST", "HEAD"]),
)
def test_nothing_that_is_sent_is_a_fault_of_ours(
    path: str, query: str, body: bytes, kind: str, method: str, site: TestApp
) -> None:
    assert status_of(site, method, path, body, CONTENT_TYPE=kind, QUERY_STRING=query) < 500
