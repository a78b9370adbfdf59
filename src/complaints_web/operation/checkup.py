"""What a doctor looks at beside the database: settings, plug-ins, what administrators changed, search index
and figures, the disk."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from complaints_core.desks.rounds.comparing import Comparison
from complaints_core.desks.rounds.indexing import Cache, FiguresCache, SearchCache
from complaints_core.domain.amendments import Amendments
from complaints_core.interfaces.errors import ProfileError, SettingError
from complaints_core.memory import MemoryPending
from complaints_core.profiles import Profile, amended, load_profile
from complaints_plugins.antivirus import scanner_from_settings
from complaints_plugins.challenge import challenge_from_settings
from complaints_plugins.files import inspector_from_settings
from complaints_plugins.limits import limits_from_settings
from complaints_plugins.passwords import hasher_from_settings
from complaints_plugins.sms import gateway_from_settings
from complaints_web.database import Finding, begun_otherwise, file_of, keeper_of, kept_complaints
from complaints_web.plugins import SystemClock
from complaints_web.settings import Settings
from complaints_web.sharing import caches_of

ROOM: Final = 1 << 30
"""Bytes that should be free at least."""


def settings_examined(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Read every setting as the site does at its start: a secret that is weak or a plug-in for development is
    refused where `complaints.production` is true."""
    try:
        settings = Settings.read(raw)
        profile = load_profile(settings.profile)
    except (SettingError, ProfileError) as wrong:
        yield Finding("settings", 1, _in_a_line(wrong))
        return
    for name, make in _made(settings, profile).items():
        yield Finding(f"settings of {name}", *_tried(make))


def secret_examined(settings: Settings) -> Finding:
    """Look whether the database was begun with the secret that the settings have."""
    other = begun_otherwise(settings)
    return Finding("secrets other than that with which the database was begun", int(other), "take that one")


def amendments_examined(profile: Profile, amendments: Amendments) -> Finding:
    """Look whether what administrators changed still fits the profile on the disk."""
    name = "problems of the profile with what administrators changed"
    try:
        amended(profile, amendments)
    except ProfileError as wrong:
        return Finding(name, len(wrong.problems), _in_a_line(wrong))
    return Finding(name, 0)


def caches_examined(settings: Settings) -> Iterator[Finding]:
    """Compare search index and figures with every complaint; one that is being filled is in order."""
    comparison, wrong = comparison_of(settings), Counter[str]()
    for name, codes in comparison.wrong():
        wrong[name] += len(codes)
    for name, cache in comparison.caches.items():
        filling = " (being filled)" if cache.port.position() is not None else ""
        what = f"differences between complaints and {name}{filling}"
        yield Finding(what, wrong[name], "entered again by --repair")


def comparison_of(settings: Settings) -> Comparison:
    """Answer what compares search index and figures with the complaints."""
    index, figures = caches_of(settings)
    caches: Mapping[str, Cache] = {
        "the search index": SearchCache(index),
        "the figures": FiguresCache(figures),
    }
    return Comparison(caches, lambda: kept_complaints(settings.uri))


def disk_examined(settings: Settings) -> Iterator[Finding]:
    """Look whether there is room beside a database that is a file; packing needs as much as it has."""
    if settings.uri.startswith("file://"):
        file = file_of(settings.uri)
        needed = max(ROOM, file.stat().st_size)
        lacking = max(0, needed - shutil.disk_usage(Path(file).parent).free)
        yield Finding("MiB of room that the disk should have and has not", lacking >> 20, "make room")


def _made(settings: Settings, profile: Profile) -> dict[str, Callable[[], object]]:
    raw, secret = settings.raw, settings.secret
    return {
        "passwords": lambda: hasher_from_settings(raw),
        "the scanner": lambda: scanner_from_settings(raw),
        "pictures": lambda: inspector_from_settings(raw),
        "SMS": lambda: gateway_from_settings(raw, profile.texts),
        "the security code": lambda: challenge_from_settings(raw, secret, MemoryPending(), SystemClock()),
        "the limits": lambda: limits_from_settings(raw, profile.limits, secret),
        "backups": lambda: keeper_of(raw),
    }


def _tried(make: Callable[[], object]) -> tuple[int, str]:
    try:
        make()
    except SettingError as wrong:
        return 1, _in_a_line(wrong)
    return 0, ""


def _in_a_line(wrong: Exception) -> str:
    return "; ".join(str(wrong).splitlines())
