"""An invented office in a FileStorage: citizens, complaints, some of them answered. Made once, kept in a cache
folder under a name that tells its measure."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from bench.scale import Scale
from bench.words import Writer
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import CITIZEN, Answer, Complaint, ComplaintDraft, Event, Message
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.ports import ICitizenStore
from complaints_core.persian import secret
from complaints_core.profiles import Profile, load_profile
from complaints_core.stores import Stores
from complaints_core.testing import NOON, builders
from complaints_plugins.passwords import Argon2idHasher
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work

SECRET: Final = "bench-only-secret-of-an-office-that-is-not-there"  # noqa: S105
PASSWORD: Final = "seven blue tents"  # noqa: S105
READER, WRITER = 0, 1
"""Numbers of the citizen whose list is read, and of the one who files while the bench runs."""
LISTED: Final = 25
"""So many complaints the reader has, whatever the measure."""
DETAILS: Final = {
    "employment_status": "homemaker",
    "personnel_status": "client",
    "father_name": "یوسف",
    "gender": "female",
    "education_level": "diploma",
    "county": "2301",
    "postal_code": "1193653471",
    "address": "تهران، خیابان بهار، پلاک ۱۲",
}


def uri_of(folder: Path) -> str:
    """Answer the address of the database in a folder."""
    return f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs"


def seeded(cache: Path, scale: Scale) -> Path:
    """Answer the folder with the office of this measure, made when it is not there yet."""
    folder = cache / scale.key
    if not folder.exists():
        unfinished = cache / f"{scale.key}.unfinished"
        cache.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)
        Office(scale).settle(unfinished)
        unfinished.rename(folder)
    return folder


def draft(writer: Writer) -> ComplaintDraft:
    """Answer a complaint as one types it: about 2 KiB."""
    return ComplaintDraft(
        subject="pension", kind="province", description=writer.text(), center_name=writer.name()
    )


class Office:
    """Writes the office; the same measure makes the same one."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._random = Random(scale.seed)  # noqa: S311 - the same office every time
        self._writer = Writer(self._random)
        self._profile: Profile = load_profile("behzisti")

    def settle(self, folder: Path) -> None:
        """Make the database in a new folder, `batch` complaints a commit."""
        db = open_database(uri_of(folder), 1, width=self._scale.width)
        try:
            with unit_of_work(db, SECRET.encode()) as stores:
                keys = [citizen.key for citizen in self._citizens(stores)]
            owners = self._owners(keys)
            for _ in range(0, self._scale.complaints, self._scale.batch):
                with unit_of_work(db, SECRET.encode()) as stores:
                    for number, owner in islice(owners, self._scale.batch):
                        stores.complaints.add(self._complaint(number, owner))
        finally:
            db.close()

    def _citizens(self, stores: Stores) -> Iterator[Citizen]:
        hashed = Argon2idHasher().hash(secret(PASSWORD))
        for number in range(self._scale.citizens):
            citizen = bench_citizen(number, stores.citizens, hashed)
            stores.citizens.add(citizen)
            yield citizen

    def _owners(self, keys: list[str]) -> Iterator[tuple[int, str]]:
        """The number of each complaint and whose it is. The reader has exactly LISTED, spread over
        the years; the others share the rest."""
        mine = set(self._random.sample(range(self._scale.complaints), LISTED))
        for number in range(self._scale.complaints):
            yield number, keys[READER] if number in mine else self._random.choice(keys[WRITER:])

    def _complaint(self, number: int, owner: str) -> Complaint:
        drawn = draft(self._writer)
        typed = replace(drawn, subject=self._random.choice([one.code for one in self._profile.lists["subject"]]))
        at = NOON - timedelta(minutes=30 * (self._scale.complaints - number))
        filed = Complaint.registered(
            typed,
            step="file",
            status=self._profile.process.initial,
            at=at,
            code=TrackingCode.drawn(self._random.randrange),
            citizen=owner,
            province="23",
            unit="23",
            due=self._profile.deadline_for("23", typed.subject, at).due,
            attachments=(),
        )
        return self._handled(filed) if self._random.random() < 0.7 else filed  # most are old

    def _handled(self, filed: Complaint) -> Complaint:
        """A question was answered by the citizen, and the organization gave its answer."""
        days = [filed.submitted_at + timedelta(days=day) for day in (1, 2, 4)]
        message = Message(days[1], CITIZEN, self._writer.text(200))
        answer = Answer(days[2], "expert", "upheld", self._writer.text(400))
        taken = filed.moved(Event(days[0], "take", "expert", "reviewing")).with_message(message)
        answered = taken.moved(Event(days[2], "answer", "expert", "answered"), answer=answer)
        return answered.moved(Event(days[2], "close", "expert", "closed"))


def bench_citizen(number: int, citizens: ICitizenStore, password_hash: str) -> Citizen:
    """Answer a citizen in whose details nothing is missing."""
    invented = builders.citizen(number, password_hash=password_hash, **DETAILS)
    return replace(invented, key=citizens.key_of(invented.national_code))
