"""Spoken digits, with a voice of eight beeps."""

import io
import wave
from pathlib import Path

import pytest

from complaints_plugins.challenge.speaker import RATE, Speaker, write
from complaints_plugins.challenge.tickets import ALPHABET


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """A digit is as many samples long as a hundred times itself, all as loud as they can be."""
    for digit in ALPHABET:
        write(str(tmp_path / f"{digit}.wav"), b"\xf0" * (100 * int(digit)))
    return tmp_path


def _heard(sound: bytes | None) -> bytes:
    assert sound is not None
    with wave.open(io.BytesIO(sound)) as opened:
        assert (opened.getnchannels(), opened.getsampwidth(), opened.getframerate()) == (1, 1, RATE)
        samples: bytes = opened.readframes(opened.getnframes())
    return samples


def _lengths(samples: bytes) -> list[int]:
    loud = "".join("x" if sample > 200 else " " for sample in samples)
    return [len(stretch) for stretch in loud.split()]


def test_the_digits_are_heard_in_their_order(voice: Path) -> None:
    heard = _heard(Speaker(voice).speak("49211", b"seed"))
    assert _lengths(heard) == [400, 900, 200, 100, 100]


def test_between_two_digits_there_is_half_a_second_at_least(voice: Path) -> None:
    heard = _heard(Speaker(voice).speak("11", b"seed"))
    assert len(heard) >= 3 * RATE // 2 + 200


def test_a_pause_is_never_quite_silent_and_never_loud(voice: Path) -> None:
    pause = _heard(Speaker(voice).speak("1", b"seed"))[: RATE // 4]
    assert len(set(pause)) > 3
    assert max(abs(sample - 128) for sample in pause) < 8


def test_one_seed_makes_one_sound_and_another_seed_another(voice: Path) -> None:
    speaker = Speaker(voice)
    assert speaker.speak("49211", b"one") == speaker.speak("49211", b"one")
    assert speaker.speak("49211", b"one") != speaker.speak("49211", b"two")


def test_without_a_voice_nothing_is_said(tmp_path: Path) -> None:
    assert Speaker(tmp_path / "missing").speak("49211", b"seed") is None


def test_a_voice_that_lacks_a_digit_says_nothing_rather_than_half(voice: Path) -> None:
    (voice / "9.wav").unlink()
    assert Speaker(voice).speak("49211", b"seed") is None


def test_a_voice_of_another_form_is_a_fault(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "1.wav"), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(b"\x80\x80")
    with pytest.raises(ValueError, match=r"1\.wav"):
        Speaker(tmp_path)
