"""A plug-in of one's own, and its contract: examples/modem_gateway.py."""

from pathlib import Path

import pytest

import complaints_web
from complaints_core.interfaces.ports import ISmsGateway
from complaints_core.testing.contracts import SmsGatewayContract
from complaints_core.testing.contracts.sms import Arrived
from complaints_web.background import bare_request
from complaints_web.ports import port_of
from examples.modem_gateway import ModemGateway
from tests.examples.settings import quick_settings


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


def test_a_site_takes_the_module_by_its_name(tmp_path: Path) -> None:
    settings = {**quick_settings(tmp_path), "complaints.plugins": "examples.modem_gateway"}
    app = complaints_web.main({}, **settings)
    assert isinstance(port_of(bare_request(app.registry), ISmsGateway), ModemGateway)
