"""Citizens who file one complaint after the other, and an expert who takes and answers them."""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from threading import Event, Thread
from time import sleep
from typing import Final

from bench.browser import Browser
from bench.crash.wire import PatientWire, Refused
from bench.files import BenchFile, pdf
from bench.journeys import Visitor
from bench.people import EXPERT
from bench.words import Writer
from bench.workplace import Worker

CLERK: Final = "clerk"
"""A member of staff at whose door citizens try their own password; the audit keeps that."""
_CASE: Final = re.compile(rb'href="(/staff/complaints/(\d{12}))"')
_UNTAKEN: Final = "/staff?box=unassigned"
_SEARCH: Final = "/staff/complaints"
_FORM: Final = "/panel/complaints/new"
_DOOR: Final = "/staff/login"
_NOW_AND_THEN: Final = 3
"""Every third complaint and answer carries a file, and after it a citizen tries the staff's door."""
_LENGTH: Final = 300
_IDLE: Final = 0.2


@dataclass(frozen=True)
class Promise:
    """What somebody was told is kept: words that he wrote once, with a complaint or as the answer to it, and
    a file (its SHA-256, or empty)."""

    code: str
    words: str
    digest: str


class Person(Thread, ABC):
    """Somebody with a browser who sends a form again when nobody answers; `promises` is what he was told is
    kept, `faults` what he was told that is neither that nor a request to come again."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(name=f"{type(self).__name__.lower()}-{number}", daemon=True)
        self.promises: list[Promise] = []
        self.faults: list[str] = []
        self.wire = PatientWire(port)
        self.browser = Browser(self.wire)
        self.number = number
        self._writer = Writer(Random(number))  # noqa: S311 - what he writes is no secret
        self._enough = Event()

    @abstractmethod
    def log_in(self) -> None:
        """Sign in, while nothing is killed yet."""

    @abstractmethod
    def act(self, turn: int) -> None:
        """Do what he does, for the so manieth time."""

    def run(self) -> None:
        """Go on until it is enough; what is under way is finished."""
        for turn in count(1):
            if self._enough.is_set():
                return
            try:
                self.act(turn)
            except (AssertionError, Refused) as fault:
                self.faults.append(str(fault))

    def stop(self, patience: float) -> None:
        """Let him finish, at most `patience` seconds."""
        self._enough.set()
        self.join(patience)
        self.wire.close()
        if self.is_alive():
            self.faults.append(f"{self.name} still waits for an answer")

    def write(self, turn: int) -> tuple[str, Sequence[BenchFile]]:
        """Answer words that nobody writes twice, and now and then a file."""
        files = () if turn % _NOW_AND_THEN else (pdf(self.number * 100_000 + turn),)
        return f"{self.number}-{turn}. {self._writer.text(_LENGTH)}", files

    def promised(self, code: str, words: str, files: Sequence[BenchFile]) -> None:
        """Remember what he was told."""
        digest = hashlib.sha256(files[0].content).hexdigest() if files else ""
        self.promises.append(Promise(code, words, digest))


class Filer(Person):
    """A citizen; `refusals` tells how often the staff's door stayed shut."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(port, number)
        self.refusals = 0

    def log_in(self) -> None:
        """Send code and password."""
        self.browser = Visitor.on(self.wire, self.number).browser

    def act(self, turn: int) -> None:
        """File a complaint, and now and then try the staff's door."""
        words, files = self.write(turn)
        typed = {"subject": "pension", "kind": "province", "description": words}
        sent = self.browser.fill(_FORM, _FORM, typed, *files)
        self.promised(sent.location.split("/")[-2], words, files)
        if files:
            self._try_door()

    def _try_door(self) -> None:
        try:
            self.browser.fill(_DOOR, _DOOR, {"username": CLERK, "password": "a guess"})
        except Refused:
            self.refusals += 1


class Expert(Person):
    """A member of staff; he takes what nobody has taken, and answers it."""

    def log_in(self) -> None:
        """Sign in with both factors."""
        self.browser = Worker.on(self.wire, EXPERT).browser

    def act(self, turn: int) -> None:
        """Look through everything, so that somebody reads the index while it is written; then take the first
        one of the list and answer it."""
        self.browser.get(_SEARCH)
        found = _CASE.search(self.browser.get(_UNTAKEN).body)
        if not found:
            return sleep(_IDLE)
        path, code = found[1].decode(), found[2].decode()
        self.browser.fill(path, f"{path}/take", {})
        words, files = self.write(turn)
        self.browser.fill(path, f"{path}/answer", {"finding": "upheld", "text": words}, *files)
        return self.promised(code, words, files)
