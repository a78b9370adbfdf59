"""An office in memory with all its desks, where time stands still and chance is nobody's."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import BinaryIO

from zope.interface import implementer

from complaints_core.desks.account import AccountDesk
from complaints_core.desks.citizen import CitizenDesk
from complaints_core.desks.codes import Codes
from complaints_core.desks.intake.files import FileRoom
from complaints_core.desks.intake.submissions import Submissions
from complaints_core.desks.misconduct import MisconductDesk
from complaints_core.desks.notices import Notices
from complaints_core.desks.recovery import RecoveryDesk
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.files import PDF, CheckedFile, FileRules, Upload
from complaints_core.domain.known_browsers import KnownBrowsers
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.outbox import OutboxMessage
from complaints_core.domain.submission import SubmissionKeys
from complaints_core.interfaces.errors import EmptyFile, ScannerUnavailable, TooManyFiles, TooManyTries
from complaints_core.interfaces.ports import IFileInspector, IFileScanner, ILimits, IPasswordHasher
from complaints_core.memory import MemoryOutbox
from complaints_core.memory import stores as memory_stores
from complaints_core.profiles import Profile, load_profile
from complaints_core.stores import Stores
from complaints_core.testing import FixedClock, builders

SECRET = b"of this office"
DETAILS = {
    "employment_status": "homemaker",
    "personnel_status": "client",
    "father_name": "Yusof",
    "gender": "female",
    "education_level": "diploma",
    "province": "23",
    "county": "2301",
    "postal_code": "1193653471",
    "address": "Tehran",
}


class Outbox(MemoryOutbox):
    """Remembers what was put into it, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.put: list[OutboxMessage] = []

    def add(self, message: OutboxMessage) -> None:
        super().add(message)
        self.put.append(message)


@implementer(IPasswordHasher)
class PlainHasher:
    """Hashes nothing, and counts how often it was asked to work."""

    def __init__(self) -> None:
        self.work = 0
        self.outdated = False

    def hash(self, secret: str) -> str:
        self.work += 1
        return f"plain${secret}"

    def verify(self, hashed: str | None, secret: str) -> bool:
        self.work += 1
        return hashed == f"plain${secret}"

    def needs_rehash(self, hashed: str) -> bool:
        return self.outdated


@implementer(ILimits)
class Allowance:
    """Counts for ever; a rule without an allowance has no limit."""

    def __init__(self) -> None:
        self.allowed: dict[str, int] = {}
        self.tries: Counter[tuple[str, str]] = Counter()

    def spend(self, rule: str, key: str) -> None:
        if self.tries[rule, key] >= self.allowed.get(rule, 10**9):
            raise TooManyTries(61)
        self.tries[rule, key] += 1

    def spent(self, rule: str, key: str) -> int:
        return self.tries[rule, key]

    def forget(self, rule: str, key: str) -> None:
        del self.tries[rule, key]


@implementer(IFileInspector)
class Trusting:
    """Takes whatever is not empty, as a PDF."""

    def inspect(self, uploads: Iterable[Upload], rules: FileRules) -> list[CheckedFile]:
        taken: list[CheckedFile] = []
        for upload in uploads:
            content = upload.stream.read()
            if len(taken) == rules.max_files:
                raise TooManyFiles(name=upload.name, most=rules.max_files)
            if not content:
                raise EmptyFile(name=upload.name)
            taken.append(CheckedFile(upload.name, PDF, len(content), "", BytesIO(content)))
        return taken

    def redrawn(self, stream: BinaryIO) -> BinaryIO | None:
        return BytesIO(stream.read())


@implementer(IFileScanner)
class Scanner:
    """Finds a virus where a file says so, and is silent where a file says that."""

    enabled = False

    def clean(self, stream: BinaryIO) -> bool:
        content = stream.read()
        if b"silence" in content:
            raise ScannerUnavailable
        return b"virus" not in content


@dataclass
class Office:
    """Everything that desks need, and the desks."""

    profile: Profile = field(default_factory=lambda: load_profile("behzisti"))
    stores: Stores = field(default_factory=lambda: replace(memory_stores(), outbox=Outbox()))
    clock: FixedClock = field(default_factory=FixedClock)
    hasher: PlainHasher = field(default_factory=PlainHasher)
    limits: Allowance = field(default_factory=Allowance)
    scanner: Scanner = field(default_factory=Scanner)

    def __post_init__(self) -> None:
        self.notices = Notices(self.stores.outbox, self.clock, self.profile)
        self.codes = Codes(self.stores.pending, self.notices, self.limits, self.clock)
        self.keys = SubmissionKeys(SECRET)
        self.room = FileRoom(
            files=self.stores.files, inspector=Trusting(), scanner=self.scanner, rules=self.profile.files
        )
        self.submissions = Submissions(
            pending=self.stores.pending, room=self.room, clock=self.clock, keys=self.keys
        )
        self.account = AccountDesk(
            citizens=self.stores.citizens,
            pending=self.stores.pending,
            hasher=self.hasher,
            limits=self.limits,
            clock=self.clock,
            profile=self.profile,
            notices=self.notices,
            codes=self.codes,
            browsers=KnownBrowsers(OpaqueKeys(SECRET, "citizen's browser")),
        )
        self.recovery = RecoveryDesk(account=self.account)
        self.citizens = CitizenDesk(
            complaints=self.stores.complaints,
            staff=self.stores.staff,
            submissions=self.submissions,
            room=self.room,
            limits=self.limits,
            clock=self.clock,
            profile=self.profile,
            notices=self.notices,
        )
        self.misconduct = MisconductDesk(
            reports=self.stores.misconduct,
            staff=self.stores.staff,
            submissions=self.submissions,
            room=self.room,
            limits=self.limits,
            clock=self.clock,
            profile=self.profile,
        )

    @property
    def outbox(self) -> Outbox:
        """The outbox, where the office is in memory."""
        assert isinstance(self.stores.outbox, Outbox)
        return self.stores.outbox

    def citizen(self, number: int = 0, **changes: str) -> Citizen:
        """Open an account whose details are complete."""
        typed = builders.registration(number, **{**DETAILS, **changes})
        citizen = Citizen.registered(
            typed,
            key=self.stores.citizens.key_of(typed.national_code),
            password_hash=f"plain${typed.password}",
            at=self.clock.now(),
        )
        self.stores.citizens.add(citizen)
        return citizen

    def kept(self, citizen: Citizen) -> Citizen:
        """The citizen as the office keeps him now."""
        found = self.stores.citizens.get(citizen.key)
        assert found is not None
        return found

    def sent(self) -> list[str]:
        """The names of the messages that were sent, oldest first."""
        return [message.template for message in self.outbox.put]

    def last_code(self) -> str:
        """The digits of the newest one-time code."""
        return [message.values["code"] for message in self.outbox.put if "code" in message.values][-1]


def upload(name: str = "card.pdf", content: bytes = b"content") -> Upload:
    """A file as it arrives."""
    return Upload(name, BytesIO(content))


def wrong(code: str) -> str:
    """Another code of six digits."""
    return f"{(int(code) + 1) % 10**6:06}"
