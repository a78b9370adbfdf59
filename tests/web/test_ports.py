"""Ports: one plug-in behind each, the outer include wins, and none may be missing."""

from pathlib import Path
from typing import Any

import pytest
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationConflictError, ConfigurationExecutionError
from pyramid.registry import Registry

import complaints_web
from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import IChallenge, IClock
from complaints_core.testing import NOON, FixedClock
from complaints_web.background import bare_request
from complaints_web.ports import NEEDED, add_port, check_ports, port_of

SETTINGS = {
    "complaints.store": "memory",
    "complaints.passwords": "fast",
    "complaints.challenge": "off",
    "complaints.sms": "console",
}


def still(request: Any) -> FixedClock:
    return FixedClock()


def moving(request: Any) -> FixedClock:
    return FixedClock(NOON.replace(year=2030))


def portal() -> Configurator:
    return Configurator(settings=SETTINGS)


def clock_of(registry: Registry) -> Any:
    return port_of(bare_request(registry), IClock)


def test_two_plug_ins_on_one_port_are_a_conflict() -> None:
    def one(inner: Configurator) -> None:
        inner.add_port(IClock, still)

    def another(inner: Configurator) -> None:
        inner.add_port(IClock, moving)

    config = portal()
    config.include("complaints_web")
    config.include(one)
    config.include(another)
    with pytest.raises(ConfigurationConflictError):
        config.commit()


def test_the_outer_include_wins() -> None:
    config = portal()
    config.include("complaints_web")
    config.add_port(IClock, still)
    config.commit()
    assert clock_of(config.registry).now() == NOON


def test_a_plug_in_is_made_once_a_request() -> None:
    config = portal()
    config.include("complaints_web")
    config.add_port(IClock, still)
    config.commit()
    request = bare_request(config.registry)
    assert port_of(request, IClock) is port_of(request, IClock)
    assert clock_of(config.registry) is not port_of(request, IClock)


@pytest.mark.parametrize("port", NEEDED)
def test_a_missing_port_stops_the_start_and_names_its_line(port: Any) -> None:
    config = portal()
    config.add_directive("add_port", add_port)
    for other in NEEDED:
        if other is not port:
            config.add_port(other, still)
    check_ports(config)
    with pytest.raises(ConfigurationExecutionError) as stopped:
        config.commit()
    assert isinstance(stopped.value.evalue, SettingError)
    assert str(stopped.value.evalue) == f"{NEEDED[port]}: no plug-in provides {port.__name__}"


def test_the_site_itself_says_it_without_a_word_around(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_challenge(config: Configurator, port: Any, factory: Any) -> None:
        if port is not IChallenge:
            add_port(config, port, factory)

    monkeypatch.setattr(complaints_web, "add_port", without_challenge)
    with pytest.raises(SettingError, match=r"^complaints\.challenge: no plug-in provides IChallenge$"):
        complaints_web.main({}, **SETTINGS)


def test_everything_that_is_plugged_in_can_be_listed() -> None:
    config = portal()
    config.include("complaints_web")
    config.commit()
    listed = {one["introspectable"].discriminator for one in config.introspector.get_category("ports")}
    assert {port.__name__ for port in NEEDED} <= listed


def own_module(folder: Path, name: str, line: str) -> None:
    (folder / f"{name}.py").write_text(
        f"from complaints_core.interfaces.ports import IClock\n\n{line}\n", encoding="utf-8"
    )


PUTS = "def includeme(config): config.add_port(IClock, lambda request: 'a clock of our own')"


def test_modules_that_a_setting_names_put_their_plug_ins_in_the_place_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_module(tmp_path, "our_own_clock", PUTS)
    monkeypatch.syspath_prepend(tmp_path)
    app = complaints_web.main({}, **SETTINGS, **{"complaints.plugins": "our_own_clock"})
    assert clock_of(app.registry) == "a clock of our own"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("our_idle_module", "has no includeme"),
        ("our_first_clock our_second_clock", "two of them stand behind one"),
    ],
)
def test_modules_that_cannot_be_taken_stop_the_start_in_a_sentence(
    named: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_module(tmp_path, "our_idle_module", "")
    for name in ("our_first_clock", "our_second_clock"):
        own_module(tmp_path, name, PUTS)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SettingError, match=said):
        complaints_web.main({}, **SETTINGS, **{"complaints.plugins": named})
