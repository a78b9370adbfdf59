"""Limits by address: wide ones, for a mobile operator's customers share a few addresses."""

import ipaddress
from typing import Final

from complaints_core.interfaces.ports import ILimits
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest

ONE_LINE: Final = 64
"""Bits by which one line is known that has addresses of IPv6: of the others its owner takes any he likes."""


def limited_by_address(request: SiteRequest, rule: str) -> None:
    """Count a try from the address of the request; raises TooManyTries."""
    limits: ILimits = port_of(request, ILimits)
    limits.spend(rule, line_of(request.client_addr or ""))


def line_of(address: str) -> str:
    """Answer what stands for everybody on the line of an address; what is no address stands for itself."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if read.version == 4:
        return str(read)
    return str(read.ipv4_mapped or ipaddress.ip_network((read.packed, ONE_LINE), strict=False))
