"""`config.add_port`: which implementation stands behind an interface of the core.

A factory takes the request and answers an implementation. Two plug-ins on one port are a configuration
conflict, the outer include wins, and a port without a plug-in stops the start.
"""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.interfaces import IRequest
from pyramid.request import Request
from zope.interface.interface import InterfaceClass

from complaints_core.interfaces import ports
from complaints_core.interfaces.errors import SettingError

PortFactory = Callable[[Request], Any]

NEEDED = {
    ports.ICitizenStore: "complaints.store",
    ports.IComplaintStore: "complaints.store",
    ports.IMisconductStore: "complaints.store",
    ports.IPendingStore: "complaints.store",
    ports.IFileStore: "complaints.store",
    ports.IOutbox: "complaints.store",
    ports.IStaffStore: "complaints.store",
    ports.IChanges: "complaints.store",
    ports.IAmendmentStore: "complaints.store",
    ports.INewsStore: "complaints.store",
    ports.ISecondFactor: "complaints.staff",
    ports.IClock: "complaints.clock",
    ports.IPasswordHasher: "complaints.passwords",
    ports.IChallenge: "complaints.challenge",
    ports.ILimits: "complaints.limits",
    ports.IFileScanner: "complaints.scanner",
    ports.IFileInspector: "complaints.pictures",
    ports.ISearchIndex: "complaints.search",
    ports.IFigures: "complaints.figures",
}
"""Every port that a page needs, and the setting that names its plug-in."""


def add_port(config: Configurator, port: InterfaceClass, factory: PortFactory) -> None:
    """Directive: register the plug-in behind a port."""

    def register() -> None:
        config.registry.registerAdapter(factory, (IRequest,), port)

    introspectable = config.introspectable("ports", port.__name__, f"{port.__name__} <- {factory!r}", "port")
    config.action(("port", port), register, introspectables=(introspectable,))


def port_of(request: Request, port: InterfaceClass) -> Any:
    """Answer the implementation behind a port for this request, made once a request."""
    made = request.__dict__.setdefault("_complaints_ports", {})
    if port not in made:
        made[port] = request.registry.getAdapter(request, port)
    return made[port]


def check_ports(config: Configurator) -> None:
    """Raise SettingError for the first port that nobody stands behind; called once all is configured."""

    def check() -> None:
        registered = {adapter.provided for adapter in config.registry.registeredAdapters()}
        for port, setting in NEEDED.items():
            if port not in registered:
                raise SettingError(setting, f"no plug-in provides {port.__name__}")

    config.action(("ports", "checked"), check, order=10_000)
