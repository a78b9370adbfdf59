"""The inside of a complaint-answering system: no web framework, no database, no network.

A portal needs these names, among them the ports (`ICitizenStore` …) that it wants to implement itself, and
`complaints_core.memory.stores()` or stores of its own.
"""

from complaints_core.desks.account import AccountDesk
from complaints_core.desks.citizen import CitizenDesk
from complaints_core.desks.inspection import InspectorDesk
from complaints_core.desks.misconduct import MisconductDesk
from complaints_core.desks.recovery import RecoveryDesk
from complaints_core.desks.staff import StaffDesk
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces import ports
from complaints_core.interfaces.ports import *  # noqa: F403 - its `__all__` holds the ports
from complaints_core.persian import NationalCode
from complaints_core.profiles import Profile, load_profile
from complaints_core.stores import Stores

__all__ = [
    "AccountDesk",
    "CitizenDesk",
    "InspectorDesk",
    "MisconductDesk",
    "NationalCode",
    "Profile",
    "RecoveryDesk",
    "StaffDesk",
    "Stores",
    "TrackingCode",
    "load_profile",
]
__all__ += ports.__all__
