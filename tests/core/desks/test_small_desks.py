"""Notices, codes and the scan round: what the desks share."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest

from complaints_core.desks.codes import Codes
from complaints_core.desks.notices import NEWS_LIFETIME
from complaints_core.desks.rounds.scanning import PATIENCE, ScanRound
from complaints_core.domain.one_time import LIFETIME
from complaints_core.interfaces.errors import CodeExpired
from complaints_core.interfaces.ports import IFileStore
from complaints_core.profiles import Profile, load_profile
from complaints_core.testing import FixedDraws, builders
from tests.core.desks.office import Office

MOBILE = "+989120000000"

# Notices


def test_a_notice_is_rendered_when_it_is_queued_and_lives_a_day(office: Office) -> None:
    office.notices.send("complaint_registered", MOBILE, tracking_code="482109375563")
    (message,) = office.outbox.put
    assert "482109375563" in message.text
    assert (message.to, message.template) == (MOBILE, "complaint_registered")
    assert message.not_before == message.created_at == office.clock.now()
    assert message.expires_at == office.clock.now() + NEWS_LIFETIME


def test_a_code_is_worthless_when_it_is_late(office: Office) -> None:
    office.notices.send_code("recovery_code", MOBILE, "482913")
    (message,) = office.outbox.put
    assert message.expires_at == office.clock.now() + LIFETIME
    assert message.values == {"code": "482913"}


@pytest.mark.parametrize(("template", "params"), [("no_such_text", {}), ("complaint_registered", {})])
def test_a_text_that_cannot_be_said_is_not_queued(
    template: str, params: dict[str, str], office: Office
) -> None:
    with pytest.raises(KeyError):
        office.notices.send(template, MOBILE, **params)
    assert office.outbox.put == []


def sms_of(profile: Profile) -> set[str]:
    """Every text that a step of a profile sends."""
    return {step.sms for step in (*profile.process.steps, *profile.misconduct_process.steps) if step.sms}


@pytest.mark.parametrize("name", ["behzisti", "tests/profiles/tiny"])
def test_every_text_that_a_step_or_desk_sends_is_there(name: str) -> None:
    profile = load_profile(name)
    of_desks = {
        "registration_code", "already_registered", "recovery_code", "password_changed", "mobile_code",
        "mobile_changed",
    }  # fmt: skip
    assert sms_of(profile) | of_desks <= set(profile.texts)


# Codes


def test_codes_of_a_person_are_drawn_anew_each_time(office: Office) -> None:
    codes = Codes(
        office.stores.pending, office.notices, office.limits, office.clock, FixedDraws(0, 999_999, 12)
    )
    assert [codes.new()[0] for _ in range(3)] == ["000000", "999999", "000012"]


def test_a_used_up_code_says_so_even_for_the_right_digits(office: Office) -> None:
    key = office.account.register(builders.registration())
    office.clock.advance(seconds=LIFETIME.total_seconds())
    with pytest.raises(CodeExpired):
        office.account.confirm(key, office.last_code())


# Scanning


@pytest.fixture
def scan(office: Office) -> ScanRound:
    @contextmanager
    def work() -> Iterator[IFileStore]:
        yield office.stores.files

    return ScanRound(office.scanner, work)


def waiting(office: Office, *contents: bytes) -> list[str]:
    return [office.stores.files.add(BytesIO(content), "pending") for content in contents]


def test_every_file_gets_its_verdict(office: Office, scan: ScanRound) -> None:
    good, bad = waiting(office, b"good", b"a virus")
    assert scan.scan_awaiting() == 2
    assert (office.stores.files.state(good), office.stores.files.state(bad)) == ("clean", "infected")
    with pytest.raises(KeyError):
        office.stores.files.open(bad)
    assert scan.scan_awaiting() == 0


def test_a_file_without_a_verdict_stays_hidden_and_holds_up_no_other(office: Office, scan: ScanRound) -> None:
    files = waiting(office, b"silence", b"silence", b"good", b"good")
    assert scan.scan_awaiting() == 2
    assert [office.stores.files.state(file) for file in files] == ["pending", "pending", "clean", "clean"]


def test_a_silent_scanner_is_left_alone(
    office: Office, scan: ScanRound, caplog: pytest.LogCaptureFixture
) -> None:
    waiting(office, *[b"silence"] * 10)
    assert scan.scan_awaiting() == 0
    assert len(caplog.records) == PATIENCE


def test_a_file_that_was_taken_away_meanwhile_is_no_fault(office: Office, scan: ScanRound) -> None:
    (gone,) = waiting(office, b"good")
    office.stores.files.awaiting = lambda state, limit: [gone]  # type: ignore[method-assign]
    office.stores.files.remove(gone)
    assert scan.scan_awaiting() == 0
