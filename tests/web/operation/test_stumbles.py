"""The log tells that rounds fail, and that they go well again, without a line each second."""

import logging

import pytest

from complaints_web.operation.stumbles import LONGEST, SHORTEST, Stumbles


class Seconds:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def stumbles(seconds: Seconds, caplog: pytest.LogCaptureFixture) -> Stumbles:
    caplog.set_level(logging.INFO)
    return Stumbles(seconds)


def failing(stumbles: Stumbles, seconds: Seconds, caplog: pytest.LogCaptureFixture, last: int) -> list[int]:
    """Fail each second up to a last one; answers the seconds in which the log told of it."""
    told = []
    for second in range(last + 1):
        seconds.passed = second
        before = len(caplog.records)
        stumbles.failed(OSError("no room, says 0912 000 0101"))
        if len(caplog.records) > before:
            told.append(second)
    return told


def test_what_goes_on_failing_is_told_at_growing_distances(
    stumbles: Stumbles, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    assert failing(stumbles, seconds, caplog, 250) == [0, 2, 6, 14, 30, 62, 122, 182, 242]
    assert "243 in a row" in caplog.messages[-1]


def test_another_kind_of_fault_is_told_at_once(
    stumbles: Stumbles, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    failing(stumbles, seconds, caplog, 40)
    stumbles.failed(ValueError())
    assert "ValueError" in caplog.messages[-1]


def test_that_all_is_well_again_is_told_once(
    stumbles: Stumbles, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    stumbles.went_well()
    assert caplog.messages == []

    failing(stumbles, seconds, caplog, 5)
    stumbles.went_well()
    stumbles.went_well()
    assert caplog.messages[2:] == ["background rounds go well again, after 6 that failed"]


def test_what_fails_every_other_second_fills_no_log(
    stumbles: Stumbles, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    for second in range(0, 600, 2):
        seconds.passed = second
        stumbles.failed(OSError())
        stumbles.went_well()
    assert len(caplog.records) <= 2 * 15


def test_after_two_quiet_minutes_failures_are_told_as_if_they_were_the_first(
    stumbles: Stumbles, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    failing(stumbles, seconds, caplog, 125)
    stumbles.failed(ValueError())
    stumbles.went_well()
    caplog.clear()
    seconds.passed += 2 * LONGEST + 1
    for fault in (OSError(), ValueError()):  # of each kind the first
        stumbles.failed(fault)
    seconds.passed += 2 * SHORTEST  # and what goes on soon again
    stumbles.failed(OSError())
    assert len(caplog.records) == 3


def test_the_log_tells_where_it_failed_and_not_what_was_typed(
    stumbles: Stumbles, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    failing(stumbles, seconds, caplog, 0)
    assert "OSError" in caplog.text
    assert "0912" not in caplog.text
