"""The stores of one request, and a unit of work for whatever is not a request."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ZODB import DB

from complaints_core.domain.one_time import Draw
from complaints_core.stores import Now, Stores, utc_now
from complaints_plugins.zodb.administration import ZodbAmendments, ZodbNews
from complaints_plugins.zodb.audit import ZodbAudit
from complaints_plugins.zodb.changes import ZodbChanges
from complaints_plugins.zodb.citizens import ZodbCitizens
from complaints_plugins.zodb.complaints import ZodbComplaints
from complaints_plugins.zodb.files import ZodbFiles
from complaints_plugins.zodb.misconduct import ZodbMisconduct
from complaints_plugins.zodb.outbox import ZodbOutbox
from complaints_plugins.zodb.pending import ZodbPending
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.staff import ZodbStaff
from complaints_plugins.zodb.transactions import connected


def stores_for(connection: Any, secret: bytes, draw: Draw = secrets.randbelow, now: Now = utc_now) -> Stores:
    """Answer the stores on an open connection, whose transaction the caller owns.

    `secret` belongs to the installation and must never change: the keys of citizens and reports are made with
    it. `draw` draws the ids of files, `now` tells when something changed.
    """
    site = site_of(connection)
    changes = ZodbChanges(site, now)
    return Stores(
        citizens=ZodbCitizens(site, secret),
        complaints=ZodbComplaints(site, changes),
        misconduct=ZodbMisconduct(site, secret),
        pending=ZodbPending(site, draw),
        files=ZodbFiles(site, draw),
        outbox=ZodbOutbox(site),
        staff=ZodbStaff(site),
        changes=changes,
        audit=ZodbAudit(site),
        amendments=ZodbAmendments(site),
        news=ZodbNews(site),
    )


@contextmanager
def unit_of_work(db: DB, secret: bytes, draw: Draw = secrets.randbelow) -> Iterator[Stores]:
    """Begin a transaction of its own and hand over the stores; leaving commits, an error on the way aborts.

    Raises ZODB's ConflictError on leaving when somebody else came first; then nothing was kept.
    """
    with connected(db) as connection:
        yield stores_for(connection, secret, draw)
