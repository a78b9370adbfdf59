"""Every mistake in the SMS lines of the ini is found at the start, by name."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.sms import ConsoleGateway, SpoolGateway, gateway_from_settings

GOOD = {
    "preset": "kavenegar",
    "key": "k3y",
    "template.register_code": "register-code code",
}


def http(lines: Mapping[str, str], templates: Collection[str] = ()) -> str:
    """Answer the name of the gateway that these `complaints.sms.http` lines make."""
    settings = {f"complaints.sms.http.{name}": value for name, value in lines.items()}
    return str(gateway_from_settings({"complaints.sms": "http", **settings}, templates).name)


def blamed(lines: Mapping[str, str], templates: Collection[str] = ()) -> str:
    """Answer the line that is refused."""
    with pytest.raises(SettingError) as caught:
        http(lines, templates)
    assert str(caught.value).startswith(caught.value.setting)
    return caught.value.setting.removeprefix("complaints.sms.http.")


def test_without_a_line_the_terminal_shows_messages() -> None:
    assert isinstance(gateway_from_settings({}), ConsoleGateway)


@pytest.mark.parametrize("yes", ["true", "True", " yes", "1", "on"])
def test_production_refuses_the_terminal(yes: str) -> None:
    with pytest.raises(SettingError, match=r"complaints\.sms: console") as caught:
        gateway_from_settings({"complaints.production": yes})
    assert caught.value.setting == "complaints.sms"


def test_production_takes_a_provider() -> None:
    settings = {f"complaints.sms.http.{name}": value for name, value in GOOD.items()}
    ini = {"complaints.production": "true", "complaints.sms": "http", **settings}
    assert gateway_from_settings(ini).name == "kavenegar"


def test_the_spool_file_is_named(tmp_path: Path) -> None:
    ini = {"complaints.sms": "spool", "complaints.sms.spool": str(tmp_path / "sms.jsonl")}
    assert isinstance(gateway_from_settings(ini), SpoolGateway)


@pytest.mark.parametrize("file", [{}, {"complaints.sms.spool": " "}])
def test_a_spool_without_a_file_is_refused(file: dict[str, str]) -> None:
    with pytest.raises(SettingError) as caught:
        gateway_from_settings({"complaints.sms": "spool", **file})
    assert caught.value.setting == "complaints.sms.spool"


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingError, match="there is no 'smtp', only console, http, spool"):
        gateway_from_settings({"complaints.sms": "smtp"})


def test_a_complete_provider_is_taken() -> None:
    assert (
        http(GOOD | {"timeout": "5", "base_url": "https://sms.example.ir"}, ["register_code"]) == "kavenegar"
    )


def test_an_empty_line_counts_as_missing() -> None:
    assert blamed(GOOD | {"key": "  "}) == "key"


@pytest.mark.parametrize(
    ("preset", "needed"),
    [
        ("kavenegar", ["key"]),
        ("melipayamak", ["username", "password"]),
        ("melipayamak-console", ["key"]),
        ("sms.ir", ["key"]),
    ],
)
def test_each_provider_names_what_it_needs(preset: str, needed: list[str]) -> None:
    lines = {"preset": preset, "template.register_code": "4512"} | dict.fromkeys(needed, "x")
    assert http(lines) == preset
    for name in needed:
        assert blamed({key: value for key, value in lines.items() if key != name}) == name


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("preset", ""),
        ("preset", "kavenegr"),
        ("tiemout", "10"),
        ("key", "two words"),
        ("sender", "+98 1000"),
        ("sender", "۱۰۰۰۸۶۶۳"),
        ("timeout", "soon"),
        ("timeout", "0"),
        ("timeout", "-1"),
        ("timeout", "nan"),
        ("timeout", "21"),
        ("base_url", "api.kavenegar.com"),
        ("base_url", "http://api.kavenegar.com"),
        ("base_url", "http://127.0.0.1.example.ir"),
        ("base_url", "ftp://127.0.0.1"),
        ("base_url", "https://"),
        ("base_url", "https://["),
        ("base_url", "https://host:port"),
        ("template.register_code", " "),
    ],
)
def test_a_wrong_line_is_refused_by_name(wrong: str, value: str) -> None:
    assert blamed(GOOD | {wrong: value}) == wrong


@pytest.mark.parametrize("url", ["http://localhost:8080", "http://127.0.0.1:1/x", "http://[::1]:1"])
def test_a_provider_on_this_machine_may_do_without_tls(url: str) -> None:
    assert http(GOOD | {"base_url": url}) == "kavenegar"


def test_numbered_patterns_have_numbers() -> None:
    lines = {"preset": "sms.ir", "key": "k3y", "template.register_code": "register-code"}
    assert blamed(lines) == "template.register_code"


def test_a_text_that_could_not_be_sent_is_found_at_the_start() -> None:
    texts = ("register_code", "complaint_registered")
    assert blamed(GOOD, texts) == "template.complaint_registered"
    assert http(GOOD | {"sender": "10008663"}, texts) == "kavenegar"


def test_a_pattern_for_a_text_that_does_not_exist_is_refused() -> None:
    assert blamed(GOOD | {"template.registr_code": "x"}, ["register_code"]) == "template.registr_code"


def test_a_refusal_does_not_repeat_the_secret() -> None:
    with pytest.raises(SettingError) as caught:
        http(GOOD | {"key": "s3cret s3cret"})
    assert "s3cret" not in str(caught.value)
