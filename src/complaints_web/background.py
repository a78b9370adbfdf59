"""What happens beside the pages: messages are sent, files looked at, deadlines make themselves heard, what
has expired is forgotten, what has changed gets into the search index.

The same work is done by a thread of the site (embedded), by `complaints INI worker`, or right after a commit.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pyramid.registry import Registry
from pyramid.request import Request, apply_request_extensions
from transaction import TransactionManager
from transaction.interfaces import TransientError
from zope.interface.interface import InterfaceClass

from complaints_core.desks.casework.handover import HandOver, HandOverRound
from complaints_core.desks.notices import Notices
from complaints_core.desks.rounds.courier import Courier
from complaints_core.desks.rounds.escalation import EscalationRound, Shift
from complaints_core.desks.rounds.export_round import ExportRound, Press
from complaints_core.desks.rounds.forgetting import forget_expired
from complaints_core.desks.rounds.indexing import FiguresCache, IndexRound, SearchCache, Shelves
from complaints_core.desks.rounds.redrawing import RedrawRound
from complaints_core.desks.rounds.rescheduling import Papers, ReschedulingRound
from complaints_core.desks.rounds.scanning import ScanRound
from complaints_core.desks.rounds.work import Taken
from complaints_core.interfaces.ports import (
    IAmendmentStore,
    IAuditStore,
    IChanges,
    ICitizenStore,
    IClock,
    IComplaintStore,
    IFigures,
    IFileInspector,
    IFileScanner,
    IFileStore,
    INewsStore,
    IOutbox,
    IPendingStore,
    ISearchIndex,
    ISmsGateway,
    IStaffStore,
    ITurns,
)
from complaints_core.profiles import Profile
from complaints_web.operation.meters import meters_of
from complaints_web.operation.sending import Counted
from complaints_web.ports import port_of
from complaints_web.site import site_of

AUDIT_NOTES = 500
"""How many notes of the audit are chained in one round."""

INDEX = "index"  # the turn that `complaints reindex` takes as well
WORK = "complaints.work"
HOOKED = "complaints.sends_after_commit"

Done = TypeVar("Done")


@dataclass(frozen=True)
class Work:
    """Everything that waits to be done, done once."""

    registry: Registry
    ending: threading.Event = field(default_factory=threading.Event, compare=False)
    """Set when the process is to end: the message under way is finished, and no other one begun."""

    def round(self) -> int:
        """Send, scan, warn, forget and index what is due, as far as no other worker is doing it; answers how
        many messages were sent."""
        sent = self._in_turn("messages", self._deliver) or 0
        self._in_turn("files", self._look_at_files)
        self._in_turn("amendments", self.rescheduling.run)  # before deadlines that it may put off
        self._in_turn("deadlines", self._escalate)
        self._in_turn("handing over", self.handing_over.run)
        self._in_turn("audit", self._chain)
        self._in_turn("forgetting", self._forget)
        self._in_turn("exports", self.exporting.run)
        self._in_turn(INDEX, self.indexing.run)  # last: a search that waits holds up nobody
        return sent

    def _in_turn(self, name: str, work: Callable[[], Done]) -> Done | None:
        """Do some work and answer what it answers, unless another worker is doing it."""
        turns: ITurns = self._lasting(ITurns)
        with turns.turn(name) as mine:
            return work() if mine else None

    def _deliver(self) -> int:
        return self.courier.deliver_due(enough=self.ending.is_set)

    def _escalate(self) -> None:
        meters_of(self.registry).count("escalated", self.escalation.run())

    def _forget(self) -> None:
        request = bare_request(self.registry)
        with suppress(Taken), transaction_of(request):  # whoever came first leaves the rest to the next round
            pending, files, clock = (port_of(request, port) for port in (IPendingStore, IFileStore, IClock))
            forget_expired(pending, files, clock.now())

    @cached_property
    def courier(self) -> Courier:
        """The courier on the site's outbox and gateway; it remembers for how long a dead gateway is left
        alone."""
        gateway = Counted(self._lasting(ISmsGateway), meters_of(self.registry))
        return Courier(gateway, self._lasting(IClock), lambda: self.unit(IOutbox))

    @property
    def escalation(self) -> EscalationRound:
        """What lets deadlines make themselves heard; it remembers which days are done, and begins anew when
        administrators have changed the organization."""
        with self.unit(IAmendmentStore) as amendments:
            profile = site_of(self.registry).amended(amendments)
        if profile not in self._escalations:
            self._escalations.clear()
            self._escalations[profile] = EscalationRound(
                lambda: _shift(self.registry), self._lasting(IClock), profile
            )
        return self._escalations[profile]

    @cached_property
    def _escalations(self) -> dict[Profile, EscalationRound]:
        return {}

    @cached_property
    def rescheduling(self) -> ReschedulingRound:
        """What lets running complaints catch up with what administrators changed."""
        base = site_of(self.registry).profile
        return ReschedulingRound(lambda: _papers(self.registry), self._lasting(IClock), base)

    @cached_property
    def handing_over(self) -> HandOverRound:
        """What goes on with complaints on their way to another member of staff."""
        return HandOverRound(lambda: _handing(self.registry), self._lasting(IClock))

    @cached_property
    def exporting(self) -> ExportRound:
        """What makes the Excel files that staff asked for, a part in each round."""
        return ExportRound(lambda: _press(self.registry))

    @cached_property
    def indexing(self) -> IndexRound:
        """What brings the search index and the figures up to date."""
        caches = SearchCache(self._lasting(ISearchIndex)), FiguresCache(self._lasting(IFigures))
        return IndexRound(caches, lambda: _shelves(self.registry))

    def unit(self, port: InterfaceClass) -> AbstractContextManager[Any]:
        """Begin a transaction with a store; it is committed on leaving. Raises Taken for a conflict."""
        return _unit(self.registry, port)

    def _chain(self) -> None:
        """Take the notes of the audit to its chain, and look over a portion of it where it is time; where
        another worker is doing it, that is enough."""
        with suppress(Taken), self.unit(IAuditStore) as audit:
            audit.chain(AUDIT_NOTES)
        request = bare_request(self.registry)
        with suppress(Taken), transaction_of(request):
            request.audit_desk.go_on()

    def _look_at_files(self) -> None:
        """Draw pictures anew, then ask the scanner."""
        scanner, inspector = self._lasting(IFileScanner), self._lasting(IFileInspector)
        RedrawRound(inspector, scanner, lambda: self.unit(IFileStore)).redraw_awaiting()
        if scanner.enabled:
            ScanRound(scanner, lambda: self.unit(IFileStore)).scan_awaiting()

    def _lasting(self, port: InterfaceClass) -> Any:
        """Answer a plug-in that needs no transaction."""
        return port_of(bare_request(self.registry), port)


def work_of(registry: Registry) -> Work:
    """Answer the one Work of this process."""
    work: Work = registry.setdefault(WORK, Work(registry))
    return work


def send_after_commit(request: Request) -> None:
    """Let what the request puts into the outbox be sent as soon as it is committed
    (`complaints.sms.inline`)."""
    transaction = request.tm.get()
    if request.environ.get(HOOKED) is not transaction:  # once a transaction, however many desks are asked
        request.environ[HOOKED] = transaction
        transaction.addAfterCommitHook(_send, args=(work_of(request.registry),))


def _send(committed: bool, work: Work) -> None:
    if committed:
        work.courier.deliver_due()


@contextmanager
def _unit(registry: Registry, port: InterfaceClass) -> Iterator[Any]:
    request = bare_request(registry)
    with transaction_of(request):
        yield port_of(request, port)


@contextmanager
def _shift(registry: Registry) -> Iterator[Shift]:
    request = bare_request(registry)
    with transaction_of(request):
        complaints, citizens = port_of(request, IComplaintStore), port_of(request, ICitizenStore)
        notices = Notices(port_of(request, IOutbox), port_of(request, IClock), request.profile)
        yield Shift(complaints, citizens, notices)


@contextmanager
def _handing(registry: Registry) -> Iterator[HandOver]:
    request = bare_request(registry)
    with transaction_of(request):
        yield request.personnel_desk.handover


@contextmanager
def _papers(registry: Registry) -> Iterator[Papers]:
    request = bare_request(registry)
    with transaction_of(request):
        yield Papers(
            *(port_of(request, port) for port in (IComplaintStore, IAmendmentStore, IStaffStore, INewsStore))
        )


@contextmanager
def _press(registry: Registry) -> Iterator[Press]:
    request = bare_request(registry)
    with transaction_of(request):
        yield request.export_press


@contextmanager
def _shelves(registry: Registry) -> Iterator[Shelves]:
    request = bare_request(registry)
    with transaction_of(request):
        yield Shelves(
            port_of(request, IChanges),
            port_of(request, IComplaintStore),
            port_of(request, ICitizenStore),
            site_of(registry).wording(request.profile),
            request.profile.tallying,
        )


@contextmanager
def transaction_of(request: Request) -> Iterator[None]:
    """Begin the transaction of a request that no visitor made; commit on leaving. Raises Taken for a
    conflict."""
    request.tm.begin()
    try:
        yield
        request.tm.commit()
    except TransientError as conflict:
        request.tm.abort()
        raise Taken from conflict
    except BaseException:
        request.tm.abort()
        raise
    finally:
        request._process_finished_callbacks()


def bare_request(registry: Registry) -> Request:
    """Answer a request that no visitor made, so that ports are found in the one way there is."""
    request = Request.blank("/")
    request.registry = registry
    request.tm = TransactionManager(explicit=True)
    apply_request_extensions(request)
    return request
