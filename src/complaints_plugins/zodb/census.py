"""What is in a database, counted: written down with a backup, and compared after it was restored."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import file_digest
from itertools import chain
from typing import Any

from ZODB.POSException import POSKeyError

from complaints_core.domain.files import Attachment
from complaints_plugins.zodb.audit import ZodbAudit
from complaints_plugins.zodb.records import Record
from complaints_plugins.zodb.site import Site, site_of
from complaints_plugins.zodb.transactions import sparingly


@dataclass(frozen=True, kw_only=True)
class Census:
    """How many there are of each, and the end of the audit: its last number and digest (hex)."""

    generation: int
    citizens: int
    complaints: int
    reports: int
    files: int
    staff: int
    audit_entries: int
    audit_head: str


@dataclass(frozen=True)
class FilesRead:
    """How many attachments were read to the end, and the ids of those whose bytes are not those that were
    filed, or are not there."""

    read: int
    wrong: tuple[str, ...]


def census_of(connection: Any) -> Census:
    """Count everything that a connection sees. It loads buckets, and none of the things."""
    site = site_of(connection)
    last = ZodbAudit(site).last()
    return Census(
        generation=site.generation,
        citizens=len(site.citizens),
        complaints=len(site.complaints),
        reports=len(site.reports),
        files=len(site.files),
        staff=len(site.staff),
        audit_entries=last.number if last else 0,
        audit_head=last.digest if last else "",
    )


def read_files(connection: Any) -> FilesRead:
    """Read every attachment of every complaint and report, and compare its SHA-256 with the one that was
    written down when it was kept."""
    site, wrong, read = site_of(connection), list[str](), 0
    records: Iterable[Record[Any]] = chain(site.complaints.values(), site.reports.values())
    for record in sparingly(connection, records):
        for attachment in record.kept.all_attachments():
            read += 1
            if not _is_whole(site, attachment):
                wrong.append(attachment.file)
    return FilesRead(read, tuple(wrong))


def _is_whole(site: Site, attachment: Attachment) -> bool:
    """Tell whether the bytes of an attachment are those that were kept: as they came, or as they were drawn
    anew. A refused one has none, and that is right."""
    stored = site.files.get(attachment.file)
    if stored is None or stored.blob is None:
        return stored is not None
    try:
        with stored.blob.open("r") as stream:
            return file_digest(stream, "sha256").hexdigest() == (stored.sha256 or attachment.sha256)
    except POSKeyError:  # the file of the blob is not there
        return False
