"""An invented office in a FileStorage: citizens, complaints, most of them answered. Made once, and kept in a
cache folder under a name that tells its measure."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

import bench
from bench.scale import Scale
from bench.words import Writer
from complaints_core import domain
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import CITIZEN, Answer, Complaint, ComplaintDraft, Message
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.ports import ICitizenStore
from complaints_core.persian import secret
from complaints_core.profiles import Profile, load_profile
from complaints_core.stores import Stores
from complaints_core.testing import NOON, builders
from complaints_plugins import zodb
from complaints_plugins.passwords import Argon2idHasher
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work

SECRET: Final = "bench-only-secret-of-an-office-that-is-not-there"  # noqa: S105
PASSWORD: Final = "seven blue tents"  # noqa: S105
READER: Final = 0
"""Number of the citizen whose list is read."""
WRITERS: Final = range(1, 17)
"""Numbers of those who file while the bench runs."""
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
    """Answer the folder with the office of this measure, made when it is not there yet or the code that makes
    it has changed since."""
    folder = cache / f"{scale.key}-{_code_key()}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        cache.mkdir(parents=True, exist_ok=True)
        for older in cache.glob(f"{scale.key}-*"):
            shutil.rmtree(older)
        Office(scale).settle(unfinished)
        unfinished.rename(folder)
    return folder


def draft(writer: Writer) -> ComplaintDraft:
    """Answer a complaint as one types it: about 2 KiB."""
    return ComplaintDraft(
        subject="pension", kind="province", description=writer.text(), center_name=writer.name()
    )


def _code_key() -> str:
    """A few digits that change with the code whose objects are kept, and with this bench."""
    folders = (package.__path__[0] for package in (bench, domain, zodb))
    sources = sorted(source for folder in folders for source in Path(folder).glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


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
            yield number, keys[READER] if number in mine else self._random.choice(keys[READER + 1 :])

    def _complaint(self, number: int, owner: str) -> Complaint:
        subjects = [one.code for one in self._profile.lists["subject"]]
        filed = self._profile.course.filed(
            replace(draft(self._writer), subject=self._random.choice(subjects)),
            NOON - timedelta(minutes=30 * (self._scale.complaints - number)),
            code=TrackingCode.drawn(self._random.randrange),
            citizen=owner,
            province="23",
            unit="23",
            attachments=(),
        )
        return self._handled(filed) if self._random.random() < 0.7 else filed  # most are old

    def _handled(self, filed: Complaint) -> Complaint:
        """The citizen added something, and the organization gave its answer."""
        move = self._profile.course.moved
        days = [filed.submitted_at + timedelta(days=day) for day in (1, 2, 4, 9)]
        message = Message(days[1], CITIZEN, self._writer.text(200))
        answer = Answer(days[2], "expert", "upheld", self._writer.text(400))
        taken = move(filed, "take", "expert", days[0]).with_message(message)
        answered = move(taken, "answer", "expert", days[2], answers=(answer,))
        return move(answered, "close", "expert", days[3])


def bench_citizen(number: int, citizens: ICitizenStore, password_hash: str) -> Citizen:
    """Answer a citizen in whose details nothing is missing."""
    invented = builders.citizen(number, password_hash=password_hash, **DETAILS)
    return replace(invented, key=citizens.key_of(invented.national_code))
