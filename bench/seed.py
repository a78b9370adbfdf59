"""An invented office: citizens, staff, two years of complaints, most of them answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Final

from ZODB import DB

from bench import people
from bench.following import Take, indexer
from bench.people import READER, TEHRAN, Colleague, bench_citizens, bench_staff, colleagues
from bench.place import SECRET, Place
from bench.scale import Scale
from bench.words import Writer
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import CITIZEN, Answer, Complaint, ComplaintDraft, Message
from complaints_core.domain.tracking import TrackingCode
from complaints_core.persian import secret
from complaints_core.profiles import Profile, load_profile
from complaints_core.testing import NOON
from complaints_plugins.passwords import Argon2idHasher
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
ACCUSING: Final = 0.1
"""Share of those that name a person, by his last name alone."""
HANDED: Final = 1_000
"""Complaints that are handed to the second process at once."""

Filed = tuple[Complaint, Citizen]


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
        self._subjects = [one.code for one in self._profile.lists["subject"]]
        self._provinces = [one.code for one in self._profile.lists["province"]]
        self._codes: set[str] = set()
        self._centers = [one.code for one in self._profile.directory.centers]

    def settle(self, place: Place) -> None:
        """Make the database in a new place, `batch` complaints a commit, with search index and figures."""
        with indexer(place) as take:
            db = open_database(place.uri, 1, width=self._scale.width)
            try:
                filed = self._filed(self._people(db))
                for _ in range(0, self._scale.complaints, self._scale.batch):
                    self._keep(db, islice(filed, self._scale.batch), take)
            finally:
                db.close()

    def _people(self, db: DB) -> list[Citizen]:
        """Keep everybody; answers the citizens."""
        hashed = Argon2idHasher().hash(secret(people.PASSWORD))
        with unit_of_work(db, SECRET.encode()) as stores:
            for one in colleagues(self._profile):
                stores.staff.add(bench_staff(one, hashed))
            citizens = list(islice(bench_citizens(stores.citizens, hashed), self._scale.citizens))
            for citizen in citizens:
                stores.citizens.add(citizen)
        return citizens

    def _keep(self, db: DB, batch: Iterator[Filed], take: Take) -> None:
        with unit_of_work(db, SECRET.encode()) as stores:
            while some := list(islice(batch, HANDED)):
                complaints, citizens = zip(*some, strict=True)
                take(complaints, citizens)
                for complaint in complaints:
                    stores.complaints.add(complaint)
            stores.changes.done(stores.changes.changed(self._scale.batch))  # the others do that already

    def _filed(self, citizens: Sequence[Citizen]) -> Iterator[Filed]:
        """Answer complaints and whose they are, the oldest first. The reader has exactly LISTED, spread over
        the years; the others share the rest."""
        mine = set(self._random.sample(range(self._scale.complaints), LISTED))
        others = citizens[READER + 1 :]
        for number in range(self._scale.complaints):
            owner = citizens[READER] if number in mine else self._random.choice(others)
            yield self._complaint(number, owner.key), owner

    def _complaint(self, number: int, owner: str) -> Complaint:
        draw = self._random
        province = TEHRAN if draw.random() < OF_TEHRAN else draw.choice(self._provinces)
        center = draw.choice(self._centers) if draw.random() < ODD else None
        accused = self._writer.name() if draw.random() < ACCUSING else ""
        typed = replace(draft(self._writer), subject=draw.choice(self._subjects), accused_last_name=accused)
        filed = self._profile.course.filed(
            replace(typed, center=center, center_name="") if center else typed,
            NOON - HISTORY * (1 - number / self._scale.complaints),
            code=self._new_code(),
            citizen=owner,
            province=province,
            unit=self._profile.unit_for("province", province),
            attachments=(),
        )
        if draw.random() < ANSWERED:
            return self._handled(filed)
        return self._taken(filed, filed.submitted_at) if draw.random() < ODD else filed

    def _new_code(self) -> TrackingCode:
        """Draw a code that no complaint has: of a million, about fifty draw one that is taken."""
        while (code := TrackingCode.drawn(self._random.randrange)) in self._codes:
            continue
        self._codes.add(code)
        return code

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
