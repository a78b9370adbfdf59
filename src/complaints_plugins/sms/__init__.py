"""SMS gateways: the terminal, a spool file, and Iranian providers over HTTPS.

complaints.sms = console | spool | http
complaints.sms.spool = FILE
complaints.sms.http.preset = kavenegar | melipayamak | melipayamak-console | sms.ir
complaints.sms.http.key = …                  or username and password, as the provider has it
complaints.sms.http.sender = 10008663        the line for texts that have no pattern
complaints.sms.http.template.NAME = PATTERN [parameter | parameter=THEIRS] …
complaints.sms.http.timeout = 10             seconds, for each wait
complaints.sms.http.base_url = https://…     where the provider is reached through another address
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import ISmsGateway
from complaints_plugins.settings import flag
from complaints_plugins.sms.console import ConsoleGateway
from complaints_plugins.sms.http import HttpGateway
from complaints_plugins.sms.recent import Remembering
from complaints_plugins.sms.settings import http_gateway
from complaints_plugins.sms.spool import SpoolGateway, spooled

__all__ = [
    "ConsoleGateway",
    "HttpGateway",
    "Remembering",
    "SpoolGateway",
    "gateway_from_settings",
    "spooled",
]


def gateway_from_settings(settings: Mapping[str, str], templates: Collection[str] = ()) -> ISmsGateway:
    """Make the gateway that the ini names (`console` where it names none).

    `templates` are the names of the profile's texts: given them, a text that could not be sent is found at
    the start and not when the first citizen waits for it. Raises SettingError for whatever is missing or
    wrong, and for the terminal in production.
    """
    kind = settings.get("complaints.sms", "console").strip()
    if kind not in _KINDS:
        raise SettingError("complaints.sms", f"there is no {kind!r}, only {', '.join(sorted(_KINDS))}")
    return _KINDS[kind](settings, templates)


def _console(settings: Mapping[str, str], _templates: Collection[str]) -> ISmsGateway:
    if flag(settings, "complaints.production"):
        raise SettingError("complaints.sms", "console shows codes on the terminal, and production refuses it")
    return ConsoleGateway()


def _spool(settings: Mapping[str, str], _templates: Collection[str]) -> ISmsGateway:
    file = settings.get("complaints.sms.spool", "").strip()
    if not file:
        raise SettingError("complaints.sms.spool", "missing: the file that takes the messages")
    folder = Path(file).absolute().parent
    if not folder.is_dir():
        raise SettingError("complaints.sms.spool", f"there is no folder {folder}")
    if Path(file).is_dir():
        raise SettingError("complaints.sms.spool", "is a folder; it must be the file that takes the messages")
    return SpoolGateway(file)


_KINDS: Mapping[str, Callable[[Mapping[str, str], Collection[str]], ISmsGateway]] = {
    "console": _console,
    "spool": _spool,
    "http": http_gateway,
}
