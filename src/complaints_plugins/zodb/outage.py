"""What is raised when the database is out of reach, and how an operator is told."""

from importlib.util import find_spec
from typing import Any, Final

from ZODB.POSException import StorageError

from complaints_plugins.zodb.uris import POSTGRES

INSTALL: Final = "; PostgreSQL needs the extra postgres: pip install '.[site,postgres]'"
KNOWN: Final = "; write file:///FILE or postgres://USER:PASSWORD@HOST/DATABASE"


def faults_of(uri: str) -> tuple[type[Exception], ...]:
    """Answer the classes of what the store of a URI raises while its disk or its server fails."""
    if not uri.startswith(POSTGRES) or find_spec("psycopg2") is None:
        return (OSError, StorageError)
    from psycopg2 import Error  # only who keeps his data there has it

    return (OSError, StorageError, Error)


def gave_up(storage: Any) -> bool:
    """Tell whether a storage has closed itself. FileStorage does when the last write of a transaction fails:
    it does not know what stands on the disk then, and only a new start reads that again."""
    file = getattr(storage, "_file", None)
    return file is not None and bool(file.closed)


def missing_drivers() -> tuple[type[Exception], ...]:
    """Answer the classes of what is raised where a database has a URI, but nothing here that speaks to it."""
    if find_spec("relstorage") is None:
        return ()
    from relstorage.adapters.interfaces import DriverNotAvailableError

    return (DriverNotAvailableError,)


def said_of(fault: Exception) -> str:
    """Answer what a fault says, in one line."""
    text = getattr(fault, "strerror", None) or str(fault)
    return " ".join(str(text).split()) or type(fault).__name__
