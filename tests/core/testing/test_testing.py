"""What we hand to other people's tests."""

import subprocess
import sys
from datetime import UTC, timedelta

import pytest
from zope.interface.verify import verifyObject

from complaints_core import testing
from complaints_core.domain.tracking import TrackingCode
from complaints_core.interfaces.ports import IClock
from complaints_core.persian import NationalCode
from complaints_core.testing import NOON, FixedClock, FixedDraws, builders


def test_the_clock_moves_only_when_told() -> None:
    clock = FixedClock()
    assert verifyObject(IClock, clock)
    assert clock.now() == clock.now() == NOON
    assert clock.now().tzinfo is UTC
    assert clock.advance(minutes=2) == clock.now() == NOON + timedelta(minutes=2)


def test_draws_come_in_turn_and_must_fit() -> None:
    draw = FixedDraws(3, 10)
    assert draw(10) == 3
    with pytest.raises(ValueError, match="10 cannot be drawn below 10"):
        draw(10)
    with pytest.raises(IndexError):
        draw(10)


def test_the_same_number_is_the_same_person_and_another_is_another() -> None:
    assert builders.citizen(3) == builders.citizen(3)
    codes = {builders.national_code(number) for number in range(300)}
    assert len(codes) == 300
    assert all(NationalCode.holds(code) for code in codes)
    assert len({builders.citizen(number).key for number in range(300)}) == 300


def test_invented_codes_have_right_check_digits() -> None:
    assert all(TrackingCode.holds(builders.tracking_code(number)) for number in range(50))


def test_suites_are_found_by_name_and_nothing_else_is() -> None:
    assert testing.CitizenStoreContract.__name__ == "CitizenStoreContract"
    with pytest.raises(AttributeError):
        testing.anything  # noqa: B018
    with pytest.raises(AttributeError):
        testing.NoSuchContract  # noqa: B018


def test_the_builders_do_without_pytest() -> None:
    program = "import sys, complaints_core.testing.builders; sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603
