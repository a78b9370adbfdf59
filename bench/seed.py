"""An invented office in a FileStorage: citizens, staff, two years of complaints, most of them answered. Made
once, and kept in a cache folder under a name that tells its measure."""

import hashlib
import inspect
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from types import ModuleType
from typing import Final

from bench import people, words
from bench.people import READER, TEHRAN, Colleague, bench_citizens, bench_staff, colleagues
from bench.scale import Scale
from bench.serving import SECRET, indexed, uri_of
from bench.words import Writer
from complaints_core.domain import citizens as citizens_kept
from complaints_core.domain import complaints as complaints_kept
from complaints_core.domain import queues
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import CITIZEN, Answer, Complaint, ComplaintDraft, Message
from complaints_core.domain.tracking import TrackingCode
from complaints_core.persian import secret
from complaints_core.profiles import Profile, load_profile
from complaints_core.stores import Stores
from complaints_core.testing import NOON
from complaints_plugins.passwords import Argon2idHasher
from complaints_plugins.zodb import complaints as complaints_stored
from complaints_plugins.zodb import hash_directory
from complaints_plugins.zodb import queues as queues_stored
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work

HISTORY: Final = timedelta(days=730)
LISTED: Final = 25
"""So many complaints the reader has, whatever the measure."""
ANSWERED: Final = 0.7
OF_TEHRAN: Final = 0.3
"""Shares of all complaints."""
ODD: Final = 0.5
"""Share of the open ones that somebody has taken, and of those that name a center of the directory."""
_MADE_BY: Final[tuple[ModuleType, ...]] = (
    people, words, citizens_kept, complaints_kept, queues,
    complaints_stored, hash_directory, queues_stored,
)  # fmt: skip


def seeded(cache: Path, scale: Scale) -> Path:
    """Answer the folder with the office of this measure, brought up to date; made when it is not there yet or
    the code that invents it has changed since."""
    folder = cache / f"{scale.key}-{_code_key()}"
    if folder.exists():
        open_database(uri_of(folder), 1, upgrading=True).close()
    else:
        unfinished = folder.with_suffix(".unfinished")
        cache.mkdir(parents=True, exist_ok=True)
        for older in cache.glob(f"{scale.key}-*"):
            shutil.rmtree(older)
        begun = perf_counter()
        Office(scale).settle(unfinished)
        settled = perf_counter()
        indexed(unfinished)
        unfinished.rename(folder)
        print(
            f"{scale.complaints} complaints: kept at {scale.complaints / (settled - begun):.0f}/s, "
            f"indexed at {scale.complaints / (perf_counter() - settled):.0f}/s"
        )
    return folder


def draft(writer: Writer) -> ComplaintDraft:
    """Answer a complaint as one types it: about 2 KiB."""
    return ComplaintDraft(
        subject="pension", kind="province", description=writer.text(), center_name=writer.name()
    )


def _code_key() -> str:
    """A few digits that change with the code whose objects are kept, and with what invents them."""
    sources = inspect.getsource(Office) + "".join(map(inspect.getsource, _MADE_BY))
    return hashlib.sha256(sources.encode()).hexdigest()[:8]


class Office:
    """Writes the office; the same measure makes the same one."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._random = Random(scale.seed)  # noqa: S311 - the same office every time
        self._writer = Writer(self._random)
        self._profile: Profile = load_profile("behzisti")
        self._subjects = [one.code for one in self._profile.lists["subject"]]
        self._provinces = [one.code for one in self._profile.lists["province"]]
        self._centers = [one.code for one in self._profile.directory.centers]

    def settle(self, folder: Path) -> None:
        """Make the database in a new folder, `batch` complaints a commit."""
        db = open_database(uri_of(folder), 1, width=self._scale.width)
        try:
            hashed = Argon2idHasher().hash(secret(people.PASSWORD))
            with unit_of_work(db, SECRET.encode()) as stores:
                for one in colleagues(self._profile):
                    stores.staff.add(bench_staff(one, hashed))
                keys = [citizen.key for citizen in self._citizens(stores, hashed)]
            owners = self._owners(keys)
            for _ in range(0, self._scale.complaints, self._scale.batch):
                with unit_of_work(db, SECRET.encode()) as stores:
                    for number, owner in islice(owners, self._scale.batch):
                        stores.complaints.add(self._complaint(number, owner))
                    stores.changes.done(
                        stores.changes.changed(self._scale.batch)
                    )  # all is indexed at the end
        finally:
            db.close()

    def _citizens(self, stores: Stores, hashed: str) -> Iterator[Citizen]:
        for citizen in islice(bench_citizens(stores.citizens, hashed), self._scale.citizens):
            stores.citizens.add(citizen)
            yield citizen

    def _owners(self, keys: list[str]) -> Iterator[tuple[int, str]]:
        """The number of each complaint and whose it is. The reader has exactly LISTED, spread over
        the years; the others share the rest."""
        mine = set(self._random.sample(range(self._scale.complaints), LISTED))
        others = keys[READER + 1 :]
        for number in range(self._scale.complaints):
            yield number, keys[READER] if number in mine else self._random.choice(others)

    def _complaint(self, number: int, owner: str) -> Complaint:
        draw = self._random
        province = TEHRAN if draw.random() < OF_TEHRAN else draw.choice(self._provinces)
        center = draw.choice(self._centers) if draw.random() < ODD else None
        typed = replace(draft(self._writer), subject=draw.choice(self._subjects))
        filed = self._profile.course.filed(
            replace(typed, center=center, center_name="") if center else typed,
            NOON - HISTORY * (1 - number / self._scale.complaints),
            code=TrackingCode.drawn(draw.randrange),
            citizen=owner,
            province=province,
            unit=self._profile.unit_for("province", province),
            attachments=(),
        )
        if draw.random() < ANSWERED:
            return self._handled(filed)
        return self._taken(filed, filed.submitted_at) if draw.random() < ODD else filed

    def _taken(self, filed: Complaint, at: datetime) -> Complaint:
        expert = Colleague("expert", filed.unit).username
        return self._profile.course.moved(filed, "take", expert, at, assignee=expert)

    def _handled(self, filed: Complaint) -> Complaint:
        """The citizen added something, and the organization gave its answer."""
        move, expert = self._profile.course.moved, Colleague("expert", filed.unit).username
        days = [filed.submitted_at + timedelta(days=day) for day in (1, 2, 4, 9)]
        message = Message(days[1], CITIZEN, self._writer.text(200))
        answer = Answer(days[2], expert, "upheld", self._writer.text(400))
        taken = self._taken(filed, days[0]).with_message(message)
        answered = move(taken, "answer", expert, days[2], answers=(answer,))
        return move(answered, "close", expert, days[3])
