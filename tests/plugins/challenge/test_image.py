"""The challenge as the desks use it."""

import re
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from zope.interface.verify import verifyObject

from complaints_core.domain.pending import UsedChallenge
from complaints_core.interfaces.errors import SettingError
from complaints_core.interfaces.ports import IChallenge
from complaints_core.memory.pending import MemoryPending
from complaints_core.persian import persian_digits
from complaints_core.testing.fixed import NOON, FixedClock
from complaints_plugins.challenge import ImageChallenge, OffChallenge, challenge_from_settings
from complaints_plugins.challenge.painter import Painter
from complaints_plugins.challenge.speaker import Speaker, write
from complaints_plugins.challenge.tickets import ALPHABET, Tickets

SECRET = b"a secret of the tests"
PAINTER = Painter(font=None)


@dataclass
class Desk:
    """A challenge, and what stands around it."""

    pending: MemoryPending
    clock: FixedClock
    challenge: ImageChallenge

    def answer(self, challenge: str) -> str:
        """Read the picture as a person would."""
        ticket = Tickets(SECRET).read(challenge, NOON)
        assert ticket is not None
        return Tickets(SECRET).digits(ticket)

    def used(self) -> int:
        return self.pending.purge(NOON.replace(year=NOON.year + 1))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for digit in ALPHABET:
        write(str(tmp_path / f"{digit}.wav"), b"\xf0" * 100)
    pending, clock = MemoryPending(), FixedClock()
    return Desk(pending, clock, ImageChallenge(SECRET, pending, clock, PAINTER, Speaker(tmp_path)))


def test_both_plug_ins_are_what_the_port_asks_for(desk: Desk) -> None:
    verifyObject(IChallenge, desk.challenge)
    verifyObject(IChallenge, OffChallenge())


def test_who_reads_the_digits_right_is_taken_for_a_person(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    assert desk.challenge.verify(challenge, desk.answer(challenge))


def test_digits_may_be_persian_or_arabic_and_spaced(desk: Desk) -> None:
    for change in (persian_digits, _arabic, " ".join, "\u200c".join):
        challenge = desk.challenge.issue()
        assert desk.challenge.verify(challenge, change(desk.answer(challenge)))


def _arabic(digits: str) -> str:
    return digits.translate({ord("0") + value: ord("٠") + value for value in range(10)})


@pytest.mark.parametrize("typed", ["", "00000", "33333", "1", "٪", "abcde", "१२४५६", "1" * 500])
def test_who_reads_them_wrong_is_not(desk: Desk, typed: str) -> None:
    assert not desk.challenge.verify(desk.challenge.issue(), typed)


def test_a_challenge_that_was_answered_right_is_used_up(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    assert desk.challenge.verify(challenge, desk.answer(challenge))
    assert not desk.challenge.verify(challenge, desk.answer(challenge))


def test_a_challenge_that_was_answered_wrong_is_used_up_too(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    assert not desk.challenge.verify(challenge, "00000")
    assert not desk.challenge.verify(challenge, desk.answer(challenge))


def test_of_many_answers_at_once_one_counts(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    answer, verdicts = desk.answer(challenge), list[bool]()
    threads = [
        Thread(target=lambda: verdicts.append(desk.challenge.verify(challenge, answer))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(verdicts) == [False] * 7 + [True]


def test_issuing_and_showing_stores_nothing(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    desk.challenge.picture(challenge)
    desk.challenge.sound(challenge)
    assert desk.used() == 0


def test_a_try_is_remembered_until_the_challenge_is_over_anyway(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    desk.challenge.verify(challenge, "00000")
    ticket = Tickets(SECRET).read(challenge, NOON)
    assert ticket is not None
    kept = desk.pending.get(UsedChallenge, ticket.nonce.hex())
    assert kept is not None
    assert kept.expires_at == ticket.expires_at


def test_after_five_minutes_it_is_too_late(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    answer = desk.answer(challenge)
    desk.clock.advance(minutes=5)
    assert not desk.challenge.verify(challenge, answer)
    assert desk.challenge.picture(challenge) is None
    assert desk.challenge.sound(challenge) is None


def test_an_unknown_challenge_shows_nothing_and_stores_nothing(desk: Desk) -> None:
    assert desk.challenge.picture("unknown") is None
    assert desk.challenge.sound("unknown") is None
    assert not desk.challenge.verify("unknown", "12456")
    assert desk.used() == 0


def test_however_often_a_challenge_is_asked_for_it_looks_and_sounds_the_same(desk: Desk) -> None:
    challenge = desk.challenge.issue()
    assert len({desk.challenge.picture(challenge) for _ in range(3)}) == 1
    assert len({desk.challenge.sound(challenge) for _ in range(3)}) == 1


def test_two_challenges_look_and_sound_different(desk: Desk) -> None:
    one, other = desk.challenge.issue(), desk.challenge.issue()
    assert desk.challenge.picture(one) != desk.challenge.picture(other)
    assert desk.challenge.sound(one) != desk.challenge.sound(other)


def test_without_a_voice_there_is_a_picture_and_no_sound(tmp_path: Path) -> None:
    mute = ImageChallenge(SECRET, MemoryPending(), FixedClock(), PAINTER, Speaker(tmp_path))
    challenge = mute.issue()
    assert mute.picture(challenge)
    assert mute.sound(challenge) is None


def test_the_picture_is_the_plug_in_without_a_setting() -> None:
    challenge = challenge_from_settings({}, SECRET, MemoryPending(), FixedClock())
    assert challenge.enabled
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,200}", challenge.issue())


def test_off_lets_everybody_through_and_is_refused_in_production() -> None:
    off = challenge_from_settings({"complaints.challenge": "off"}, SECRET, MemoryPending(), FixedClock())
    assert not off.enabled
    assert off.verify(off.issue(), "")
    assert off.picture("off") is off.sound("off") is None
    production = {"complaints.challenge": "off", "complaints.production": "true"}
    with pytest.raises(SettingError, match=r"complaints\.challenge: 'off'"):
        challenge_from_settings(production, SECRET, MemoryPending(), FixedClock())
