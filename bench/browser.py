"""A browser that keeps its connection and its cookies, and thinks as little as possible."""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any, Final

from pyramid.request import Request

from bench.files import BenchFile

_FORM: Final = re.compile(rb'<form\b[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
_HIDDEN: Final = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What a server answered; `cookies` are the lines of the header."""

    status: int
    location: str
    cookies: Sequence[str]
    body: bytes


Wire = Callable[[str, str, bytes, Mapping[str, str]], Answer]
"""Carries method, path, body and headers to a server, and its answer back."""


def http(port: int) -> Wire:
    """Answer a wire to a port of this machine, one connection for all requests."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        connection.request(method, path, body or None, dict(headers))
        response = connection.getresponse()
        cookies = response.headers.get_all("Set-Cookie", ())
        return Answer(response.status, response.headers.get("Location", ""), cookies, response.read())

    return ask


def wsgi(application: Any) -> Wire:
    """Answer a wire to an application of this very process."""

    def ask(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        request = Request.blank(path, method=method, headers=dict(headers), body=body)
        response = request.get_response(application)
        cookies = response.headers.getall("Set-Cookie")
        return Answer(response.status_code, response.location or "", cookies, response.body)

    return ask


class Browser:
    """Gets pages and sends forms over a wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._cookies: dict[str, str] = {}

    def over(self, wire: Wire) -> "Browser":
        """Answer the same browser on another wire: its cookies are these."""
        other = Browser(wire)
        other._cookies = self._cookies
        return other

    def get(self, path: str) -> Answer:
        """Fetch a page, which must be there."""
        return self._expected(200, "GET", path, b"", {})

    def send(self, path: str, typed: Mapping[str, str], *files: BenchFile) -> Answer:
        """Send a form, which must be taken."""
        body, headers = multipart(typed, files)
        return self._expected(303, "POST", path, body, headers)

    def fill(self, page: str, action: str, typed: Mapping[str, str], *files: BenchFile) -> Answer:
        """Open a page, and fill and send the form on it that leads to `action`."""
        return self.send(action, {**hidden_in(self.get(page).body, action), **typed}, *files)

    def _expected(
        self, status: int, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        answer = self._wire(method, path, body, {**headers, "Cookie": cookies})
        assert answer.status == status, f"{method} {path} answered {answer.status}, not {status}"
        for line in answer.cookies:
            self._cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        return answer


def hidden_in(page: bytes, action: str) -> dict[str, str]:
    """Answer the hidden boxes of the form on a page that leads to `action`, which must be there."""
    forms = {_text(found[1]): found[2] for found in _FORM.finditer(page)}
    assert action in forms, f"a page has no form for {action}, but {sorted(forms)}"
    return {_text(name): _text(value) for name, value in _HIDDEN.findall(forms[action])}


def multipart(typed: Mapping[str, str], files: Sequence[BenchFile] = ()) -> tuple[bytes, dict[str, str]]:
    """Answer a filled form as a browser sends it: the body, and the header that tells its border."""
    border = secrets.token_hex(16)
    parts = [(f'name="{name}"', text.encode()) for name, text in typed.items()]
    parts += [
        (f'name="attachments"; filename="{one.name}"\r\nContent-Type: {one.media_type}', one.content)
        for one in files
    ]
    pieces = [
        f"--{border}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    ]
    body = b"".join(pieces) + f"--{border}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={border}"}


def _text(found: bytes) -> str:
    return unescape(found.decode())
