"""A plug-in of one's own, and its contract: examples/modem_gateway.py."""

from pathlib import Path

import pytest

from complaints_core.interfaces.ports import ISmsGateway
from complaints_core.testing.contracts import SmsGatewayContract
from complaints_core.testing.contracts.sms import Arrived
from examples.modem_gateway import ModemGateway


# This part stands in docs/extending.md.
class TestModemGateway(SmsGatewayContract):
    @pytest.fixture
    def gateway(self, tmp_path: Path) -> ISmsGateway:
        return ModemGateway(tmp_path)

    @pytest.fixture
    def broken(self, tmp_path: Path) -> ISmsGateway:
        return ModemGateway(tmp_path / "no such folder")

    @pytest.fixture
    def arrived(self, tmp_path: Path) -> Arrived:
        return lambda: [read(file) for file in sorted(tmp_path.iterdir())]


def read(file: Path) -> tuple[str, str]:
    """The receiver and the text of a message, as smsd reads them."""
    head, _, body = file.read_bytes().partition(b"\n\n")
    return head.splitlines()[0].decode()[-10:], body.decode("utf-16-be")


# End of that part.
