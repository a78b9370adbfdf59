"""What must hold when the crowd is gone, looked for in the database itself."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.place import SECRET
from bench.spike.office import Office
from complaints_core.domain.complaints import Complaint
from complaints_core.stores import Stores
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from complaints_web.scripts.doctor import line_of, looked_over
from complaints_web.scripts.reading import settings_of

_MANY = 10**9
"""More than anybody ever files here."""


@dataclass(frozen=True)
class Receipt:
    """What somebody has seen: a tracking code, for words that he wrote once and a file (its SHA-256, or
    empty)."""

    code: str
    words: str
    digest: str


def wrong_in(office: Office, receipts: Sequence[Receipt]) -> Iterator[str]:
    """Answer what is wrong, a sentence each: what the doctor finds, a receipt without its complaint, words
    that are kept twice. Nothing may have the database open."""
    findings = looked_over(settings_of(str(office.ini)))
    yield from (line_of(one) for one in findings if one.wrong and not one.harmless)
    db = open_database(office.uri, 1)
    try:
        with unit_of_work(db, SECRET.encode()) as stores:
            codes = stores.complaints.codes(_MANY)
            kept = {code: found for code in codes if (found := stores.complaints.get(code))}
            yield from _lost(stores, kept, receipts)
            yield from _doubled(kept)
    finally:
        db.close()


def _lost(stores: Stores, kept: dict[str, Complaint], receipts: Sequence[Receipt]) -> Iterator[str]:
    for receipt in receipts:
        found = kept.get(receipt.code)
        if found is None or found.description != receipt.words:
            yield "a complaint that somebody has a receipt for is not there"
        elif _digests(stores, found) != [one for one in (receipt.digest,) if one]:
            yield "a file that somebody sent is not there"


def _doubled(kept: dict[str, Complaint]) -> Iterator[str]:
    """Nobody wrote the same words twice, so nothing stands there twice."""
    for times in Counter(one.description for one in kept.values()).values():
        if times > 1:
            yield f"a complaint is there {times} times"


def _digests(stores: Stores, complaint: Complaint) -> list[str]:
    """The SHA-256 of the bytes of each file, as they are kept."""
    digests = []
    for one in complaint.attachments:
        with stores.files.open(one.file) as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())  # type: ignore[arg-type]
    return digests
