"""Looks a database over: what is derived, files, the audit, and what should have been done by now.

Everything is counted, and nothing named: a tracking code belongs into no report.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from ZODB.POSException import POSKeyError
from ZODB.utils import p64

from complaints_core.domain.amendments import Amendments
from complaints_core.domain.pending import WithFiles
from complaints_core.domain.queue_order import microseconds
from complaints_core.domain.staff import INSPECTOR
from complaints_plugins.zodb.audit import ZodbAudit
from complaints_plugins.zodb.census import read_files
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.derived import CHECKS
from complaints_plugins.zodb.looking import looked_at
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site, site_of
from complaints_plugins.zodb.transactions import commit_and_go_on, connected, sparingly
from complaints_plugins.zodb.upgrades import BATCH
from complaints_plugins.zodb.uris import FILE, blobs_of

LATE: Final = timedelta(hours=1)
"""A message, a note of the audit or a change waits so long for no worker that lives."""
LEFT: Final = timedelta(days=2)
"""What has expired is gone so long after."""

TAKES_ROOM: Final = "they do no harm, and take room"
STRAYS: Final = "files on the disk of which the database does not know"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how many things there are wrong, and what the operator can do about it; what is
    `harmless` only takes room."""

    name: str
    wrong: int
    advice: str = ""
    harmless: bool = False


def examined(uri: str, now: datetime) -> Iterator[Finding]:
    """Look a database over, which may be in use. Raises SettingError where it cannot be read."""
    with looked_at(uri) as connection:
        site = site_of(connection)
        for check in CHECKS:
            yield Finding(check.name, _number(check.find(site)), "put right by --repair")
        yield from _files(connection)
        if uri.startswith(FILE):
            strays = _number(_strays(connection.db().storage, blobs_of(uri)))
            yield Finding(STRAYS, strays, f"{TAKES_ROOM}; removed by --repair", harmless=True)
        yield _audit(site)
        yield _unread(site)
        yield from _waiting(site, now)


def amendments_of(uri: str) -> Amendments:
    """Answer what administrators changed, which must fit the profile. Raises SettingError."""
    with looked_at(uri) as connection:
        return site_of(connection).amendments.kept


def repair(uri: str) -> dict[str, int]:
    """Put right whatever is derived, in batches, and remove what a kill has left on the disk; answers how
    many things of which kind. Nobody else should write meanwhile; who does all the same may stop it with a
    conflict, and it can be run again. Raises SettingError."""
    done = {}
    with closing(open_database(uri, threads=1)) as db, connected(db) as connection:
        for check in CHECKS:
            mends = iter(list(check.find(site_of(connection))))  # found first: what is walked must not change
            done[check.name] = 0
            while batch := list(islice(mends, BATCH)):
                for mend in batch:
                    mend()
                done[check.name] += len(batch)
                commit_and_go_on(connection)
        if uri.startswith(FILE):
            done[STRAYS] = _swept(db.storage, blobs_of(uri))
    return {name: number for name, number in done.items() if number}


def _files(connection: Any) -> Iterator[Finding]:
    wrong = len(read_files(connection).wrong)
    yield Finding(
        "attachments that are missing, or are not as they came", wrong, "restore a backup elsewhere"
    )
    site, named = site_of(connection), set(_named(site_of(connection)))
    orphans = sum(file not in named for file in site.files.keys())  # noqa: SIM118 - no mapping
    yield Finding("files that belong to nothing", orphans, TAKES_ROOM, harmless=True)


def _strays(storage: Any, blobs: Path) -> Iterator[Path]:
    """Blobs of a file's database whose transaction was never finished, as after a kill."""
    last = storage.lastTransaction()
    for blob in blobs.glob("0x*/**/*.blob"):
        oid = bytes(int(part, 16) for part in blob.relative_to(blobs).parent.parts)
        tid = p64(int(blob.stem, 16))
        try:
            storage.loadSerial(oid, tid)
        except POSKeyError:
            if tid <= last:  # what is being written now is nobody's yet
                yield blob


def _swept(storage: Any, blobs: Path) -> int:
    """Remove those blobs; answers how many."""
    strays = list(_strays(storage, blobs))
    for blob in strays:
        blob.unlink()
    return len(strays)


def _named(site: Site) -> Iterator[str]:
    """The ids of all files that anything names."""
    records: Iterable[Record[Any]] = chain(site.complaints.values(), site.reports.values())
    for record in sparingly(site._p_jar, records):
        yield from (one.file for one in record.kept.all_attachments())
    for waiting in site.pending.records():
        if isinstance(waiting.kept, WithFiles):
            yield from waiting.kept.files


def _audit(site: Site) -> Finding:
    broken = ZodbAudit(site).verify()
    return Finding("breaks in the chain of the audit", int(broken is not None), f"at entry {broken}")


def _unread(site: Site) -> Finding:
    """Reports that name everybody who could read them: only whoever runs the site can help then."""
    working = [one.kept for one in site.staff.values() if one.kept.active]
    readers = {(post.unit, one.username) for one in working for post in one.posts if post.role == INSPECTOR}
    unread = 0
    for report in (record.kept for record in site.reports.values() if not record.kept.conclusions):
        near = {name for unit, name in readers if unit in report.units}
        unread += bool(near) and near.issubset(report.about)
    advice = "each names all inspectors above it; let somebody else be one at headquarters"
    return Finding("reports of misconduct that nobody may read", unread, advice)


def _waiting(site: Site, now: datetime) -> Iterator[Finding]:
    late = now - LATE
    worker = "is the worker running?"
    yield Finding("messages that wait for over an hour", _number(site.outbox.before(late)), worker)
    yield Finding(
        "notes that wait for the chain of the audit", _number(site.audit_notes.before(late)), worker
    )
    changes = (at for at in site.changed.values() if at <= microseconds(late))
    yield Finding("changes that wait for the search index", _number(changes), worker)
    leases = (one for one in site.outbox.records() if one.kept.tries and one.kept.hopeless(late))
    yield Finding("messages that should have been given up", _number(leases), worker)
    yield Finding("expired things that are still kept", _number(site.pending.before(now - LEFT)), worker)


def _number(things: Iterator[Any]) -> int:
    return sum(1 for _ in things)
