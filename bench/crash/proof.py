"""What must hold after a crash, looked for in the database itself."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.crash.office import SECRET
from bench.crash.people import Receipt
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.queues import queues_of
from complaints_core.stores import QueueName, Stores
from complaints_plugins.sms.spool import spooled
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work

MANY = 10**9
"""More than a drill ever files."""

_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Proof:
    """What was found: how much is kept, how many messages went out with the same id a second time (which a
    gateway drops, see `desks.courier`), and what is wrong, a sentence each."""

    kept: int
    noted: int
    repeated: int
    wrong: tuple[str, ...]


def prove(uri: str, spool: Path, receipts: Sequence[Receipt], refusals: int) -> Proof:
    """Compare what people have seen, receipts and refusals at the staff's door, with what is kept. Nothing
    may have the database open."""
    db = open_database(uri, 1)
    try:
        with unit_of_work(db, SECRET.encode()) as stores:
            return _proof(stores, spool, receipts, refusals)
    finally:
        db.close()


def _proof(stores: Stores, spool: Path, receipts: Sequence[Receipt], refusals: int) -> Proof:
    kept = {code: found for code in stores.complaints.codes(MANY) if (found := stores.complaints.get(code))}
    lines = [line for line in spooled(spool) if "tracking_code" in line["params"]]
    sent = {(line["params"]["tracking_code"], line["id"]) for line in lines}
    while stores.audit.waiting():
        stores.audit.chain(500)
    wrong = (
        *_lost(stores, kept, receipts),
        *_doubled(kept.values()),
        *_told_wrongly(kept, sent, stores),
        *_listed_wrongly(stores, kept),
        *_queued_wrongly(stores, kept.values()),
        *_audited_wrongly(stores, refusals),
    )
    return Proof(len(kept), _noted(stores), len(lines) - len(sent), wrong)


def _lost(stores: Stores, kept: dict[str, Complaint], receipts: Iterable[Receipt]) -> Iterator[str]:
    """Every code that somebody saw is there, with his words and his file."""
    for receipt in receipts:
        found = kept.get(receipt.code)
        if found is None or found.description != receipt.words:
            yield "a complaint that somebody has a receipt for is not there"
        elif _digests(stores, found) != [one for one in (receipt.digest,) if one]:
            yield "a file that somebody sent is not there"


def _doubled(kept: Iterable[Complaint]) -> Iterator[str]:
    """Nobody wrote the same words twice, so nothing stands there twice."""
    for times in Counter(one.description for one in kept).values():
        if times > 1:
            yield f"a complaint is there {times} times"


def _told_wrongly(kept: dict[str, Complaint], sent: set[tuple[str, str]], stores: Stores) -> Iterator[str]:
    """Each complaint has one message: it went out, or waits. One that went out may wait, too, when its
    courier died."""
    waiting = {(one.values["tracking_code"], one.id) for one in stores.outbox.due(_END, MANY)}
    told = Counter(code for code, _ in sent | waiting)
    yield from (f"{times} messages tell of one complaint" for times in told.values() if times > 1)
    yield from ("a message tells of a complaint that is not there" for code in told.keys() - kept.keys())
    yield from ("no message tells of a complaint" for code in kept.keys() - told.keys())


def _listed_wrongly(stores: Stores, kept: dict[str, Complaint]) -> Iterator[str]:
    """The list of each citizen has his complaints, and their number."""
    owned = defaultdict[str, set[str]](set)
    for one in kept.values():
        owned[one.citizen].add(one.code)
    for citizen, codes in owned.items():
        listed = [one.code for one in stores.complaints.of_citizen(citizen)]
        if set(listed) != codes or len(listed) != len(codes):
            yield "the list of a citizen is not what he filed"


def _queued_wrongly(stores: Stores, kept: Iterable[Complaint]) -> Iterator[str]:
    """Each queue has the complaints that belong into it, and counts them rightly."""
    expected = defaultdict[QueueName, set[str]](set)
    for one in kept:
        for name in queues_of(one):
            expected[name].add(one.code)
    for name, codes in expected.items():
        queued = [one.code for one in stores.complaints.queue(name, MANY)]
        if sorted(queued) != sorted(codes) or stores.complaints.count(name) != len(codes):
            yield f"the queue {name[0]} holds {len(queued)} complaints, not {len(codes)}, or counts wrongly"


def _audited_wrongly(stores: Stores, refusals: int) -> Iterator[str]:
    """The chain is whole, and holds every refusal that somebody saw."""
    broken = stores.audit.verify()
    if broken is not None:
        yield f"the audit is broken at {broken}"
    if _noted(stores) < refusals:
        yield f"the audit knows {_noted(stores)} refusals of {refusals}"


def _noted(stores: Stores) -> int:
    last = stores.audit.last()
    return last.number if last else 0


def _digests(stores: Stores, complaint: Complaint) -> list[str]:
    """The SHA-256 of the bytes of each file, as they are kept."""
    digests = []
    for one in complaint.attachments:
        with stores.files.open(one.file) as stream:
            digests.append(hashlib.sha256(stream.read()).hexdigest())
    return digests
