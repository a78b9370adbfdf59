"""What people come to: nginx before several processes where it is installed, else the processes in turn."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from bench.crash.processes import PATIENCE, free_ports

_PLACES: Final = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"
_CONFIGURATION: Final = """daemon off; pid {folder}/nginx.pid; {user}
error_log {folder}/error.log crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; client_max_body_size 40m;
  client_body_temp_path {folder}/bodies; proxy_temp_path {folder}/pages;
  upstream site {{ {servers} keepalive 64; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://site; proxy_http_version 1.1; proxy_next_upstream off;
      proxy_set_header Connection ""; proxy_set_header Host $host;
    }}
  }}
}}
"""
"""As deploy/nginx has it, without TLS and without a page of its own for when nobody answers."""


@contextmanager
def front(ports: Sequence[int], folder: Path) -> Iterator[tuple[str, Sequence[int]]]:
    """Answer what stands in front of some processes, in words, and the ports at which people knock."""
    program = shutil.which("nginx", path=_PLACES)
    if len(ports) == 1 or program is None:
        yield f"{len(ports)} processes", ports
        return
    port = next(free_ports())
    configuration = folder / "nginx.conf"
    configuration.write_text(_configured(ports, port, folder), encoding="utf-8")
    command = [program, "-c", str(configuration), "-e", str(folder / "start.log")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own words
        try:
            _wait_for(port)
            yield f"{len(ports)} processes behind nginx", [port]
        finally:
            process.terminate()


def _configured(ports: Sequence[int], port: int, folder: Path) -> str:
    servers = " ".join(f"server 127.0.0.1:{one};" for one in ports)
    user = "" if os.geteuid() else "user root;"
    return _CONFIGURATION.format(folder=folder, user=user, servers=servers, port=port)


def _wait_for(port: int) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.02)
    raise TimeoutError("nginx does not answer")
