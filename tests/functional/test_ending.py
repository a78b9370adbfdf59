"""A process that is told to end: whoever is being served gets his answer, and no message is half sent."""

import socket
import threading
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from urllib.parse import urlencode

import pytest
from pyramid.interfaces import IRequest
from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.domain.submission import SubmissionKeys
from complaints_core.interfaces.ports import IOutbox, ISmsGateway
from complaints_web.background import work_of
from complaints_web.thread import Worker
from tests.functional.conftest import OpenSite
from tests.functional.person import COMPLAINT, Person
from tests.functional.serving import PATIENCE, SECRET, Filer, kept_codes, served


def test_a_form_that_is_still_coming_in_is_taken_and_nobody_new_is_let_in(
    ini: Path,
    filer: Filer,
    lasting: dict[str, str],
) -> None:
    key, token = SubmissionKeys(SECRET).issue(filer.citizen), filer._cookies["complaints_csrf"]
    body = urlencode({**COMPLAINT, "submission_key": key, "csrf_token": token}).encode()
    head = (
        "POST /panel/complaints/new HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"Cookie: {filer._cookie}\r\n\r\n"
    ).encode()
    with served(ini) as (process, port), socket.create_connection(("127.0.0.1", port)) as slow:
        slow.settimeout(PATIENCE)
        slow.sendall(head + body[:50])
        sleep(0.5)
        process.terminate()
        sleep(1)
        assert process.poll() is None
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        slow.sendall(body[50:])
        assert b" 303 " in slow.recv(100)
        assert process.wait(PATIENCE) == 0
    assert len(kept_codes(lasting["zodb.uri"], filer.citizen)) == 1


@implementer(ISmsGateway)
class SlowGateway:
    """Takes its time for a message; knows what it began and what it finished."""

    name = "slow"

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.finished = 0

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Finish a second after it began."""
        self.begun.set()
        sleep(1)
        self.finished += 1
        return SmsReceipt(message.id, datetime.now(UTC))


def test_a_message_under_way_is_finished_and_the_next_one_left_untouched(
    open_site: OpenSite, settings: dict[str, str]
) -> None:
    site, gateway = open_site({"complaints.sms.inline": "false"}), SlowGateway()
    site.app.registry.registerAdapter(lambda request: gateway, (IRequest,), ISmsGateway)
    person = Person(site, Path(settings["complaints.sms.spool"]))
    for _ in range(3):
        person.fill_sign_up()
    work = work_of(site.app.registry)
    worker = Worker(work)
    worker.start()
    assert gateway.begun.wait(PATIENCE)
    worker.stop()
    assert not worker.is_alive()
    assert gateway.finished == 1
    with work.unit(IOutbox) as outbox:
        waiting = outbox.due(datetime.now(UTC), 10)
    assert [message.tries for message in waiting] == [0, 0]
