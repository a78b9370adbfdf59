"""Secrets come from the environment: `${NAME}` in a setting stands for what the environment says, so that an
ini file can be shown to anybody."""

import re
from collections.abc import Mapping
from typing import Any, Final

from complaints_core.interfaces.errors import SettingError

NAME: Final = re.compile(r"\$\{(\w+)\}")


def completed(settings: Mapping[str, Any], here: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Answer the settings of an ini file in the folder `here` with what it leaves open: where everything is
    kept, and what the environment says. Raises SettingError."""
    default = f"file://{here}/var/Data.fs?blobstorage_dir={here}/var/blobs"
    return filled({"zodb.uri": default, **settings}, environment)


def filled(settings: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Answer the settings with every `${NAME}` filled in; raises SettingError for a name that is not set."""

    def value(key: str, text: str) -> str:
        def from_environment(found: re.Match[str]) -> str:
            name = found.group(1)
            if name not in environment:
                raise SettingError(key, f"the environment has no {name}")
            return environment[name]

        return NAME.sub(from_environment, text)

    return {key: value(key, one) if isinstance(one, str) else one for key, one in settings.items()}
