"""Connections are looked after, less often while everybody has to wait anyway."""

import signal
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from complaints_web.operation import draining
from complaints_web.operation.draining import BREATH, CROWD, Draining

LOOKS = 5


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Leave the signals of the tests as they were."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def breaths(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, in seconds."""
    made: list[float] = []
    monkeypatch.setattr(draining, "sleep", made.append)
    return made


def a_server(standing: int, look: Callable[[], None]) -> SimpleNamespace:
    """A server in whose line so many stand; `look` is called whenever its connections are looked at."""
    return SimpleNamespace(
        adj=SimpleNamespace(asyncore_use_poll=True),
        asyncore=SimpleNamespace(loop=lambda **_: look()),
        task_dispatcher=SimpleNamespace(length=lambda: standing, shutdown=lambda: None),
    )


@pytest.mark.parametrize(("standing", "paused"), [(0, 0), (CROWD - 1, 0), (CROWD, LOOKS), (200, LOOKS)])
def test_only_while_many_stand_in_line_a_breath_is_taken_between_two_looks(
    standing: int, paused: int, breaths: list[float]
) -> None:
    looks: list[None] = []
    server = a_server(standing, lambda: looks.append(None))
    Draining(server, {}, lambda: len(looks) == LOOKS).run()
    assert breaths == [BREATH] * paused


def test_whoever_is_told_to_end_ends_in_a_crowd_too(breaths: list[float]) -> None:
    server = a_server(200, lambda: signal.raise_signal(signal.SIGTERM))
    Draining(server, {}).run()
    assert breaths == [BREATH]
