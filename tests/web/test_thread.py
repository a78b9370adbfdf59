"""The worker rests between its rounds, but not while people wait for their messages."""

from types import SimpleNamespace
from typing import cast

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
