"""The HTTP gateway against providers that speak like the real ones."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from complaints_core.domain.outbox import LEASE, OutboxMessage
from complaints_core.interfaces.errors import SmsPermanent, SmsTemporary
from complaints_core.interfaces.ports import ISmsGateway
from complaints_core.testing.builders import outbox_message
from complaints_core.testing.contracts.sms import Arrived, SmsGatewayContract, message
from complaints_plugins.sms import gateway_from_settings
from complaints_plugins.sms.presets import PRESETS, local_id
from complaints_plugins.sms.settings import LONGEST_TIMEOUT
from tests.plugins.sms.fake_providers import (
    KEY,
    LINE,
    PASSWORD,
    PROVIDERS,
    STRANGER,
    Answer,
    FakeKavenegar,
    FakeMeliPayamak,
    FakeProvider,
    FakeSmsIr,
    Request,
)

TEMPLATE = outbox_message().template
CODES = [
    pytest.param(fake, code, known.final, id=f"{fake.preset}-{code}")
    for fake in PROVIDERS
    for code, known in PRESETS[fake.preset].failures.items()
]


def gateway_for(
    provider: FakeProvider, *, pattern: str | None = None, free: bool = False, **lines: str
) -> ISmsGateway:
    """Answer the gateway of an ini that reaches the fake provider, by pattern or by free text."""
    http = {
        "preset": provider.preset,
        "base_url": provider.url,
        **provider.account,
        **({"sender": LINE} if free else {f"template.{TEMPLATE}": pattern or provider.pattern}),
        **lines,
    }
    settings = {f"complaints.sms.http.{name}": value for name, value in http.items()}
    return gateway_from_settings({"complaints.sms": "http", **settings}, [TEMPLATE])


@pytest.fixture(params=PROVIDERS, ids=lambda fake: fake.preset)
def provider(request: pytest.FixtureRequest) -> Iterator[FakeProvider]:
    with request.param() as started:
        yield started


@pytest.fixture(params=[False, True], ids=["pattern", "text"])
def free(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


class TestProviders(SmsGatewayContract):
    @pytest.fixture
    def gateway(self, provider: FakeProvider, free: bool) -> ISmsGateway:
        return gateway_for(provider, free=free)

    @pytest.fixture
    def broken(self, provider: FakeProvider) -> ISmsGateway:
        with socket.create_server(("127.0.0.1", 0)) as freed:
            port = freed.getsockname()[1]
        return gateway_for(provider, base_url=f"http://127.0.0.1:{port}")

    @pytest.fixture
    def arrived(self, provider: FakeProvider) -> Arrived:
        return lambda: provider.arrived

    def test_the_receipt_has_the_providers_number(self, gateway: ISmsGateway, provider: FakeProvider) -> None:
        receipt = gateway.send(message())
        assert receipt.provider_id.endswith("8792343001")

    def test_neither_text_nor_number_stands_in_the_address(
        self, gateway: ISmsGateway, provider: FakeProvider
    ) -> None:
        gateway.send(message(text="482913"))
        (request,) = provider.requests
        assert "?" not in request.path
        assert "482913" not in request.path
        assert message().to[-10:] not in request.path


# What a provider refuses


def failure(provider: FakeProvider, answer: Answer | None) -> Exception:
    """Answer the error that a provider's answer makes of a sending."""
    provider.say = lambda _request: answer
    with pytest.raises((SmsTemporary, SmsPermanent)) as caught:
        gateway_for(provider).send(message(text="482913"))
    return caught.value


@pytest.mark.parametrize(("fake", "code", "final"), CODES)
def test_every_known_code_is_final_or_temporary_as_listed(
    fake: type[FakeProvider], code: str, final: bool
) -> None:
    with fake() as provider:
        error = failure(provider, fake.failing(code))
    assert type(error) is (SmsPermanent if final else SmsTemporary)
    assert str(error).startswith(f"{provider.preset} {code}: ")


@pytest.mark.parametrize("fake", PROVIDERS)
def test_every_provider_knows_a_wrong_receiver_and_waits_for_credit(fake: type[FakeProvider]) -> None:
    meanings = {known.meaning: known.final for known in PRESETS[fake.preset].failures.values()}
    assert meanings["the receiver is wrong"]
    assert not meanings["no credit"]


