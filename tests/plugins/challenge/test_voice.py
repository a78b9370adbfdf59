"""Making the voice, with an espeak-ng that we play ourselves."""

import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_plugins.challenge import voice
from complaints_plugins.challenge.speaker import Speaker

ESPEAK = f"""#!{sys.executable}
import sys, wave
target = sys.argv[sys.argv.index("-w") + 1]
with wave.open(target, "wb") as sound:
    sound.setnchannels(1)
    sound.setsampwidth(2)
    sound.setframerate({{rate}})
    sound.writeframes(bytes(2000) + b"\\x00\\x20\\x00\\xe0" * 500 * int(sys.argv[-1]) + bytes(2000))
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def _install(path: Path, rate: int) -> None:
    espeak = path / "espeak-ng"
    espeak.write_text(ESPEAK.format(rate=rate))
    espeak.chmod(0o755)


def test_every_digit_of_a_challenge_is_spoken(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _install(path, rate=22050)
    assert voice.main([str(tmp_path / "voice")]) == 0
    assert capsys.readouterr().out.startswith("8 digits spoken into ")
    assert Speaker(tmp_path / "voice").speak("12456789", b"seed") is not None


def test_without_espeak_that_is_said_and_nothing_is_made(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert voice.main([str(tmp_path / "voice")]) == 0
    assert "espeak-ng is not installed" in capsys.readouterr().out
    assert not (tmp_path / "voice").exists()


def test_sound_of_another_form_is_refused(path: Path, tmp_path: Path) -> None:
    _install(path, rate=8000)
    with pytest.raises(ValueError, match="another form"):
        voice.main([str(tmp_path / "voice")])


def test_silence_around_the_speech_goes() -> None:
    samples = array("h", [0] * 100 + [20_000, 20_000, -20_000, -20_000] * 10 + [0] * 100)
    assert len(voice.reduced(samples)) == 20


def test_soft_speech_becomes_loud() -> None:
    assert set(voice.reduced(array("h", [1000, 1000, -1000, -1000]))) == {128 + 110, 128 - 110}


def test_nothing_but_silence_becomes_nothing() -> None:
    assert voice.reduced(array("h", [0] * 100)) == b""


@given(st.lists(st.integers(-(2**15), 2**15 - 1)))
def test_no_speech_is_too_loud_for_its_byte(samples: list[int]) -> None:
    assert all(18 <= sample <= 238 for sample in voice.reduced(array("h", samples)))
