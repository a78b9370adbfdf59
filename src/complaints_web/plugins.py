"""The composition root: which plug-in stands behind each port, as the settings say.

A portal that embeds the site replaces one with `config.add_port(IPort, factory)` after including it; whoever
runs it alone names modules of his own that do so (`complaints.plugins`).
"""

from importlib import import_module
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from complaints_core.interfaces import ports
from complaints_core.interfaces.errors import SettingError
from complaints_core.memory import MemoryPending
from complaints_core.stores import Stores
from complaints_plugins.antivirus import scanner_from_settings
from complaints_plugins.challenge import challenge_from_settings
from complaints_plugins.files import inspector_from_settings
from complaints_plugins.passwords import hasher_from_settings
from complaints_plugins.second_factor import TotpFactor
from complaints_plugins.sms import gateway_from_settings
from complaints_plugins.sms.recent import Remembering
from complaints_web.languages import utc_now
from complaints_web.operation.pace import watch
from complaints_web.ports import PortFactory, port_of
from complaints_web.sharing import shared_plugins
from complaints_web.site import Site

OWN: Final = "complaints.plugins"

STORES = {
    ports.ICitizenStore: "citizens",
    ports.IComplaintStore: "complaints",
    ports.IMisconductStore: "misconduct",
    ports.IPendingStore: "pending",
    ports.IFileStore: "files",
    ports.IOutbox: "outbox",
    ports.IStaffStore: "staff",
    ports.IChanges: "changes",
    ports.IAuditStore: "audit",
    ports.IAmendmentStore: "amendments",
    ports.INewsStore: "news",
}


@implementer(ports.IClock)
class SystemClock:
    """The clock of the machine."""

    now = staticmethod(utc_now)


def include_plugins(config: Configurator, site: Site) -> None:
    """Put the plug-ins that the settings name behind their ports; raises SettingError."""
    _add_stores(config, site)
    raw, secret = site.settings.raw, site.settings.secret
    lasting: dict[Any, Any] = {
        ports.IClock: SystemClock(),
        ports.IPasswordHasher: hasher_from_settings(raw),
        ports.IFileScanner: scanner_from_settings(raw),
        ports.IFileInspector: inspector_from_settings(raw),
        ports.ISecondFactor: TotpFactor(_issuer(site)),
        ports.ISmsGateway: _gateway(site),
        **shared_plugins(site),
    }
    for port, plugin in lasting.items():
        config.add_port(port, _always(plugin))
    # Made for each request; made once now, so that a wrong setting stops the start.
    challenge_from_settings(raw, secret, MemoryPending(), lasting[ports.IClock])
    config.add_port(
        ports.IChallenge,
        lambda request: challenge_from_settings(
            raw, secret, port_of(request, ports.IPendingStore), port_of(request, ports.IClock)
        ),
    )


def include_own(config: Configurator, named: str) -> None:
    """Let the `includeme` of each module that is named put plug-ins behind ports, in the place of ours;
    raises SettingError for one that cannot be imported, or has none."""
    for name in named.split():
        try:
            own = import_module(name)
        except ImportError as missing:
            raise SettingError(OWN, f"{name!r} cannot be imported: {missing}") from missing
        if not hasattr(own, "includeme"):
            raise SettingError(OWN, f"{name!r} has no includeme(config)")
        own.includeme(config)  # called, and not included: the outermost wins


def _add_stores(config: Configurator, site: Site) -> None:
    def opened(request: Request) -> Stores:
        stores: Stores | None = request.__dict__.get("_complaints_stores")
        if stores is None:
            watch(request)
            stores = request.__dict__["_complaints_stores"] = site.open_stores(request)
        return stores

    def part(name: str) -> PortFactory:
        return lambda request: getattr(opened(request), name)

    for port, name in STORES.items():
        config.add_port(port, part(name))


def _gateway(site: Site) -> ports.ISmsGateway:
    """In development the last messages can be read on a page; in production nothing remembers a code."""
    gateway = gateway_from_settings(site.settings.raw, site.profile.texts)
    return gateway if site.settings.production else Remembering(gateway)


def _issuer(site: Site) -> str:
    """The organization's name in an authenticator app, in a script that all of them can show."""
    return site.profile.organization.short_name.text("en")


def _always(plugin: Any) -> PortFactory:
    return lambda request: plugin
