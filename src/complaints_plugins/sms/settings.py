"""Reads the `complaints.sms.http.…` lines of the ini, and refuses what would fail at the first message."""

from collections.abc import Collection, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.sms.http import HttpGateway
from complaints_plugins.sms.patterns import Pattern
from complaints_plugins.sms.presets import PRESETS
from complaints_plugins.sms.provider import Account, Preset

PREFIX = "complaints.sms.http."
TEMPLATE = "template."
KNOWN = frozenset({"preset", "key", "username", "password", "sender", "timeout", "base_url"})
DEFAULT_TIMEOUT = "10"
LONGEST_TIMEOUT = 20
"""Seconds; so that connecting, handing over and the answer together stay below the lease of a message."""


def http_gateway(settings: Mapping[str, str], templates: Collection[str]) -> HttpGateway:
    """Make the gateway that the ini describes, for these templates of the profile (none: unchecked).

    Raises SettingError for anything missing, misspelt or of no use.
    """
    lines = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in settings.items()
        if name.startswith(PREFIX)
    }
    _refuse_unknown(lines)
    preset = _preset(lines)
    account = _account(lines, preset)
    patterns = _patterns(lines, preset)
    _refuse_unsendable(templates, account, patterns)
    return HttpGateway(preset, account, patterns, _base_url(lines), _timeout(lines))


def _refuse_unknown(lines: Mapping[str, str]) -> None:
    for name in lines:
        if name not in KNOWN and not name.startswith(TEMPLATE):
            raise SettingError(PREFIX + name, f"unknown; known are {_listed(KNOWN)}, template.NAME")


def _preset(lines: Mapping[str, str]) -> Preset:
    name = _needed(lines, "preset")
    if name not in PRESETS:
        raise SettingError(f"{PREFIX}preset", f"there is no preset {name!r}, only {_listed(PRESETS)}")
    return PRESETS[name]


def _account(lines: Mapping[str, str], preset: Preset) -> Account:
    sender = lines.get("sender", "")
    if sender and not _number(sender):
        raise SettingError(f"{PREFIX}sender", "a line is written in digits only")
    if any(letter.isspace() for letter in lines.get("key", "")):
        raise SettingError(f"{PREFIX}key", "a key has no spaces")
    secrets = {name: _needed(lines, name) for name in preset.needs}
    return Account(sender=sender, **secrets)


def _patterns(lines: Mapping[str, str], preset: Preset) -> dict[str, Pattern]:
    written = {name.removeprefix(TEMPLATE): name for name in lines if name.startswith(TEMPLATE)}
    patterns = {template: Pattern.parse(_needed(lines, name)) for template, name in written.items()}
    for template, pattern in patterns.items():
        if preset.numbered_patterns and not _number(pattern.name):
            raise SettingError(PREFIX + TEMPLATE + template, f"the patterns of {preset.name} have numbers")
    return patterns


def _refuse_unsendable(templates: Collection[str], account: Account, patterns: Mapping[str, Pattern]) -> None:
    if not templates:
        return
    for template in sorted(patterns.keys() - set(templates)):
        raise SettingError(PREFIX + TEMPLATE + template, "the profile has no such text")
    for template in sorted(set(templates) - patterns.keys()):
        if not account.sender:
            raise SettingError(PREFIX + TEMPLATE + template, "missing, and there is no sender for free text")


def _base_url(lines: Mapping[str, str]) -> str:
    url = lines.get("base_url", "")
    if url and not _safe(url):
        raise SettingError(f"{PREFIX}base_url", "must begin with https://; http:// only for this machine")
    return url


def _safe(url: str) -> bool:
    try:
        address = urlsplit(url)
        host, _port = address.hostname or "", address.port
    except ValueError:
        return False
    return bool(host) and (address.scheme == "https" or (address.scheme == "http" and _loopback(host)))


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _timeout(lines: Mapping[str, str]) -> float:
    written = lines.get("timeout") or DEFAULT_TIMEOUT
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise SettingError(f"{PREFIX}timeout", f"seconds, above 0 and at most {LONGEST_TIMEOUT}")
    return seconds


def _needed(lines: Mapping[str, str], name: str) -> str:
    value = lines.get(name, "")
    if not value:
        raise SettingError(PREFIX + name, "missing")
    return value


def _number(written: str) -> bool:
    return written.isascii() and written.isdecimal()


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
