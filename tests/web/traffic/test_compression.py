"""What is no page travels small; pages, which hold a secret beside what was typed, do not."""

import gzip

import pytest
from pyramid.request import Request
from pyramid.response import Response
from pyramid.router import Router

import complaints_web


@pytest.fixture(scope="module")
def application() -> Router:
    """A site in memory, asked without a client that would unpack what comes."""
    return complaints_web.main({}, **{"complaints.store": "memory"})


@pytest.mark.parametrize("name", ["site.css", "site.js", "icons.svg"])
def test_static_text_is_a_fraction_of_its_size_for_whoever_can_read_that(
    application: Router, name: str
) -> None:
    whole = _get(application, f"/static/{name}")
    small = _get(application, f"/static/{name}", "br, gzip")
    assert "Content-Encoding" not in whole.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in whole.headers["Vary"]
    assert "Accept-Encoding" in small.headers["Vary"]
    assert int(small.headers["Content-Length"]) < len(whole.body) / 2
    assert gzip.decompress(small.body) == whole.body


def test_a_page_is_sent_as_it_is(application: Router) -> None:
    assert "Content-Encoding" not in _get(application, "/", "gzip").headers


def _get(application: Router, path: str, accepted: str = "") -> Response:
    headers = {"Accept-Encoding": accepted} if accepted else {}
    return Request.blank(path, headers=headers).get_response(application)
