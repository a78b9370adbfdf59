"""What every process does first: is the ini file one that a site can start from, and who reads what it
writes? What stands in the file is looked at by whoever reads it."""

import configparser
import logging.config
import os
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from complaints_core.interfaces.errors import SettingError

SECTION: Final = "app:main"
SERVER: Final = "server:main"
EGG: Final = "egg:"
OTHERS: Final = 0o077
"""What a file of ours allows nobody but its owner."""


def keep_to_ourselves() -> None:
    """Let nobody else on the machine read what this process writes from now on: the database, files, backups,
    and what packing leaves, whatever the folder allows in which they stand."""
    os.umask(OTHERS)


def check_ini(ini: str) -> None:
    """Raise SettingError for a file that is not there, is no ini file, has a % that stands alone, or whose
    `[app:main]` names no program."""
    parser = _read(ini)
    if not parser.has_section(SECTION):
        raise SettingError("the file", f"has no section [{SECTION}]")
    _check_percents(parser)
    _check_program(parser)


def set_up_logging(ini: str) -> None:
    """Let the log be written as the ini file says, or plainly where it says nothing. Raises SettingError for
    sections of which no log can be made."""
    if not _read(ini).has_section("loggers"):
        logging.basicConfig(level=logging.INFO)
        return
    try:
        logging.config.fileConfig(ini, disable_existing_loggers=False)
    except Exception as wrong:  # it makes what the file names, by whatever name
        said = " ".join(f"{type(wrong).__name__}: {wrong}".split())
        raise SettingError("the file", f"no log can be made of its logging sections: {said}") from wrong


def _read(ini: str) -> configparser.ConfigParser:
    """Read an ini file as PasteDeploy does; raises SettingError."""
    here = str(Path(ini).resolve().parent)
    parser = configparser.ConfigParser({"here": here, "__file__": ini})
    parser.optionxform = str  # type: ignore[assignment, method-assign] # the documented way
    try:
        parser.read_string(Path(ini).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError("the file", f"cannot be read: {error.strerror}") from None
    except (configparser.Error, UnicodeDecodeError) as error:
        raise SettingError("the file", f"is no ini file; see line {_line_of(error)}") from None
    return parser


def _line_of(error: Exception) -> int:
    """The number of the first line that could not be read."""
    several = [number for number, _line in getattr(error, "errors", ())]
    return getattr(error, "lineno", None) or min(several, default=1)


def _check_percents(parser: configparser.ConfigParser) -> None:
    for section in filter(parser.has_section, (SECTION, SERVER)):
        for key in parser.options(section):
            try:
                parser.get(section, key)
            except configparser.InterpolationError:  # whose own text may hold a password
                raise SettingError(key, "in an ini file each % is doubled: write %% for it") from None


def _check_program(parser: configparser.ConfigParser) -> None:
    named = parser.get(SECTION, "use", fallback="")
    if not named and not parser.has_option(SECTION, "paste.app_factory"):
        raise SettingError(f"[{SECTION}]", f"lacks the line: use = {EGG}complaints")
    if named.startswith(EGG):
        package = named.removeprefix(EGG).partition("#")[0]
        try:
            distribution(package)
        except PackageNotFoundError:
            raise SettingError("use", f"no package {package!r} is installed here") from None
