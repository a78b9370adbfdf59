"""Citizens in memory."""

import secrets
from threading import RLock

from zope.interface import implementer

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.interfaces.errors import AlreadyThere
from complaints_core.interfaces.ports import ICitizenStore


@implementer(ICitizenStore)
class MemoryCitizens:
    """Keeps citizens in a dictionary; without a secret it draws one, good for this process."""

    def __init__(self, secret: bytes | None = None) -> None:
        self._keys = OpaqueKeys(secret or secrets.token_bytes(32), "citizen")
        self._citizens: dict[str, Citizen] = {}
        self._lock = RLock()

    def key_of(self, national_code: str) -> str:
        """Answer the opaque key of a national code."""
        return self._keys(national_code)

    def get(self, key: str) -> Citizen | None:
        """Answer the citizen with this key."""
        return self._citizens.get(key)

    def add(self, citizen: Citizen) -> None:
        """Keep a new citizen; raises AlreadyThere."""
        with self._lock:
            if citizen.key in self._citizens:
                raise AlreadyThere(citizen.key)
            self._citizens[citizen.key] = citizen

    def replace(self, citizen: Citizen) -> None:
        """Keep a new version of a citizen; raises KeyError."""
        with self._lock:
            if citizen.key not in self._citizens:
                raise KeyError(citizen.key)
            self._citizens[citizen.key] = citizen
