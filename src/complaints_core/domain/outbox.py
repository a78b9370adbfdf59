"""What waits to be sent, and what the gateway said."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

LEASE = timedelta(minutes=2)
MAX_TRIES = 6
FIRST_PAUSE = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class OutboxMessage:
    """An SMS on its way. `id` is also the key by which a gateway can drop a second one."""

    id: str = field(default_factory=lambda: secrets.token_hex(12))
    to: str  # E.164
    template: str
    text: str
    params: tuple[tuple[str, str], ...] = ()
    created_at: datetime
    not_before: datetime
    expires_at: datetime
    tries: int = 0
    failure: str = ""

    @property
    def values(self) -> Mapping[str, str]:
        """The parameters by name."""
        return dict(self.params)

    def leased(self, now: datetime) -> "OutboxMessage":
        """Answer the message taken by a worker: nobody else sends it before the lease is over."""
        return replace(self, tries=self.tries + 1, not_before=now + LEASE)

    def postponed(self, now: datetime, failure: str, jitter: float) -> "OutboxMessage":
        """Answer the message after a failed try: the pause doubles each time; `jitter` in 0..1 spreads it."""
        pause = FIRST_PAUSE * 2 ** (self.tries - 1) * (1 + jitter / 2)
        return replace(self, not_before=now + pause, failure=failure)

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
