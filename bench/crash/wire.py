"""What people do when nobody answers: they send the very same again, until somebody does."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from time import sleep
from typing import Final

from bench.browser import Answer

_PAUSE: Final = 0.05
_TIMEOUT: Final = 20
_AWAY: Final = 503
_REFUSED: Final = 422


class Refused(Exception):
    """The site says that this is wrong."""


class PatientWire:
    """A wire (see `bench.browser`) to a port of this machine that connects anew after it broke, as often as
    it must; `again` tells how often it had to. 503 counts as nobody there."""

    def __init__(self, port: int) -> None:
        self.again = 0
        self._connection = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)

    def __call__(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send this until somebody answers; raises Refused."""
        while not (answer := self._asked(method, path, body, headers)):
            self.again += 1
            sleep(_PAUSE)
        if answer.status == _REFUSED:
            raise Refused(f"{method} {path.rpartition('/')[2]} answered {_REFUSED}")
        return answer

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _asked(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer | None:
        """Answer what the site says, None when it says nothing or cannot answer now."""
        try:
            self._connection.request(method, path, body or None, dict(headers))
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, HTTPException):
            self._connection.close()
            return None
        cookies = response.headers.get_all("Set-Cookie", ())
        answer = Answer(response.status, response.headers.get("Location", ""), cookies, content)
        return None if answer.status == _AWAY else answer
