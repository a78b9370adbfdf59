"""deploy/nginx in front of the real site: HTTPS, sizes, static files, who asks, what is logged, and a page
for when nobody answers."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.functional.serving import PATIENCE, served
from tests.sockets import free_port

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "deploy" / "nginx" / "complaints.conf"
NAME = "complaints.example.org"
PROXIED = """
[server:main]
use = egg:waitress
trusted_proxy = 127.0.0.1
trusted_proxy_headers = x-forwarded-for x-forwarded-proto x-forwarded-host
clear_untrusted_proxy_headers = true
"""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    text: str


def answered(connection: HTTPConnection, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask once, by the name of the site."""
    try:
        connection.request(method, path, headers={"Host": NAME, **headers})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read().decode())
    finally:
        connection.close()


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its ports, and where it logs."""

    http: int
    https: int
    folder: Path

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask by HTTPS, as a stranger who believes the certificate."""
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        trust.check_hostname = False
        connection = HTTPSConnection("127.0.0.1", self.https, timeout=PATIENCE, context=trust)
        return answered(connection, path, method, **headers)

    def log(self) -> str:
        """Everything that it has written."""
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.glob("*.log"))


@pytest.fixture
def nginx() -> str:
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if found is None and os.environ.get("CI"):
        pytest.fail("no nginx here: nobody has tried deploy/nginx; see tests/deploy/install-nginx.sh")
    if found is None:
        pytest.skip("no nginx here: nobody has tried deploy/nginx; see tests/deploy/install-nginx.sh")
    return found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    ini = tmp_path / "site.ini"
    lines = ("complaints.store = memory", "complaints.passwords = fast", "complaints.challenge = off")
    ini.write_text("\n".join(["[app:main]", "use = egg:complaints", *lines]) + PROXIED)
    with served(ini) as running:
        yield running


@pytest.fixture
def proxy(nginx: str, site: tuple[subprocess.Popen[bytes], int], tmp_path: Path) -> Iterator[Proxy]:
    folder = tmp_path / "nginx"
    folder.mkdir()
    proxy = Proxy(free_port(), free_port(), folder)
    certify(folder)
    (folder / "nginx.conf").write_text(configuration(proxy, site[1]), encoding="utf-8")
    command = [nginx, "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]
    with subprocess.Popen(command) as process:  # noqa: S603
        wait_for(proxy.https)
        yield proxy
        process.terminate()


def configuration(proxy: Proxy, site: int) -> str:
    """The example with ports, certificate and folders of the test; everything else as it stands."""
    example = EXAMPLE.read_text(encoding="utf-8")
    for said, meant in {
        "127.0.0.1:6543": f"127.0.0.1:{site}",
        "listen 80;": f"listen 127.0.0.1:{proxy.http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{proxy.https} ssl http2;",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "/etc/complaints/tls": str(proxy.folder),
        "/opt/complaints/static/": f"{ROOT}/src/complaints_web/static/",
        "/opt/complaints/deploy": f"{ROOT}/deploy",
        "/var/log/nginx": str(proxy.folder),
    }.items():
        assert said in example, said
        example = example.replace(said, meant)
    head = f"daemon off; pid {proxy.folder}/nginx.pid; user root;" if not os.geteuid() else "daemon off;"
    return f"{head}\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\n{example}}}\n"


def certify(folder: Path) -> None:
    """Make a certificate that only this test believes."""
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={NAME}",
    ]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def wait_for(port: int) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError("nginx does not answer")


def test_the_example_serves_the_site_as_it_promises(
    proxy: Proxy, site: tuple[subprocess.Popen[bytes], int]
) -> None:
    moved = answered(HTTPConnection("127.0.0.1", proxy.http, timeout=PATIENCE), "/login")
    assert (moved.status, moved.headers["Location"]) == (301, f"https://{NAME}/login")

    page = proxy.get("/login?q=0012345679&word=secret")
    assert page.status == 200
    assert "max-age" in page.headers["Strict-Transport-Security"]

    style = proxy.get("/static/site.css")
    assert style.status == 200
    assert "immutable" in style.headers["Cache-Control"]

    assert [proxy.get(path).status for path in ("/metrics", "/readyz")] == [404, 404]
    assert proxy.get("/metrics", **{"X-Forwarded-For": "127.0.0.1"}).status == 404
    assert proxy.get("/healthz").status == 200

    site[0].kill()
    site[0].wait()
    away = proxy.get("/panel")
    assert (away.status, away.headers["Retry-After"]) == (503, "30")
    assert "برگردید" in away.text

    log = proxy.log()
    assert "GET 200" in log
    assert [word for word in ("0012345679", "secret", "/login", "/panel", "127.0.0.1 ") if word in log] == []


def test_a_visitor_has_the_address_that_the_proxy_says(site: tuple[subprocess.Popen[bytes], int]) -> None:
    """The metrics are for loopback, and the proxy is there; whoever comes through it is somewhere else."""

    def ask(**headers: str) -> int:
        return answered(HTTPConnection("127.0.0.1", site[1], timeout=PATIENCE), "/metrics", **headers).status

    assert ask() == 200
    assert ask(**{"X-Forwarded-For": "203.0.113.9"}) == 404


def test_what_is_too_large_is_refused_before_the_site_sees_it(proxy: Proxy) -> None:
    assert proxy.get("/login", "POST", **{"Content-Length": str(41 * 2**20)}).status == 413