def test_an_unknown_code_loses_no_message(provider: FakeProvider) -> None:
    status, body = provider.failing("999")
    error = failure(provider, (status if status == 200 else 418, body))
    assert type(error) is SmsTemporary
    assert "999" not in str(error)


@pytest.mark.parametrize("status", [301, 302, 307, 401, 403, 404, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway</html>"])
def test_a_status_that_does_not_blame_the_request_is_temporary(
    provider: FakeProvider, status: int, body: bytes
) -> None:
    error = failure(provider, (status, body))
    assert type(error) is SmsTemporary
    assert str(error) == f"{provider.preset}: HTTP {status} without a known code"


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_status_that_blames_the_request_is_final(provider: FakeProvider, status: int) -> None:
    assert type(failure(provider, (status, b"<html>Bad request</html>"))) is SmsPermanent


def test_a_redirect_is_not_followed(provider: FakeProvider) -> None:
    failure(provider, (307, b""))
    assert len(provider.requests) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"OK", b"\xff\xfe", b"null", b"[]", b"[[]]", b"7", b'"sent"', b"{}", b'{"return": 200}', b'{"a":'],
)
def test_an_answer_that_nobody_can_read_is_temporary(provider: FakeProvider, body: bytes) -> None:
    assert type(failure(provider, (200, body))) is SmsTemporary


def test_agreement_without_a_number_is_no_success(provider: FakeProvider) -> None:
    replies: dict[str, Any] = {
        "kavenegar": {"return": {"status": 200}, "entries": []},
        "melipayamak": {"Value": "", "RetStatus": 1},
        "melipayamak-console": {"recId": None, "status": "عملیات موفق"},
        "sms.ir": {"status": 1, "data": {"messageId": 0}},
    }
    assert type(failure(provider, (200, replies[provider.preset]))) is SmsTemporary


def test_a_number_without_agreement_is_no_success() -> None:
    with FakeSmsIr() as provider:
        error = failure(provider, (200, {"status": 0, "data": {"messageId": 8792343001}}))
    assert str(error) == "sms.ir 0: the system has a fault"


def test_words_of_success_under_a_status_of_failure_are_none(provider: FakeProvider) -> None:
    def contradict(request: Request) -> Answer:
        _status, body = provider.answer(request)
        return 500, body

    provider.say = contradict
    with pytest.raises(SmsTemporary, match="HTTP 500"):
        gateway_for(provider).send(message())


@pytest.mark.parametrize("answer", [(400, b"09120000000 482913"), (500, b"09120000000 482913"), None])
def test_an_error_repeats_no_secret(
    provider: FakeProvider, answer: Answer | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = str(failure(provider, answer)) + caplog.text
    for secret in ("09120000000", "482913", KEY, PASSWORD):
        assert secret not in said


# Silence


def test_a_cut_line_is_temporary_and_says_that_it_may_have_been_sent(provider: FakeProvider) -> None:
    error = failure(provider, None)
    assert type(error) is SmsTemporary
    assert "may have been sent" in str(error)


def test_a_slow_answer_is_not_waited_for(provider: FakeProvider) -> None:
    provider.hold.clear()
    gateway = gateway_for(provider, timeout="0.1")
    began = time.monotonic()
    with pytest.raises(SmsTemporary, match="may have been sent"):
        gateway.send(message())
    assert time.monotonic() - began < 2


def test_a_provider_that_is_not_there_has_surely_sent_nothing() -> None:
    with FakeKavenegar() as provider:
        gateway = gateway_for(provider)
    with pytest.raises(SmsTemporary, match=r"kavenegar: unreachable \(ConnectionRefusedError\)"):
        gateway.send(message())


def test_a_stranger_with_a_certificate_of_his_own_gets_nothing() -> None:
    with FakeKavenegar() as provider:
        gateway = gateway_for(provider, base_url=provider.speak_tls())
        with pytest.raises(SmsTemporary, match=r"unreachable \(SSLCertVerificationError\)"):
            gateway.send(message())
        assert provider.requests == []


def test_whose_certificate_is_trusted_gets_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(STRANGER))
    with FakeKavenegar() as provider:
        gateway_for(provider, base_url=provider.speak_tls()).send(message())
        assert len(provider.arrived) == 1


def test_the_longest_timeout_ends_within_the_lease() -> None:
    assert LEASE.total_seconds() > 4 * LONGEST_TIMEOUT


