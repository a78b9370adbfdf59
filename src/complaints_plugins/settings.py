"""Reading the settings of an ini file, with refusals that name the line to mend.

Pyramid hands settings over as strings, a script or a test perhaps as Python values: both are read.
"""

from collections.abc import Collection, Mapping
from typing import Any

from complaints_core.interfaces.errors import SettingError

Settings = Mapping[str, Any]

_YES = ("true", "yes", "on", "1")
_NO = ("false", "no", "off", "0")


def flag(settings: Settings, key: str, default: bool = False) -> bool:
    """Read a yes or no; raises SettingError for anything else."""
    text = str(settings.get(key, default)).strip().lower()
    if text not in _YES + _NO:
        raise SettingError(key, f"{text!r} is neither true nor false")
    return text in _YES


def choice(settings: Settings, key: str, default: str, among: Collection[str]) -> str:
    """Read one word of a few; raises SettingError that lists them."""
    word = str(settings.get(key, default)).strip()
    if word not in among:
        raise SettingError(key, f"{word!r} is none of: {', '.join(among)}")
    return word


def refuse_in_production(settings: Settings, key: str, value: str) -> None:
    """Raise SettingError where `complaints.production` is true: this value is for tests and load runs."""
    if flag(settings, "complaints.production"):
        raise SettingError(key, f"{value!r} is for tests only; complaints.production is true")
