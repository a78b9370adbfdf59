"""What must hold after a crash: what people were promised, looked for in the database itself, and whatever
the doctor looks at."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from bench.crash.office import Office
from bench.crash.people import Promise
from bench.people import EXPERT
from bench.place import SECRET
from complaints_core.domain.complaints import Answer, Complaint
from complaints_core.domain.files import Attachment
from complaints_core.profiles import load_profile
from complaints_core.stores import Stores
from complaints_plugins.sms.spool import spooled
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from complaints_web.scripts.doctor import looked_over
from complaints_web.scripts.reading import settings_of

MANY = 10**9
"""More than a drill ever files."""

_END = datetime.max.replace(tzinfo=UTC)

Told = Counter[tuple[str, str]]
"""How many messages there are by their text and the complaint of which they tell."""


@dataclass(frozen=True)
class Promised:
    """What people were told: complaints and answers that are kept, and how many refusals at the door."""

    receipts: Sequence[Promise]
    answers: Sequence[Promise] = ()
    refusals: int = 0


@dataclass(frozen=True)
class Proof:
    """What was found: how much is kept, how many messages went out with the same id a second time (which a
    gateway drops, see `desks.rounds.courier`) and how many still wait, how much lies about that does no
    harm, how many things the doctor looked at, and what is wrong, a sentence each."""

    kept: int
    answered: int
    noted: int
    repeated: int
    waiting: int
    litter: int
    examined: int
    wrong: tuple[str, ...]


def prove(office: Office, promised: Promised) -> Proof:
    """Compare what people were told with what is kept, and let the doctor look. Nothing may have the database
    open."""
    findings = list(looked_over(settings_of(str(office.ini))))
    ill = [f"{one.name}: {one.wrong} ({one.advice})" for one in findings if one.wrong and not one.harmless]
    db = open_database(office.uri, 1)
    try:
        with unit_of_work(db, SECRET.encode()) as stores:
            seen = _Seen(stores, office)
            return Proof(
                kept=len(seen.kept),
                answered=sum(len(one.answers) for one in seen.kept.values()),
                noted=seen.noted,
                repeated=len(seen.lines) - len(seen.sent),
                waiting=len(seen.waiting),
                litter=sum(one.wrong for one in findings if one.harmless),
                examined=len(findings),
                wrong=(*ill, *seen.wrong(promised)),
            )
    finally:
        db.close()


class _Seen:
    """Everything that is kept, and every message that went out or waits."""

    def __init__(self, stores: Stores, office: Office) -> None:
        self.stores = stores
        codes = stores.complaints.codes(MANY)
        self.kept = {code: found for code in codes if (found := stores.complaints.get(code))}
        lines = (line for line in spooled(office.spool) if "tracking_code" in line["params"])
        self.lines = [(line["template"], line["params"]["tracking_code"], line["id"]) for line in lines]
        self.sent = set(self.lines)
        due = stores.outbox.due(_END, MANY)
        self.waiting = {(one.template, one.values["tracking_code"], one.id) for one in due}
        while stores.audit.waiting():
            stores.audit.chain(500)

    @property
    def noted(self) -> int:
        """How many entries the audit has."""
        last = self.stores.audit.last()
        return last.number if last else 0

    def wrong(self, promised: Promised) -> Iterator[str]:
        """Answer what is wrong, a sentence each."""
        yield from self._lost("complaint", promised.receipts, lambda one: [one])
        yield from self._lost("answer", promised.answers, lambda one: one.answers)
        yield from self._doubled()
        yield from self._told_wrongly()
        yield from self._noted_wrongly(promised.refusals)

    def _lost(
        self,
        what: str,
        promises: Iterable[Promise],
        parts_of: Callable[[Complaint], Sequence[Complaint | Answer]],
    ) -> Iterator[str]:
        """Everything that somebody was promised is there, with his words and his file."""
        for promise in promises:
            kept = self.kept.get(promise.code)
            parts = {_words(part): part.attachments for part in parts_of(kept)} if kept else {}
            if promise.words not in parts:
                yield f"the {what} that somebody was promised is not there"
            elif self._digests(parts[promise.words]) != [one for one in (promise.digest,) if one]:
                yield f"the file that somebody sent with the {what} is not there"

    def _doubled(self) -> Iterator[str]:
        """Nobody wrote the same words twice, and each complaint is answered once at most."""
        for times in Counter(one.description for one in self.kept.values()).values():
            if times > 1:
                yield f"a complaint is there {times} times"
        for one in self.kept.values():
            if len(one.answers) > 1:
                yield f"a complaint was answered {len(one.answers)} times"

    def _told_wrongly(self) -> Iterator[str]:
        """Each step that is told by SMS has one message: it went out, or waits. One that went out may wait,
        too, when its courier died."""
        told: Told = Counter((text, code) for text, code, _ in self.sent | self.waiting)
        owed = self._owed()
        yield from (f"a message {text} too many" for text, _ in (told - owed).elements())
        yield from (f"no message {text}" for text, _ in (owed - told).elements())

    def _owed(self) -> Told:
        """The messages that follow from the histories."""
        texts = {step.code: step.sms for step in load_profile().process.steps}
        events = ((event, one.code) for one in self.kept.values() for event in one.history)
        return Counter((texts[event.step], code) for event, code in events if texts[event.step])

    def _noted_wrongly(self, refusals: int) -> Iterator[str]:
        """The audit has each step of the expert once, and every refusal that somebody saw."""
        steps = Counter((event.step, one.code) for one in self.kept.values() for event in one.history[1:])
        wanted = {step for step, _ in steps}
        noted, others = Counter[tuple[str, str]](), 0
        for entry in self.stores.audit.entries():
            note = entry.note
            his = note.actor == EXPERT.username and note.action in wanted
            noted[note.action, note.subject] += his
            others += not his
        if +noted != steps:
            yield f"the audit knows {noted.total()} steps of {steps.total()}"
        if others < refusals:
            yield f"the audit knows {others} refusals of {refusals}"

    def _digests(self, attachments: Iterable[Attachment]) -> list[str]:
        """The SHA-256 of the bytes of each file, as they are kept."""
        digests = []
        for one in attachments:
            with self.stores.files.open(one.file) as stream:
                digests.append(sha256(stream.read()).hexdigest())
        return digests


def _words(part: Complaint | Answer) -> str:
    return part.description if isinstance(part, Complaint) else part.text
