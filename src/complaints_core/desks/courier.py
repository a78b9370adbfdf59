"""The courier takes what is due out of the outbox to the gateway.

Three steps, so that nothing is ever sent inside a transaction: the message is leased (committed), sent, and what
became of it is kept (committed). A courier that dies leaves at worst a lease, which runs out:

    dies before the lease          nothing has happened; the next one sends it
    dies after it, before sending  the lease runs out, then it is sent: once
    dies after sending             nobody knows; it goes a second time, with the same id, by which the gateway
                                   can drop it. For a code or a notice twice is better than never.
    dies after keeping that        it went once
"""

import logging
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from enum import Enum, auto
from threading import Lock

from complaints_core.domain.outbox import OutboxMessage
from complaints_core.interfaces.errors import SmsPermanent
from complaints_core.interfaces.ports import IClock, IOutbox, ISmsGateway

PATIENCE = 3
"""So many failures in a row, and the gateway is left alone."""
REST = timedelta(seconds=30)
"""For so long; then one message tries whether it is back."""
ATTEMPTS = 3
"""How often the outcome of a sending is written before a conflict wins."""
LONGEST_REASON = 200

log = logging.getLogger(__name__)

Work = Callable[[], AbstractContextManager[IOutbox]]
"""Begins a unit of work and hands over its outbox; leaving it commits, an error that leaves it aborts.

Raises `Taken` on leaving when somebody else has changed one of its messages meanwhile. Whoever wires a courier
turns the conflict error of the storage into it; a unit that only reads never raises it.
"""


class Taken(Exception):
    """Another courier changed the message first; nothing of this unit of work was kept."""


class Outcome(Enum):
    """What one attempt to deliver came to."""

    SENT = auto()
    """The gateway has it."""
    POSTPONED = auto()
    """The gateway failed; it will be tried again."""
    GIVEN_UP = auto()
    """It was buried: expired, tried too often, or refused for good."""
    LEFT = auto()
    """It was not touched: not due, gone, another courier's, or the gateway is being left alone."""


class Breaker:
    """Leaves a gateway alone for `REST` after `PATIENCE` failures in a row. Shared by threads."""

    def __init__(self, clock: IClock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._until = clock.now()

    def resting(self) -> bool:
        """Tell whether nothing should be sent now."""
        with self._lock:
            return self._failures >= PATIENCE and self._clock.now() < self._until

    def failed(self) -> bool:
        """Count a failure; tells whether a rest begins with it."""
        with self._lock:
            self._failures += 1
            self._until = self._clock.now() + REST
            return self._failures >= PATIENCE

    def answered(self) -> None:
        """Forget the failures: the gateway is there."""
        with self._lock:
            self._failures = 0


class Courier:
    """Delivers messages through one gateway. Any number of couriers may work on one outbox."""

    def __init__(
        self,
        gateway: ISmsGateway,
        clock: IClock,
        work: Work,
        jitter: Callable[[], float] = random.SystemRandom().random,
    ) -> None:
        """Take the gateway, the clock, what begins a unit of work (see `Work`), and what draws 0..1 to
        spread the next tries of many messages."""
        self._gateway = gateway
        self._clock = clock
        self._work = work
        self._jitter = jitter
        self._breaker = Breaker(clock)

    def deliver_due(self, limit: int = 20) -> int:
        """Try at most `limit` due messages, earliest first; answers how many were sent.

        Ends early when the gateway fails again and again. Never raises for a message; an error of the storage
        passes through, and what was leased is due again when its lease is over.
        """
        if self._breaker.resting():
            return 0
        with self._work() as outbox:
            due = outbox.due(self._clock.now(), limit)
        return sum(self._deliver(message) is Outcome.SENT for message in due)

    def deliver(self, message: str) -> Outcome:
        """Try one message by its id, if it is due: for sending right after the commit that wrote it."""
        with self._work() as outbox:
            found = outbox.get(message)
        if found is None or found.not_before > self._clock.now():
            return Outcome.LEFT
        return self._deliver(found)

    def _deliver(self, message: OutboxMessage) -> Outcome:
        if self._breaker.resting():
            return Outcome.LEFT
        now = self._clock.now()
        if message.hopeless(now):
            return self._give_up(message, message.failure or "expired")
        leased = message.leased(now)
        if not self._change(message, lambda outbox: outbox.replace(leased)):
            return Outcome.LEFT
        return self._send(leased)

    def _send(self, message: OutboxMessage) -> Outcome:
        # The lease took a commit, and a code must not arrive when it is no longer good.
        if self._clock.now() >= message.expires_at:
            return self._give_up(message, "expired")
        try:
            receipt = self._gateway.send(message)
        except SmsPermanent as error:
            self._breaker.answered()
            return self._give_up(message, _reason(error, message))
        except Exception as error:  # a plug-in that breaks its word must not stop all the others' messages
            return self._postpone(message, _reason(error, message))
        self._breaker.answered()
        self._forget(message)
        log.info("sent %s to %s: %s", message.template, message.masked_to, receipt.provider_id)
        return Outcome.SENT

    def _forget(self, message: OutboxMessage) -> None:
        if not self._keep(message, lambda outbox: outbox.remove(message.id)):
            log.error("sent %s to %s, but it may go twice", message.template, message.masked_to)

    def _postpone(self, message: OutboxMessage, reason: str) -> Outcome:
        if self._breaker.failed():
            log.error("gateway %s is left alone for %s: %s", self._gateway.name, REST, reason)
        later = message.postponed(self._clock.now(), reason, self._jitter())
        if later.hopeless(later.not_before):
            return self._give_up(later, reason)
        self._keep(later, lambda outbox: outbox.replace(later))
        log.warning("postponed %s to %s: %s", later.template, later.masked_to, reason)
        return Outcome.POSTPONED

    def _give_up(self, message: OutboxMessage, reason: str) -> Outcome:
        if not self._keep(message, lambda outbox: outbox.bury(message.buried(reason))):
            return Outcome.LEFT
        tries = message.tries
        log.error("gave up %s to %s, tries %d: %s", message.template, message.masked_to, tries, reason)
        return Outcome.GIVEN_UP

    def _keep(self, message: OutboxMessage, change: Callable[[IOutbox], None]) -> bool:
        return any(self._change(message, change) for _ in range(ATTEMPTS))

    def _change(self, message: OutboxMessage, change: Callable[[IOutbox], None]) -> bool:
        """Change a message in its own unit of work, unless it is no longer as we know it: the number of tries
        tells, because each lease has its own."""
        try:
            with self._work() as outbox:
                found = outbox.get(message.id)
                ours = found is not None and found.tries == message.tries
                if ours:
                    change(outbox)
        except Taken:
            return False
        return ours


def _reason(error: Exception, message: OutboxMessage) -> str:
    """What an operator may read: what the gateway said, or only the kind of error where that repeats the number,
    the text or a parameter."""
    said = str(error)[:LONGEST_REASON]
    private = (message.to[-10:], message.text, *message.values.values())
    repeats = any(secret and secret in said for secret in private)
    return type(error).__name__ if repeats or not said else said
