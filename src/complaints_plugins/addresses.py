"""Addresses of databases: `postgres://user:password@host:port/database?option=value`.

What is no letter or digit in a name or a password is written as in any address: `%40` for an @. The last @
before the host ends them, so that one in a password may also stand as it is.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

OPTIONS: Final = {"ssl_mode": "sslmode", "sslmode": "sslmode", "connect_timeout": "connect_timeout"}
"""Options that are for the server's client, and what libpq calls them; all others are for the store."""


def parts_of(uri: str) -> dict[str, str]:
    """Answer what an address says to the server's client, by libpq's names; raises ValueError, which tells
    nothing of the password."""
    place = _split(uri)
    named = {
        "host": place.hostname,
        "port": place.port,
        "user": place.username,
        "password": place.password,
        "dbname": place.path[1:],
    }
    said = {name: unquote(str(part)) for name, part in named.items() if part}
    return {**said, **{OPTIONS[name]: text for name, text in _options(uri).items() if name in OPTIONS}}


def dsn_of(uri: str) -> str:
    """Answer an address as libpq reads it, each part quoted; raises ValueError as `parts_of`."""
    return " ".join(f"{name}={_quoted(text)}" for name, text in parts_of(uri).items())


def store_options(uri: str) -> Mapping[str, str]:
    """Answer the options of an address that are for the store; raises ValueError as `parts_of`."""
    return {name: text for name, text in _options(uri).items() if name not in OPTIONS}


def _options(uri: str) -> dict[str, str]:
    return dict(parse_qsl(_split(uri).query))


def _split(uri: str) -> SplitResult:
    try:
        place = urlsplit(uri)
        place.port  # noqa: B018 - read for what it raises
        if "@" in f"{place.path}{place.query}{place.fragment}":
            raise ValueError  # the host was looked for too early, in the middle of a password
    except ValueError:
        reason = "in a name or a password write %2F for /, %3A for :, %40 for @, %23 for #, %3F for ?"
        raise ValueError(reason) from None  # the other one's text may hold the password
    return place


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
