"""What the running site is made of, put together once at the start."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyramid.registry import Registry
from pyramid.request import Request

from complaints_core.domain.files import FileRules
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.wording import Wording
from complaints_core.profiles import Profile
from complaints_core.stores import Stores
from complaints_web.database import Keeping
from complaints_web.settings import Settings

KEY: Final = "complaints.site"


@dataclass(frozen=True)
class Site:
    """The parts that live as long as the process."""

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
        return isinstance(fault, self.keeping.faults)

    @cached_property
    def wording(self) -> Wording:
        """The words by which complaints are found; no national code is among them in the clear."""
        return Wording(OpaqueKeys(self.settings.secret, "search"), self.profile.directory)


def site_of(registry: Registry) -> Site:
    """Answer the site that was configured into a registry."""
    site: Site = registry[KEY]
    return site
