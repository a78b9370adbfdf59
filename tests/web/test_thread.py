"""The worker rests between its rounds, but not while people wait for their messages."""

import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest

from complaints_core.desks.rounds.courier import AT_ONCE
from complaints_web.background import Work
from complaints_web.thread import Worker


def test_while_messages_wait_in_a_crowd_there_is_no_pause() -> None:
    sent, pauses = iter((AT_ONCE, AT_ONCE, 3, 0)), list[float]()

    def wait(seconds: float) -> bool:
        pauses.append(seconds)
        return len(pauses) == 4

    Worker(cast(Work, SimpleNamespace(round=lambda: next(sent))), pause=7).work_until(wait)
    assert pauses == [0, 0, 7, 7]


def test_a_disk_that_is_full_for_a_while_is_a_few_lines_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    rounds: Iterator[OSError | int] = iter([*[OSError()] * 30, 0])

    def one() -> int:
        outcome = next(rounds)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    enough = iter((*[False] * 30, True))
    Worker(cast(Work, SimpleNamespace(round=one, registry={}))).work_until(lambda _seconds: next(enough))
    assert len(caplog.messages) == 2
    assert caplog.messages[0].startswith("a background round failed, 1 in a row; it goes on: OSError")
    assert caplog.messages[1] == "background rounds go well again, after 30 that failed"