# The same message twice


def test_kavenegar_drops_the_second_of_two_equal_free_texts() -> None:
    with FakeKavenegar() as provider:
        gateway = gateway_for(provider, free=True)
        first, second = gateway.send(message()), gateway.send(message())
    assert len(provider.requests) == 2
    assert len(provider.arrived) == 1
    assert first.provider_id == second.provider_id


def test_what_came_after_a_silence_is_dropped_as_well() -> None:
    with FakeKavenegar() as provider:
        provider.hold.clear()
        with pytest.raises(SmsTemporary):
            gateway_for(provider, free=True, timeout="0.1").send(message())
        provider.hold.set()
        gateway_for(provider, free=True).send(message())
    assert len(provider.arrived) == 1


def test_local_ids_are_the_same_for_one_message_and_fit_in_63_bits() -> None:
    numbers = {local_id(f"message-{number}") for number in range(1000)}
    assert len(numbers) == 1000
    assert all(0 <= number < 2**63 for number in numbers)
    assert local_id("message-1") == local_id("message-1")


# What a request carries


def sent_by(fake: type[FakeProvider], pattern: str, **params: str) -> Request:
    """Answer the request by which a message with these parameters goes out."""
    with fake() as provider:
        provider.say = lambda _request: (503, b"")
        with pytest.raises(SmsTemporary):
            gateway_for(provider, pattern=pattern).send(outbox_message(params=tuple(params.items())))
    return provider.requests[0]


def test_kavenegar_fills_its_tokens_in_the_order_of_the_setting() -> None:
    form = sent_by(
        FakeKavenegar, "news name=token20 code status", code="12 34_5", status="باز", name="مریم الف"
    )
    assert form.form == {
        "receptor": "09120000000",
        "template": "news",
        "type": "sms",
        "token20": "مریم الف",
        "token": "12-34-5",
        "token2": "باز",
    }


def test_kavenegar_has_room_for_three_plain_tokens() -> None:
    params = tuple((name, name) for name in "abcd")
    with FakeKavenegar() as provider, pytest.raises(SmsPermanent, match="more than 3"):
        gateway_for(provider, pattern="news a b c d").send(outbox_message(params=params))
    assert provider.requests == []


def test_melipayamak_separates_values_by_semicolons_that_no_value_has() -> None:
    form = sent_by(FakeMeliPayamak, "4512 name code", code="1234", name="الف;ب").form
    assert form["text"] == "الف؛ب;1234"


def test_sms_ir_takes_values_by_its_own_names() -> None:
    said = sent_by(FakeSmsIr, "4512 code=Code", code="1234", unused="x").json
    assert said["parameters"] == [{"name": "Code", "value": "1234"}]


def test_a_pattern_without_parameters_takes_all_under_our_names() -> None:
    said = json.loads(sent_by(FakeSmsIr, "4512", code="1234", name="الف").raw)
    assert said["parameters"] == [{"name": "code", "value": "1234"}, {"name": "name", "value": "الف"}]


def test_a_message_without_a_wanted_parameter_is_refused_before_anything_is_sent() -> None:
    with FakeSmsIr() as provider:
        gateway = gateway_for(provider, pattern="4512 amount")
        with pytest.raises(SmsPermanent, match="has no parameter amount"):
            gateway.send(message())
    assert provider.requests == []


def test_a_template_without_a_pattern_goes_as_free_text() -> None:
    with FakeKavenegar() as provider:
        gateway = gateway_for(provider, sender=LINE)
        gateway.send(_of_template("another"))
    assert provider.requests[0].form["message"] == outbox_message().text


def test_a_template_without_pattern_and_sender_is_refused() -> None:
    with FakeKavenegar() as provider, pytest.raises(SmsPermanent, match="another has no pattern"):
        gateway_for(provider).send(_of_template("another"))


def test_a_key_with_special_characters_stays_one_piece_of_the_address() -> None:
    with FakeKavenegar() as provider:
        provider.say = lambda _request: (503, b"")
        with pytest.raises(SmsTemporary):
            gateway_for(provider, key="a/b?c{d}%2F").send(message())
    assert provider.requests[0].path == "/v1/a%2Fb%3Fc%7Bd%7D%252F/verify/lookup.json"


def _of_template(name: str) -> OutboxMessage:
    return outbox_message(template=name)
