"""Keeps the last messages in memory for the development page that shows them."""

from collections import deque
from dataclasses import dataclass
from threading import Lock

from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.ports import ISmsGateway


@dataclass(frozen=True)
class Sent:
    """A message and what the gateway answered."""

    message: OutboxMessage
    receipt: SmsReceipt


@implementer(ISmsGateway)
class Remembering:
    """Another gateway whose last messages can be read again. For development: they hold numbers and codes."""

    def __init__(self, gateway: ISmsGateway, size: int = 50) -> None:
        """Take the gateway that sends, and how many messages to keep."""
        self.name = gateway.name
        self._gateway = gateway
        self._sent: deque[Sent] = deque(maxlen=size)
        self._lock = Lock()

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Send through the other gateway, and keep what it took; its errors pass through."""
        receipt = self._gateway.send(message)
        with self._lock:
            self._sent.append(Sent(message, receipt))
        return receipt

    def sent(self) -> list[Sent]:
        """Answer what is kept, newest first."""
        with self._lock:
            return list(reversed(self._sent))
