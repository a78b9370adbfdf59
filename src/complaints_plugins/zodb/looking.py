"""A look at a database that may be in use, to see it as it is at one moment and to write nothing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from ZODB import DB

from complaints_core.domain.complaints import Complaint
from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.database import open_storage
from complaints_plugins.zodb.site import Site, installed, site_of
from complaints_plugins.zodb.transactions import connected, sparingly
from complaints_plugins.zodb.upgrades import refuse_old
from complaints_plugins.zodb.uris import reading_only


@dataclass(frozen=True)
class KeptComplaints:
    """All complaints at one moment, as `desks.rounds.comparing` walks over them."""

    site: Site

    def walk(self) -> Iterator[Complaint]:
        """Answer each complaint once, and forget it soon."""
        return (record.kept for record in sparingly(self.site._p_jar, self.site.complaints.values()))

    def get(self, code: str) -> Complaint | None:
        """Answer the complaint with this tracking code."""
        record = self.site.complaints.get(code)
        return record.kept if record is not None else None

    def holds(self, code: str) -> bool:
        """Tell whether there is such a complaint; it is not loaded."""
        return self.site.complaints.get(code) is not None

    def waits(self, code: str) -> bool:
        """Tell whether it changed and waits for the search index."""
        return self.site.changed.get(code) is not None


@contextmanager
def looked_at(uri: str) -> Iterator[Any]:
    """Hand over a connection to a database as it is now; what is written meanwhile, be it in a file or in
    PostgreSQL, is not seen. Raises SettingError where it cannot be read."""
    storage, options = open_storage(reading_only(uri))
    with closing(DB(storage, **options)) as db, connected(db) as connection:
        if not installed(connection):
            raise SettingError("zodb.uri", "there is nothing in this database")
        refuse_old(site_of(connection))
        yield connection


@contextmanager
def kept_complaints(uri: str) -> Iterator[KeptComplaints]:
    """Hand over the complaints of a database as they are now. Raises SettingError."""
    with looked_at(uri) as connection:
        yield KeptComplaints(site_of(connection))
