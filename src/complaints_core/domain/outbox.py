"""What waits to be sent, and what the gateway said."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from complaints_core.persian import Mobile

LEASE = timedelta(minutes=2)
"""How long one worker has a message for itself: longer than any gateway may take to answer."""
MAX_TRIES = 12
"""With doubling pauses these fill about six hours, the outage of a gateway that a notice should outlive.
What is of no use later, like a one-time code, says so by `expires_at`."""
FIRST_PAUSE = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class OutboxMessage:
    """An SMS on its way. `id` is also the key by which a gateway can drop a second one.

    Number, text and parameters stay out of its `repr`, and so out of logs and tracebacks.
    """

    id: str = field(default_factory=lambda: secrets.token_hex(12))
    to: str = field(repr=False)  # E.164
    template: str
    text: str = field(repr=False)
    params: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    created_at: datetime
    not_before: datetime
    expires_at: datetime
    tries: int = 0
    failure: str = ""

    @property
    def values(self) -> Mapping[str, str]:
        """The parameters by name."""
        return dict(self.params)

    @property
    def masked_to(self) -> str:
        """The number as a log may show it."""
        return Mobile(self.to).masked

    def leased(self, now: datetime) -> "OutboxMessage":
        """Answer the message taken by a worker: nobody else sends it before the lease is over."""
        return replace(self, tries=self.tries + 1, not_before=now + LEASE)

    def postponed(self, now: datetime, failure: str, jitter: float) -> "OutboxMessage":
        """Answer the message after a failed try: the pause doubles each time; `jitter` in 0..1 spreads it."""
        pause = FIRST_PAUSE * 2 ** (self.tries - 1) * (1 + jitter / 2)
        return replace(self, not_before=now + pause, failure=failure)

    def due_at(self, moment: datetime) -> "OutboxMessage":
        """Answer the message to be sent at a moment, and not before."""
        return replace(self, not_before=moment)

    def hopeless(self, now: datetime) -> bool:
        """Tell whether a further try makes no sense: expired, or tried too often."""
        return now >= self.expires_at or self.tries >= MAX_TRIES

    def buried(self, failure: str) -> "OutboxMessage":
        """Answer what is kept of a message that was given up: no text, no parameters."""
        return replace(self, text="", params=(), failure=failure)


@dataclass(frozen=True)
class SmsReceipt:
    """What the gateway handed back for a message it took."""

    provider_id: str
    accepted_at: datetime
