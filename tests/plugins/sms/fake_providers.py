"""Providers on this machine that speak like the real ones, and can be told to misbehave."""

import json
import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl

KEY = "k3y-0f-the-account"
USERNAME, PASSWORD = "behzisti", "p4ssw0rd of the account"
LINE = "10008663"
STRANGER = Path(__file__).with_name("stranger.pem")

Answer = tuple[int, Any]
"""HTTP status, and a body: bytes, or what becomes JSON."""


@dataclass(frozen=True)
class Request:
    """What came in."""

    path: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def form(self) -> dict[str, str]:
        assert self.headers["content-type"].startswith("application/x-www-form-urlencoded")
        return dict(parse_qsl(self.raw.decode(), keep_blank_values=True, strict_parsing=True))

    @property
    def json(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/json"
        said: dict[str, Any] = json.loads(self.raw)
        return said


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # many threads knock at once


@dataclass
class FakeProvider(ABC):
    """A threaded HTTP server. `say` answers in its place; `hold` keeps every answer back until it is set."""

    preset: ClassVar[str]
    account: ClassVar[Mapping[str, str]] = {"key": KEY}
    pattern: ClassVar[str] = "4512"

    requests: list[Request] = field(default_factory=list)
    arrived: list[tuple[str, str]] = field(default_factory=list)
    say: Callable[[Request], Answer | None] | None = None
    hold: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.hold.set()
        self._lock = Lock()
        self._numbers = count(8792343001)
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.hold.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def speak_tls(self) -> str:
        """Answer an https address; the certificate there is signed by nobody."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(STRANGER)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        return self.url.replace("http:", "https:")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def receive(self, request: Request) -> Answer | None:
        with self._lock:
            self.requests.append(request)
            return self.say(request) if self.say else self.answer(request)

    def take(self, mobile: str, text: str) -> int:
        """Take a message; answers its number."""
        assert mobile.startswith("09")
        assert len(mobile) == 11
        self.arrived.append((mobile[-10:], text))
        return next(self._numbers)

    @abstractmethod
    def answer(self, request: Request) -> Answer:
        """Answer as the provider does."""

    @classmethod
    @abstractmethod
    def failing(cls, code: str) -> Answer:
        """Answer as the provider does for an error code of its list."""


def _handler(provider: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = provider.receive(Request(self.path, headers, raw))
            provider.hold.wait(5)
            if answer is None:
                return  # the line is cut
            status, body = answer
            with suppress(ConnectionError):  # the client has not waited
                self.send_response(status)
                self.send_header("Location", f"{provider.url}/elsewhere")
                self.end_headers()
                self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *_words: object) -> None:
            """Say nothing on the terminal."""

    return Handler


class FakeKavenegar(FakeProvider):
    preset = "kavenegar"
    pattern = "register-code text=token20"

    def __post_init__(self) -> None:
        super().__post_init__()
        self.local_ids: dict[str, int] = {}

    def answer(self, request: Request) -> Answer:
        if f"/v1/{KEY}/" not in request.path:
            return self.failing("403")
        form = request.form
        if request.path.endswith("/verify/lookup.json"):
            assert form["template"] == "register-code"
            token = form.get("token20") or form["token"]
            return self._entry(self.take(form["receptor"], token))
        assert request.path.endswith("/sms/send.json")
        if form["sender"] != LINE:
            return self.failing("412")
        known = self.local_ids.get(form["localid"])
        number = known or self.take(form["receptor"], form["message"])
        self.local_ids[form["localid"]] = number
        return self._entry(number)

    def _entry(self, number: int) -> Answer:
        entry = {"messageid": number, "status": 5, "statustext": "ارسال به مخابرات", "cost": 120}
        return 200, {"return": {"status": 200, "message": "تایید شد"}, "entries": [entry]}

    @classmethod
    def failing(cls, code: str) -> Answer:
        return int(code), {"return": {"status": int(code), "message": "09120000000"}, "entries": None}


class FakeMeliPayamak(FakeProvider):
    preset = "melipayamak"
    account: ClassVar = {"username": USERNAME, "password": PASSWORD}

    def answer(self, request: Request) -> Answer:
        form = request.form
        if (form["username"], form["password"]) != (USERNAME, PASSWORD):
            return self.failing("0")
        if request.path == "/BaseServiceNumber":
            assert form["bodyId"] == "4512"
        else:
            assert request.path == "/SendSMS"
            assert form["from"] == LINE
        number = f"49643576683{self.take(form['to'], form['text'])}"
        return 200, {"Value": number, "RetStatus": 1, "StrRetStatus": "Ok"}

    @classmethod
    def failing(cls, code: str) -> Answer:
        return 200, {"Value": code, "RetStatus": 1, "StrRetStatus": "Ok"}


class FakeMeliPayamakConsole(FakeProvider):
    preset = "melipayamak-console"

    def answer(self, request: Request) -> Answer:
        said = request.json
        if request.path == f"/api/send/shared/{KEY}":
            assert said["bodyId"] == 4512
            return self._taken(self.take(said["to"], said["args"][0]))
        if request.path == f"/api/send/simple/{KEY}":
            assert said["from"] == LINE
            return self._taken(self.take(said["to"], said["text"]))
        return 401, {"status": "کلید کنسول معتبر نیست"}

    def _taken(self, number: int) -> Answer:
        return 200, {"recId": number, "status": "عملیات موفق"}

    @classmethod
    def failing(cls, code: str) -> Answer:
        return 200, {"recId": int(code), "status": "عملیات ناموفق"}


class FakeSmsIr(FakeProvider):
    preset = "sms.ir"
    pattern = "4512 text=Text"

    def answer(self, request: Request) -> Answer:
        if request.headers["x-api-key"] != KEY:
            return 401, {"status": 10, "message": "کلید وب سرویس نامعتبر است"}
        said = request.json
        if request.path == "/v1/send/verify":
            assert said["templateId"] == 4512
            assert said["parameters"][0]["name"] == "Text"
            number = self.take(said["mobile"], said["parameters"][0]["value"])
            return 200, {"status": 1, "message": "موفق", "data": {"messageId": number, "cost": 1.0}}
        assert request.path == "/v1/send/bulk"
        assert said["lineNumber"] == int(LINE)
        number = self.take(said["mobiles"][0], said["messageText"])
        data = {"packId": "2b99", "messageIds": [number], "cost": 1.0}
        return 200, {"status": 1, "message": "موفق", "data": data}

    @classmethod
    def failing(cls, code: str) -> Answer:
        return 400, {"status": int(code), "message": "09120000000", "data": None}


PROVIDERS: tuple[type[FakeProvider], ...] = (
    FakeKavenegar,
    FakeMeliPayamak,
    FakeMeliPayamakConsole,
    FakeSmsIr,
)
