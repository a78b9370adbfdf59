"""Files on their way to a browser: to be saved, never shown inside the site."""

from urllib.parse import quote


def to_be_saved(name: str) -> str:
    """Answer the Content-Disposition for a file whose name may have any letters (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
