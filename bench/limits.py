"""The limits that need no server: the commit of one complaint, and the check of one password."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from random import Random
from secrets import randbelow
from time import process_time

from bench.people import PASSWORD, WRITERS, code_of
from bench.place import SECRET, Place
from bench.seed import draft
from bench.words import Writer
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.tracking import TrackingCode
from complaints_core.stores import Stores
from complaints_core.testing import NOON
from complaints_plugins.passwords import Argon2idHasher
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from complaints_web.languages import utc_now


def own_cpu_ms() -> float:
    """Answer the CPU milliseconds of this process so far."""
    return process_time() * 1000


@contextmanager
def bare_commits(place: Place) -> Iterator[Callable[[], None]]:
    """Open an office and hand over what keeps one more complaint in it: add and commit."""
    db = open_database(place.uri, 1)
    with unit_of_work(db, SECRET.encode()) as stores:
        fresh = fresh_complaints(stores)

    def commit() -> None:
        with unit_of_work(db, SECRET.encode()) as stores:
            stores.complaints.add(next(fresh))

    try:
        yield commit
    finally:
        db.close()


def fresh_complaints(stores: Stores) -> Iterator[Complaint]:
    """Answer complaints without end that nobody filed yet, the same but for their codes, by the citizens of
    an office in turn."""
    owners = [stores.citizens.key_of(code_of(number)) for number in WRITERS]
    sample = _complaint(Writer(Random(7)))  # noqa: S311 - what is written is no secret
    return (replace(sample, citizen=owner, code=TrackingCode.drawn(randbelow)) for owner in cycle(owners))


def password_check() -> Callable[[], bool]:
    """Answer what checks a password that is right."""
    hasher = Argon2idHasher()
    hashed = hasher.hash(PASSWORD)
    return lambda: hasher.verify(hashed, PASSWORD)


def _complaint(writer: Writer) -> Complaint:
    return Complaint.registered(
        draft(writer),
        step="file",
        status="registered",
        at=utc_now(),
        code=TrackingCode.drawn(randbelow),
        citizen="",
        province="23",
        unit="23",
        due=NOON.date(),
        attachments=(),
    )
