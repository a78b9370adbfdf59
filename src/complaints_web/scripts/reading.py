"""What the operator has written, for commands that do not open the site: it may be running."""

import argparse
import os
from typing import Any

from pyramid.paster import get_appsettings

from complaints_web.environment import completed


def settings_of(ini: str) -> dict[str, Any]:
    """Answer the settings as the site has them; raises SettingError."""
    settings = get_appsettings(ini)
    return completed(settings, settings.global_conf["here"], os.environ)


def at_least_one(text: str) -> int:
    """Read a whole number above zero of a command's line."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"must be a whole number above zero, not {text!r}")
    return int(text)
