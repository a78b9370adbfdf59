"""Where a server listens: `host:port`, or several of them with spaces between."""

import re
from typing import Final

PORT: Final = re.compile(r":(\w*)$")
LAST_PORT: Final = 65535


def at_port(listen: str, port: int | None) -> str:
    """Answer where to listen when another port is asked for; None asks for none."""
    if port is None:
        return listen
    return " ".join(f"{PORT.sub('', place)}:{port}" for place in listen.split())


def checked(listen: str) -> str:
    """Answer it as it is. Raises ValueError for a place without a port, for which the server would choose
    one, and for a port that there is not: the system takes 99999 for 34463."""
    for place in listen.split() or [listen]:
        found = PORT.search(place)
        if not found or not found[1].isdecimal() or not 0 < int(found[1]) <= LAST_PORT:
            raise ValueError(f"{place!r} names no port from 1 to {LAST_PORT}; write host:port")
    return listen
