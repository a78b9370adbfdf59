"""PostgreSQL as RelStorage keeps a database there.

RelStorage's own way from an address takes names and passwords as they stand there, letters like `%40` too,
and asks for certificates in a word that libpq does not know.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import zodburi
from relstorage.adapters.postgresql import PostgreSQLAdapter
from relstorage.zodburi_resolver import RelStorageURIResolver

from complaints_plugins.addresses import dsn_of, store_options

Make = Callable[[], Any]
"""Opens a storage."""


class Adapter(PostgreSQLAdapter):
    """RelStorage's, which keeps to itself where it is connected: the address holds a password."""

    def __str__(self) -> str:
        return "PostgreSQL"

    __repr__ = __str__


def resolve(uri: str) -> tuple[Make, dict[str, Any]]:
    """Answer what opens the storage of an address, and the options of its database, as `zodburi.resolve_uri`
    does; raises KeyError for an unknown option and ValueError for a wrong one."""
    dsn = dsn_of(uri)

    def adapted(_place: Any, _options: Any) -> tuple[Callable[[Any], Adapter], dict[str, str]]:
        return lambda options: Adapter(dsn, options), dict(store_options(uri))

    make, left = RelStorageURIResolver(adapted)(uri)
    _, options = zodburi.resolve_uri(f"memory://?{urlencode(left)}")  # it reads them for every kind alike
    return make, options
