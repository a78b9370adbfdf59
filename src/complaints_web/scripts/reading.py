"""What the operator has written, for commands that do not open the site: it may be running."""

import argparse
import os
from typing import Any, Final

from pyramid.paster import get_appsettings

from complaints_web.environment import completed

MOST_DAYS: Final = 36_500
"""A hundred years."""


def settings_of(ini: str) -> dict[str, Any]:
    """Answer the settings as the site has them; raises SettingError."""
    settings = get_appsettings(ini)
    return completed(settings, settings.global_conf["here"], os.environ)


def days(text: str) -> float:
    """Read a number of days, perhaps a part of one, of a command's line."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"must be a number of days from 0 to {MOST_DAYS}, not {text!r}")
    return number


def at_least_one(text: str) -> int:
    """Read a whole number above zero of a command's line."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"must be a whole number above zero, not {text!r}")
    return int(text)
