"""What the running site is made of, put together once at the start."""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Final

from pyramid.registry import Registry
from pyramid.request import Request

from complaints_core.domain.files import FileRules
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.wording import Wording
from complaints_core.interfaces.ports import IAmendmentStore
from complaints_core.profiles import Profile, laid_over
from complaints_core.stores import Stores
from complaints_web.database import Keeping
from complaints_web.settings import Settings

KEY: Final = "complaints.site"


class _Amended:
    """The profile with the amendments of one version, worked out once by each process."""

    def __init__(self, profile: Profile) -> None:
        self._base = profile
        self._held = 0, profile
        self._lock = Lock()

    def profile(self, store: IAmendmentStore) -> Profile:
        """Answer the profile as a store amends it."""
        wanted = store.version()
        version, profile = self._held
        if version == wanted:
            return profile
        with self._lock:  # whoever comes second finds the work done
            if self._held[0] != wanted:
                amendments = store.get()
                self._held = amendments.version, laid_over(self._base, amendments)
            return self._held[1]


@dataclass(frozen=True)
class Site:
    """The parts that live as long as the process. `profile` is the organization as its folder says;
    `amended` answers it as administrators have changed it, which is what desks and pages go by."""

    settings: Settings
    profile: Profile
    file_rules: FileRules
    keeping: Keeping

    def open_stores(self, request: Request) -> Stores:
        """Answer the stores of a request."""
        return self.keeping.open_stores(request)

    def close(self) -> None:
        """Close the database; nothing can be asked of the site any more."""
        self.keeping.close()

    def out_of_reach(self, fault: Exception) -> bool:
        """Tell whether a fault comes from a disk or a database that does not answer, and may do so soon."""
        return isinstance(fault, self.keeping.faults) or self.lost()

    def lost(self) -> bool:
        """Tell whether the database has closed itself: nothing is kept any more until the process is started
        anew."""
        return self.keeping.lost()

    def amended(self, store: IAmendmentStore) -> Profile:
        """Answer the profile with the amendments of a store, at the price of asking for their version."""
        return self._amended.profile(store)

    def wording(self, profile: Profile) -> Wording:
        """The words by which complaints are found; no national code is among them in the clear."""
        return Wording(OpaqueKeys(self.settings.secret, "search"), profile.directory)

    @cached_property
    def _amended(self) -> _Amended:
        return _Amended(self.profile)


def site_of(registry: Registry) -> Site:
    """Answer the site that was configured into a registry."""
    site: Site = registry[KEY]
    return site
