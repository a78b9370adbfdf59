"""Citizens in the ZODB."""

from zope.interface import implementer

from complaints_core.domain.citizens import Citizen
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.interfaces.ports import ICitizenStore
from complaints_plugins.zodb.records import CitizenRecord
from complaints_plugins.zodb.site import Site


@implementer(ICitizenStore)
class ZodbCitizens:
    """Keeps citizens under keyed hashes of their national codes."""

    def __init__(self, site: Site, secret: bytes) -> None:
        self._citizens = site.citizens
        self._keys = OpaqueKeys(secret, "citizen")

    def key_of(self, national_code: str) -> str:
        """Answer the opaque key of a national code."""
        return self._keys(national_code)

    def get(self, key: str) -> Citizen | None:
        """Answer the citizen with this key."""
        record = self._citizens.get(key)
        return record.kept if record is not None else None

    def add(self, citizen: Citizen) -> None:
        """Keep a new citizen; raises AlreadyThere."""
        self._citizens.add(citizen.key, CitizenRecord(citizen))

    def replace(self, citizen: Citizen) -> None:
        """Keep a new version of a citizen; raises KeyError. Two at once conflict."""
        record = self._citizens.get(citizen.key)
        if record is None:
            raise KeyError(citizen.key)
        record.kept = citizen
