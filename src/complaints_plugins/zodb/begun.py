"""With which secret a database was begun. Accounts and reports are kept under keys made with it: with another
one nobody finds his own, signs up again, and all of it goes on unnoticed."""

from contextlib import suppress
from typing import Any, Final

from ZODB import DB
from ZODB.POSException import ConflictError

from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.transactions import connected

PLACE: Final = "complaints.begun"
"""Beside the site, in the root of the database."""
LENGTH: Final = 16
"""Hexadecimal digits of the mark: enough to tell two secrets apart."""


def refuse_other_secret(db: DB, secret: bytes) -> None:
    """Note in a database that knows none yet with which secret it is begun; raises SettingError where it was
    another."""
    # Another process may note it, too; and a disk that is full is no reason not to start.
    with suppress(ConflictError, OSError), connected(db) as connection:
        connection.root().setdefault(PLACE, _mark_of(secret))
    with connected(db) as connection:
        if is_other_secret(connection, secret):
            reason = (
                "is not the one with which this database was begun, and nobody would find his account; "
                "take that one, or say `upgrade --other-secret` where it is lost for good"
            )
            raise SettingError("complaints.secret", reason)


def is_other_secret(connection: Any, secret: bytes) -> bool:
    """Tell whether a database was begun with another secret; never so where none is noted."""
    mark = _mark_of(secret)
    return bool(connection.root().get(PLACE, mark) != mark)


def forget_secret(db: DB) -> None:
    """Let the next start note another secret."""
    with connected(db) as connection:
        connection.root().pop(PLACE, None)


def _mark_of(secret: bytes) -> str:
    return OpaqueKeys(secret, "begun")("")[:LENGTH]
