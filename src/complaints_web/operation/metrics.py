"""What Prometheus reads at /metrics: this process, and what the store knows. Only numbers, by names of ours:
no person, no code, no word that was typed."""

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from pyramid.registry import Registry

from complaints_core.domain.queues import in_status, overdue
from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import IAuditStore, IComplaintStore, IFileStore
from complaints_web.operation.meters import gauge, meters_of, this_process
from complaints_web.operation.readiness import MANY, State, state_of
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest
from complaints_web.site import site_of

ALLOW: Final = "complaints.metrics.allow"
LOOPBACK: Final = "127.0.0.0/8 ::1"
KEY: Final = "complaints.caseload"
LASTS: Final = 60.0
"""Seconds for which a count over all units is good."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def allowed_networks(raw: Mapping[str, str]) -> tuple[Network, ...]:
    """Read who may see the metrics, addresses or networks; raises SettingError."""
    words = raw.get(ALLOW, LOOPBACK).replace(",", " ").split()
    try:
        return tuple(ipaddress.ip_network(word) for word in words)
    except ValueError as wrong:
        raise SettingError(ALLOW, str(wrong)) from wrong


def may_see(request: SiteRequest) -> bool:
    """Tell whether metrics are for the address of a request."""
    try:
        address = ipaddress.ip_address(request.client_addr or "")
    except ValueError:  # a socket without addresses
        return False
    return any(address in network for network in allowed_networks(site_of(request.registry).settings.raw))


def lines_of(request: SiteRequest) -> Iterator[str]:
    """Answer the whole text, a line each."""
    yield from meters_of(request.registry).lines()
    state = state_of(request, site_of(request.registry).settings)
    yield from gauge("complaints_commit_seconds", state["commit_seconds"], this_process())
    for name, value in (*_told(state), *_stored(request)):
        yield from gauge(f"complaints_{name}", value)


def _told(state: State) -> Iterator[tuple[str, float]]:
    yield "messages_waiting", state["messages_waiting"]
    yield "messages_undelivered", state["messages_undelivered"]
    yield "messages_oldest_seconds", state["messages_oldest_seconds"]
    yield "index_waiting", state["search_waiting"]
    yield "index_lag_seconds", state["search_lag_seconds"]
    yield "disk_free_mib", state["disk_free"]


def _stored(request: SiteRequest) -> Iterator[tuple[str, float]]:
    files: IFileStore = port_of(request, IFileStore)
    audit: IAuditStore = port_of(request, IAuditStore)
    # At most: so many at once are trouble enough.
    yield "pictures_waiting", len(files.awaiting("raw", MANY))
    yield "scans_pending", len(files.awaiting("pending", MANY))
    yield "audit_notes_unchained", audit.waiting()
    held, late = _caseload(request.registry).counts(lambda: _counted(request))
    yield "open", held
    yield "overdue", late


@dataclass
class Caseload:
    """How many complaints are open and overdue in all units, counted again when a minute is over."""

    until: float = 0.0
    held: tuple[int, int] = field(default=(0, 0))

    def counts(self, count: Callable[[], tuple[int, int]]) -> tuple[int, int]:
        """Answer both numbers."""
        if monotonic() >= self.until:
            self.held, self.until = count(), monotonic() + LASTS
        return self.held


def _counted(request: SiteRequest) -> tuple[int, int]:
    complaints: IComplaintStore = port_of(request, IComplaintStore)
    units = [unit.code for unit in request.profile.directory.units]
    open_ones = [one.code for one in request.profile.process.statuses if one.open]
    held = sum(complaints.count(in_status(status, unit)) for status in open_ones for unit in units)
    return held, sum(complaints.count(overdue(unit)) for unit in units)


def _caseload(registry: Registry) -> Caseload:
    caseload: Caseload = registry.setdefault(KEY, Caseload())
    return caseload
