"""Counts what the gateway takes and what it refuses."""

from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.ports import ISmsGateway
from complaints_web.operation.meters import Meters


@implementer(ISmsGateway)
class Counted:
    """Another gateway, whose answers are counted."""

    def __init__(self, gateway: ISmsGateway, meters: Meters) -> None:
        self.name = gateway.name
        self._gateway = gateway
        self._meters = meters

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Send through the other gateway; its errors pass through."""
        try:
            receipt = self._gateway.send(message)
        except Exception:
            self._meters.count("failed")
            raise
        self._meters.count("sent")
        return receipt
