"""The site for any WSGI server: `complaints_web.wsgi:application` makes it from the settings that
COMPLAINTS_INI names. See deploy/ for gunicorn and granian."""

import os
import sys
from typing import Final

from pyramid.paster import get_app
from pyramid.router import Router

from complaints_core.interfaces.errors import ProfileError, SettingError
from complaints_web.starting import check_ini, keep_to_ourselves, set_up_logging

INI: Final = "COMPLAINTS_INI"
NOT_BOOTED: Final = 3
"""The status by which gunicorn knows that starting its process once more would not help."""


def application() -> Router:
    """Make the application. What is wrong with the settings is said in one sentence, and ends the process."""
    ini = os.environ.get(INI, "production.ini")
    keep_to_ourselves()
    try:
        check_ini(ini)
        set_up_logging(ini)
        return get_app(ini)
    except (SettingError, ProfileError) as wrong:
        sys.stderr.write(f"{ini}: {wrong}\n")
    sys.exit(NOT_BOOTED)
