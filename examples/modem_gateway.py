"""A plug-in of one's own: SMS by a GSM modem, handed to smsd (SMS Server Tools 3) as files in a folder.

tests/examples/test_modem_gateway.py proves it with the contract suite of the port.
"""

import time
from datetime import UTC, datetime
from pathlib import Path

from pyramid.config import Configurator
from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.errors import SmsTemporary
from complaints_core.interfaces.ports import ISmsGateway

OUTGOING = Path("/var/spool/sms/outgoing")


# This part stands in docs/extending.md.
@implementer(ISmsGateway)
class ModemGateway:
    """Puts each message as a file into the folder from which smsd sends."""

    name = "modem"

    def __init__(self, outgoing: Path) -> None:
        self._outgoing = outgoing

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Write the file under another name first: smsd never sees half of one. Raises SmsTemporary."""
        letter = f"To: {message.to.lstrip('+')}\nAlphabet: UCS\n\n".encode() + message.text.encode(
            "utf-16-be"
        )
        file = self._outgoing / f"{time.time_ns():020}-{message.id}"
        try:
            half = file.with_suffix(".LOCK")
            half.write_bytes(letter)
            half.rename(file)
        except OSError as problem:
            raise SmsTemporary(f"modem: {problem.strerror}") from problem
        return SmsReceipt(file.name, datetime.now(UTC))


def includeme(config: Configurator) -> None:
    """Stand behind the port, for `complaints.plugins = modem_gateway`."""
    gateway = ModemGateway(OUTGOING)
    config.add_port(ISmsGateway, lambda request: gateway)


# End of that part.
