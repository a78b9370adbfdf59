"""What every SMS gateway must do."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.errors import SmsTemporary
from complaints_core.interfaces.ports import ISmsGateway
from complaints_core.testing.builders import outbox_message

Arrived = Callable[[], list[tuple[str, str]]]
"""Answers what has arrived at the other side, oldest first: the receiver's last ten digits, and the text or,
where a pattern is sent, its first value."""

# Letters, digits and signs of Persian, a half-space, a line's end, and what a careless gateway breaks.
LONG_TEXT = (
    "\u06a9\u062f \u06f1\u06f2\u06f3\u06f4\n\u0647\u0645\u06cc\u0646\u200c\u062c\u0627\u061b "
    + "\u0633\u067e\u0627\u0633 " * 60
    + '"&" \u06f1\u06f0\u06f0\u066a + \u20ac'
)


def message(number: int = 0, text: str = LONG_TEXT) -> OutboxMessage:
    """Answer a message whose text is its only parameter too, so that a pattern carries it whole."""
    return outbox_message(number, text=text, params=(("text", text),))


class SmsGatewayContract:
    """Inherit it and give the fixtures `gateway` and `arrived`:

    class TestMyGateway(SmsGatewayContract):
        @pytest.fixture
        def gateway(self):
            return MyGateway()

        @pytest.fixture
        def arrived(self, gateway):
            return lambda: [(message.to[-10:], message.text) for message in …]

    A gateway that can fail for a while gives a fixture `broken`, too: one that cannot send now.
    """

    @pytest.fixture
    def gateway(self) -> ISmsGateway:
        """Answer a gateway that works: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def broken(self) -> ISmsGateway | None:
        """Answer a gateway that cannot send now, if there is such a thing."""
        return None

    @pytest.fixture
    def arrived(self) -> Arrived:
        """Answer what tells the arrived messages: for the subclass to give."""
        raise NotImplementedError

    def test_it_has_every_method_of_the_port(self, gateway: ISmsGateway) -> None:
        assert verifyObject(ISmsGateway, gateway)

    def test_it_has_a_name_for_logs(self, gateway: ISmsGateway) -> None:
        assert gateway.name
        assert gateway.name == gateway.name.strip()

    def test_it_answers_a_receipt_with_a_number_and_the_time_in_utc(self, gateway: ISmsGateway) -> None:
        before = datetime.now(UTC)
        receipt = gateway.send(message())
        assert isinstance(receipt, SmsReceipt)
        assert receipt.provider_id
        assert before <= receipt.accepted_at <= datetime.now(UTC)
        assert receipt.accepted_at.tzinfo is UTC

    def test_a_long_persian_text_arrives_letter_by_letter(
        self, gateway: ISmsGateway, arrived: Arrived
    ) -> None:
        gateway.send(message())
        assert arrived() == [(message().to[-10:], LONG_TEXT)]

    def test_messages_arrive_in_order(self, gateway: ISmsGateway, arrived: Arrived) -> None:
        for number in range(3):
            gateway.send(message(number, text=str(number)))
        assert [text for _to, text in arrived()] == ["0", "1", "2"]

    def test_threads_may_share_it(self, gateway: ISmsGateway, arrived: Arrived) -> None:
        with ThreadPoolExecutor(8) as threads:
            receipts = list(threads.map(gateway.send, map(message, range(24))))
        assert len({receipt.provider_id for receipt in receipts}) == 24
        assert sorted(to for to, _text in arrived()) == [message(number).to[-10:] for number in range(24)]

    def test_it_logs_neither_number_nor_text(
        self, gateway: ISmsGateway, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        gateway.send(message(text="482913"))
        assert "482913" not in caplog.text
        assert message().to[-10:] not in caplog.text

    def test_a_failure_is_temporary_and_tells_neither_number_nor_text(
        self, broken: ISmsGateway | None, caplog: pytest.LogCaptureFixture
    ) -> None:
        if broken is None:
            pytest.skip("this gateway never fails")
        caplog.set_level(logging.DEBUG)
        with pytest.raises(SmsTemporary) as caught:
            broken.send(message(text="482913"))
        for said in (str(caught.value), caplog.text):
            assert "482913" not in said
            assert message().to[-10:] not in said
