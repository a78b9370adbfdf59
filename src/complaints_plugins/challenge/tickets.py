"""Ids of challenges, which need no memory of being issued.

An id is a random nonce and the second of its issue, signed. What the picture shows is computed from the nonce
and the secret, so an id tells nothing of its digits, and a million ids that nobody answers cost no byte.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from complaints_core.domain.moments import running

LIFETIME = timedelta(minutes=5)
ALPHABET = "12456789"
"""Without 0 and 3: in Persian script 0 is taken for 5, and 3 for 2."""
LENGTH = 5

_NONCE, _TIME, _SIGNATURE = 16, 8, 24  # bytes; 48 together, which base64 writes without padding
_WRITTEN = 64


@dataclass(frozen=True)
class Ticket:
    """A challenge that was issued: its nonce, and when it is over."""

    nonce: bytes
    expires_at: datetime


class Tickets:
    """Issues and reads ids, and knows what belongs to them. Every use of the secret has its own label."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def issue(self, now: datetime) -> str:
        """Answer a new id: 64 URL-safe characters."""
        content = secrets.token_bytes(_NONCE) + int(now.timestamp()).to_bytes(_TIME)
        return base64.urlsafe_b64encode(content + self._signature(content)).decode()

    def read(self, challenge: str, now: datetime) -> Ticket | None:
        """Answer the ticket of an id; None for what was not issued here, or is over."""
        content = self._signed(challenge)
        if content is None:
            return None
        issued_at = datetime.fromtimestamp(int.from_bytes(content[_NONCE:]), UTC)
        ticket = Ticket(content[:_NONCE], issued_at + LIFETIME)
        return ticket if running(ticket.expires_at, LIFETIME, now) else None

    def digits(self, ticket: Ticket) -> str:
        """Answer the digits of a challenge, each drawn evenly from the alphabet."""
        drawn = self._keyed(b"digits", ticket.nonce)[:LENGTH]
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn)

    def seed(self, ticket: Ticket) -> bytes:
        """Answer what decides the noise, so that one id has one picture and one sound: who asks for it a
        hundred times learns no more than who asks once. It tells nothing of the digits."""
        return self._keyed(b"noise", ticket.nonce)

    def _signed(self, challenge: str) -> bytes | None:
        if len(challenge) != _WRITTEN:
            return None
        try:
            whole = base64.b64decode(challenge, altchars=b"-_", validate=True)
        except ValueError:
            return None
        content, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
        return content if hmac.compare_digest(signature, self._signature(content)) else None

    def _signature(self, content: bytes) -> bytes:
        return self._keyed(b"ticket", content)[:_SIGNATURE]

    def _keyed(self, label: bytes, content: bytes) -> bytes:
        return hmac.new(self._secret, b"challenge:" + label + b":" + content, hashlib.sha256).digest()
