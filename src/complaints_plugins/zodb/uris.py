"""What the URI of a database says, and what it need not say because everybody wants the same."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, quote, urlencode

FILE: Final = "file://"
POSTGRES: Final = "postgres://"

SHARED: Final = {"keep_history": "0", "shared_blob_dir": "0", "connect_timeout": "10"}
"""What PostgreSQL is asked for: no old versions, blobs in the database, and an answer within seconds."""


def with_blobs(uri: str, scratch: Path) -> str:
    """Answer a URI that says where its blobs are: beside a file; for PostgreSQL in the database itself, with
    copies of what was read last in `scratch`. Any other URI stays as it is."""
    if uri.startswith(FILE):
        blobs = uri.removeprefix(FILE).partition("?")[0] + ".blobs"
        return _completed(uri, {"blobstorage_dir": blobs})
    if uri.startswith(POSTGRES):
        copies = {} if "blob_dir" in _options(uri) else {"blob_dir": str(scratch), "blob_cache_size": "256mb"}
        return _completed(uri, {**SHARED, **copies})
    return uri


def file_of(uri: str) -> Path:
    """Answer the file of a `file://` URI."""
    return Path(uri.removeprefix(FILE).partition("?")[0]).absolute()


def reading_only(uri: str) -> str:
    """Answer a URI by which a file can be read while another process writes in it; others need nothing."""
    return _completed(uri, {"read_only": "1"}) if uri.startswith(FILE) else uri


def blobs_of(uri: str) -> Path:
    """Answer the folder of the blobs of a `file://` URI."""
    return Path(_options(with_blobs(uri, Path()))["blobstorage_dir"][0]).absolute()


def _completed(uri: str, defaults: Mapping[str, str]) -> str:
    """Answer a URI with those options that it leaves open."""
    said = _options(uri)
    missing = urlencode({key: one for key, one in defaults.items() if key not in said}, quote_via=quote)
    head, _, query = uri.partition("?")
    return f"{head}?{'&'.join(part for part in (query, missing) if part)}"


def _options(uri: str) -> Mapping[str, list[str]]:
    return parse_qs(uri.partition("?")[2])
