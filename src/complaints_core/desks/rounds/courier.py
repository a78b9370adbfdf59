"""The courier takes what is due out of the outbox to the gateway.

Three steps, so that nothing is ever sent inside a transaction: the message is leased (committed), sent, and
what became of it is kept (committed). A courier that dies leaves at worst a lease, which runs out:

    dies before the lease          nothing has happened; the next one sends it
    dies after it, before sending  the lease runs out, then it is sent: once
    dies after sending             nobody knows; it goes a second time, with the same id, by which the gateway
                                   can drop it. For a code or a notice twice is better than never.
    dies after keeping that        it went once
"""

import logging
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import Enum, auto

from complaints_core.desks.rounds.breaker import REST, Breaker
from complaints_core.desks.rounds.hastening import hasten
from complaints_core.desks.rounds.work import Taken, Work
from complaints_core.domain.moments import put_back
from complaints_core.domain.outbox import OutboxMessage
from complaints_core.interfaces.errors import SmsPermanent, SmsTemporary
from complaints_core.interfaces.ports import IClock, IOutbox, ISmsGateway

AT_ONCE = 20
"""Messages that are tried in one go."""
ATTEMPTS = 3
"""How often a change is written before its conflicts win."""
LONGEST_REASON = 200
EXPIRED = "expired"

log = logging.getLogger(__name__)

_draw = random.SystemRandom().random


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


class Courier:
    """Delivers messages through one gateway. Any number of couriers may work on one outbox."""

    def __init__(
        self,
        gateway: ISmsGateway,
        clock: IClock,
        work: Work[IOutbox],
        jitter: Callable[[], float] = _draw,
    ) -> None:
        """Take the gateway, the clock, what begins a unit of work (see `Work`), and what draws 0..1 to
        spread the next tries of many messages."""
        self._gateway = gateway
        self._clock = clock
        self._work = work
        self._jitter = jitter
        self._breaker = Breaker(clock)
        self._looked_at: datetime | None = None

    def deliver_due(self, limit: int = AT_ONCE, enough: Callable[[], bool] = lambda: False) -> int:
        """Try at most `limit` due messages, earliest first, until it is `enough`; answers how many were sent.

        Ends early when the gateway fails again and again. Never raises for a message; an error of the storage
        passes through, and what was leased is due again when its lease is over.
        """
        if self._breaker.resting():
            return 0
        due = self._due(limit)
        return sum(self._deliver(message) is Outcome.SENT for message in due if not enough())

    def deliver(self, message: str) -> Outcome:
        """Try one message by its id, if it is due: for sending right after the commit that wrote it."""
        with self._work() as outbox:
            found = outbox.get(message)
        if found is None or found.not_before > self._clock.now():
            return Outcome.LEFT
        return self._deliver(found)

    def _due(self, limit: int) -> list[OutboxMessage]:
        """Answer what is due. No message waits for a year because the clock was put back by one."""
        before, now = self._looked_at, self._clock.now()
        back = before is not None and put_back(before, now)
        due: list[OutboxMessage] = []
        with suppress(Taken):  # another courier changes them; the next look finds the clock as it is then
            with self._work() as outbox:
                if (back or before is None) and hasten(outbox, now, put_back=back):
                    log.warning("the clock was put back; what would have waited for it is sent soon")
                due = outbox.due(now, limit)
            self._looked_at = now
        return due

    def _deliver(self, message: OutboxMessage) -> Outcome:
        if self._breaker.resting():
            return Outcome.LEFT
        now = self._clock.now()
        if message.hopeless(now):
            return self._give_up(message, message.failure or "expired or tried too often")
        leased = message.leased(now)
        if not self._change(lambda outbox: _swap(outbox, message, leased)):
            return Outcome.LEFT
        return self._send(leased)

    def _send(self, message: OutboxMessage) -> Outcome:
        # The lease took a commit, and a code must not arrive when it is no longer good.
        if self._clock.now() >= message.expires_at:
            return self._give_up(message, EXPIRED)
        try:
            receipt = self._gateway.send(message)
        except SmsPermanent as error:
            self._breaker.answered()
            return self._give_up(message, _reason(error, message))
        except SmsTemporary as error:
            return self._postpone(message, _reason(error, message))
        except Exception as error:  # a plug-in that breaks its word must not stop everybody's messages
            return self._postpone(message, type(error).__name__)
        self._breaker.answered()
        log.info("sent %s to %s: %s", message.template, message.masked_to, receipt.provider_id)
        if not self._change(lambda outbox: _forget(outbox, message)):
            log.error("sent %s to %s, but it may go twice", message.template, message.masked_to)
        return Outcome.SENT

    def _postpone(self, message: OutboxMessage, reason: str) -> Outcome:
        if self._breaker.failed():
            log.error("gateway %s is left alone for %s: %s", self._gateway.name, REST, reason)
        later = message.postponed(self._clock.now(), reason, self._jitter())
        if later.hopeless(later.not_before):
            return self._give_up(message, reason)
        if not self._change(lambda outbox: _swap(outbox, message, later)):
            return Outcome.LEFT
        log.warning("postponed %s to %s: %s", message.template, message.masked_to, reason)
        return Outcome.POSTPONED

    def _give_up(self, message: OutboxMessage, reason: str) -> Outcome:
        if not self._change(lambda outbox: _bury(outbox, message, reason)):
            return Outcome.LEFT
        tries = message.tries
        log.error("gave up %s to %s, tries %d: %s", message.template, message.masked_to, tries, reason)
        return Outcome.GIVEN_UP

    def _change(self, change: Callable[[IOutbox], bool]) -> bool:
        """Do one thing in its own unit of work, once more after a conflict; tells whether it was done."""
        for _ in range(ATTEMPTS):
            with suppress(Taken), self._work() as outbox:
                return change(outbox)
        return False


def _swap(outbox: IOutbox, known: OutboxMessage, new: OutboxMessage) -> bool:
    ours = _unchanged(outbox, known)
    if ours:
        outbox.replace(new)
    return ours


def _bury(outbox: IOutbox, known: OutboxMessage, reason: str) -> bool:
    ours = _unchanged(outbox, known)
    if ours:
        outbox.bury(known.buried(reason))
    return ours


def _forget(outbox: IOutbox, message: OutboxMessage) -> bool:
    # Even where the lease ran out and another courier has it now: it was sent.
    outbox.remove(message.id)
    return True


def _unchanged(outbox: IOutbox, known: OutboxMessage) -> bool:
    # Each lease counts a try, so the number tells whether another courier has come between.
    found = outbox.get(known.id)
    return found is not None and found.tries == known.tries


def _reason(error: Exception, message: OutboxMessage) -> str:
    """What an operator may read: what the gateway said, or only the kind of error where that would repeat the
    number, the text or a parameter."""
    said = str(error)[:LONGEST_REASON]
    private = (message.to[-10:], message.text, *message.values.values())
    repeats = any(secret and secret in said for secret in private)
    return type(error).__name__ if repeats or not said else said
