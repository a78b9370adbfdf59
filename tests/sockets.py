"""Where a server of a test can listen."""

import socket


def free_port() -> int:
    """Answer a port of this machine at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
