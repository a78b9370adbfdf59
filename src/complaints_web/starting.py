"""Is the ini file one that a site can start from? What stands in it is looked at by whoever reads it."""

import configparser
from pathlib import Path
from typing import Final

from complaints_core.interfaces.errors import SettingError

SECTION: Final = "app:main"


def check_ini(ini: str) -> None:
    """Raise SettingError for a file that is not there, is no ini file, or has no `[app:main]`."""
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(Path(ini).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError("the file", f"cannot be read: {error.strerror}") from None
    except (configparser.Error, UnicodeDecodeError) as error:
        lines = getattr(error, "lineno", None) or [number for number, _ in getattr(error, "errors", ())]
        raise SettingError("the file", f"is no ini file; see line {lines or 1}") from None
    if not parser.has_section(SECTION):
        raise SettingError("the file", f"has no section [{SECTION}]")
