"""Citizens who file one complaint after the other, and send a form again when nobody answers, as one does."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from itertools import count
from random import Random
from threading import Event, Thread
from time import sleep
from typing import Final

from bench.browser import Answer, Browser, Wire
from bench.files import BenchFile, pdf
from bench.words import Writer
from complaints_core.domain.citizens import Citizen
from complaints_core.interfaces.ports import ICitizenStore
from complaints_core.testing import builders

PASSWORD: Final = "seven blue tents"  # noqa: S105 - of people who are not there
_DETAILS: Final = {
    "employment_status": "homemaker",
    "personnel_status": "client",
    "father_name": "یوسف",
    "gender": "female",
    "education_level": "diploma",
    "county": "2301",
    "postal_code": "1193653471",
    "address": "تهران، خیابان بهار، پلاک ۱۲",
}
_TOKEN: Final = re.compile(rb'name="csrf_token" value="([^"]+)"')
_KEY: Final = re.compile(rb'name="submission_key" value="([^"]+)"')
_FORM: Final = "/panel/complaints/new"
_DOOR: Final = "/staff/login"
_NOW_AND_THEN: Final = 3
"""Every third complaint carries a file, and after it somebody tries the staff's door."""
_PAUSE: Final = 0.05
_TIMEOUT: Final = 20
_AWAY: Final = 503
_REFUSED: Final = 422
CLERK: Final = "clerk"
"""A member of staff at whose door citizens try their own password; the audit keeps that."""


@dataclass(frozen=True)
class Receipt:
    """What somebody has seen: a tracking code, for words that he wrote once and a file (its SHA-256, or
    empty)."""

    code: str
    words: str
    digest: str


class Nobody(OSError):
    """The site says that it cannot answer now."""


class Refused(Exception):
    """The site says that this is wrong."""


class Filer(Thread):
    """One citizen; `receipts` is what he was promised, `refusals` how often the staff's door stayed shut,
    `faults` what he was told that is neither a receipt nor a request to come again, `again` how often he had
    to send a form again."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(name=f"filer-{number}", daemon=True)
        self.receipts: list[Receipt] = []
        self.faults: list[str] = []
        self.refusals = self.again = 0
        self._number = number
        self._writer = Writer(Random(number))  # noqa: S311 - what he writes is no secret
        self._connection = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
        self._browser = Browser(wire(self._connection))
        self._enough = Event()

    def log_in(self) -> None:
        """Send code and password."""
        token = _found(_TOKEN, self._browser.get("/login"))
        typed = {"national_code": builders.national_code(self._number), "password": PASSWORD}
        self._browser.send("/login", {**typed, "csrf_token": token})

    def run(self) -> None:
        """File until it is enough; the form that is under way is finished."""
        for turn in count(1):
            if self._enough.is_set():
                return
            try:
                self._file(turn)
                if not turn % _NOW_AND_THEN:
                    self._try_door()
            except (AssertionError, Refused) as fault:
                self.faults.append(str(fault) or "refused")

    def stop(self, patience: float) -> None:
        """Let him finish his form, at most `patience` seconds."""
        self._enough.set()
        self.join(patience)
        self._connection.close()
        if self.is_alive():
            self.faults.append(f"{self.name} still waits for an answer")

    def _file(self, turn: int) -> None:
        page = self._patiently(_FORM)
        words = f"{self._number}-{turn}. {self._writer.text(300)}"
        keys = {"csrf_token": _found(_TOKEN, page), "submission_key": _found(_KEY, page)}
        typed = {"subject": "pension", "kind": "province", "description": words, **keys}
        files = () if turn % _NOW_AND_THEN else (pdf(self._number * 100_000 + turn),)
        sent = self._patiently(_FORM, typed, *files)
        digest = hashlib.sha256(files[0].content).hexdigest() if files else ""
        self.receipts.append(Receipt(sent.location.split("/")[-2], words, digest))

    def _try_door(self) -> None:
        page = self._patiently(_DOOR)
        typed = {"username": CLERK, "password": "a guess", "csrf_token": _found(_TOKEN, page)}
        try:
            self._patiently(_DOOR, typed)
        except Refused:
            self.refusals += 1

    def _patiently(self, path: str, typed: Mapping[str, str] | None = None, *files: BenchFile) -> Answer:
        """Get a page or send a form, the very same again and again until somebody answers."""
        while True:
            try:
                return self._browser.send(path, typed, *files) if typed else self._browser.get(path)
            except (OSError, HTTPException):
                self.again += 1
                sleep(_PAUSE)


def settled(number: int, citizens: ICitizenStore, password_hash: str) -> Citizen:
    """Answer a citizen in whose details nothing is missing, so that he may file at once."""
    invented = builders.citizen(number, password_hash=password_hash, **_DETAILS)
    return replace(invented, key=citizens.key_of(invented.national_code))


def wire(connection: HTTPConnection) -> Wire:
    """Answer a wire that connects anew after it broke; 503 counts as nobody there (`Nobody`)."""

    def ask(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            connection.request(method, path, body or None, dict(headers))
            response = connection.getresponse()
            content = response.read()
        except (OSError, HTTPException):
            connection.close()
            raise
        if response.status == _AWAY:
            raise Nobody
        if response.status == _REFUSED:
            raise Refused
        cookies = response.headers.get_all("Set-Cookie", ())
        return Answer(response.status, response.headers.get("Location", ""), cookies, content)

    return ask


def _found(pattern: re.Pattern[bytes], page: Answer) -> str:
    found = pattern.search(page.body)
    assert found, "a form without its keys"
    return found[1].decode()
