"""Limits by address: wide ones, for a mobile operator's customers share a few addresses."""

from complaints_core.interfaces.ports import ILimits
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest


def limited_by_address(request: SiteRequest, rule: str) -> None:
    """Count a try from the address of the request; raises TooManyTries."""
    limits: ILimits = port_of(request, ILimits)
    limits.spend(rule, request.client_addr or "")
